"""Live a real case: the seat-belt law of 31 January 1983, from its promise to the verdict a year later.

The readings are in docs/cases/seat-belts.csv, with their source beside them.
"""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Running, running
from tests.playing import card_of, fill_outcome, hand_in

CASE = Path(__file__).parents[2] / "docs" / "cases" / "seat-belts.csv"
METRIC = "Drivers killed or seriously injured"


@pytest.fixture
async def payoff(database_url: str) -> AsyncIterator[Running]:
    """A Payoff on the first Thursday of January 1983, at ten in London."""
    async with running(database_url, first_moment=datetime(1983, 1, 6, 10, tzinfo=UTC)) as payoff:
        yield payoff


def counted_by(month: str) -> bytes:
    """The file as it was after a month had been counted."""
    head, *rows = CASE.read_text().splitlines()
    return "\n".join([head, *(row for row in rows if row < f"{month},9999999")]).encode()


async def test_the_seat_belt_law_is_promised_shipped_looked_at_and_found_to_have_paid_off(
    payoff: Running, ana: Any, eva: Any
) -> None:
    await ana.type("#checkout", "/payoff settings")
    await ana.fill("Time zone", "Europe/London")
    await ana.fill("Check-ins, days after shipping", "365")
    await ana.submit()
    assert ana.errors == {}
    await ana.close()

    await ana.type("#checkout", f"/metric new {METRIC}")
    await ana.fill("Unit", "drivers")
    await ana.choose("Which way is good?", "Down")
    await ana.submit()
    await ana.close()
    await hand_in(ana, counted_by("1982-12"), command=f"/metric import {METRIC}")
    assert "168 new, 0 corrected, 0 known already" in ana.screen()
    await ana.close()

    await ana.type("#checkout", "/release plan Seat-belt law")
    await ana.submit()
    await ana.type("#checkout", "/release schedule Seat-belt law 31 Jan")
    await fill_outcome(
        ana,
        name="Fewer drivers die or are badly hurt on the road",
        metric=METRIC,
        baseline="1680",
        target="1400",
        due="1984-01-31",
        # 5 % fewer at the least, and 18 % as is likely.
        size="84, 300, 400",
    )
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.errors == {}
    await payoff.settle()
    assert "1,680 drivers → 1,400 drivers" in card_of(ana, "Seat-belt law").words

    await payoff.advance(to=datetime(1983, 1, 31, 10, tzinfo=UTC))
    await ana.type("#checkout", "/release ship Seat-belt law")
    await payoff.advance(to=datetime(1984, 1, 30, 12, tzinfo=UTC))
    # The whole file again: what is known is left alone, and what was not counted yet is not taken.
    await hand_in(ana, counted_by("1983-12"), command=f"/metric import {METRIC}")
    assert "12 new, 0 corrected, 168 known already" in ana.screen()
    await ana.close()

    await payoff.advance(to=datetime(1984, 1, 31, 9, tzinfo=UTC))
    asked = [m for m in ana.messages("#checkout") if m.words.startswith("Did Seat-belt law pay off?")][-1]
    before, after, change, low, high = numbers(asked.words)
    # Harvey and Durbin: 18 % fewer, or 23 % where wearing the belt is taken for the cause.
    assert -0.25 < change / before < -0.16
    assert low < change < high < 0
    assert before + change == pytest.approx(after, abs=2)
    await ana.click("Confirm: hit", in_=asked)
    await payoff.settle()

    (value,) = await eva.type("#leadership", "/value Seat-belt law")
    assert "hit" in value.words
    assert f"−{-change:.0f} drivers" in value.words
    (answer,) = [m for m in await ana.type("#checkout", "@Payoff how is Seat-belt law doing?") if m.user != ana.id]
    assert "hit" in answer.words


def numbers(words: str) -> list[float]:
    """Expected without, seen now, the change, and its range, as the message says them."""
    found = re.search(
        r"is ([\d,.]+) drivers; without the release we would expect ([\d,.]+) drivers\.\s+"
        r"(−[\d,.]+) drivers \((−[\d,.]+) to (−[\d,.]+)\)",
        words,
    )
    assert found, words
    after, before, *rest = (float(each.replace(",", "").replace("−", "-")) for each in found.groups())
    return [before, after, *rest]
