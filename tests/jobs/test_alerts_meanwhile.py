"""A number that crosses a line, or comes back, in the very moment in which Payoff speaks of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.flows.kinds import Desk
from bot.jobs.kinds import KINDS
from bot.slack.render import Message
from storage.posts import Post
from tests.playing import define_metric


@pytest.fixture
async def watched(payoff: Any, ana: Any) -> None:
    """Checkout conversion is 3.8 %, and #checkout wants to know when it falls below 3 %."""
    await define_metric(ana)
    await ana.type("#checkout", "/metric alert Checkout conversion < 3 %")


async def record(payoff: Any, person: Any, value: str) -> None:
    """Record a reading a minute after the one before, and say nothing yet."""
    payoff.set_time(payoff.clock.now.replace(minute=payoff.clock.now.minute + 1))
    await person.type("#checkout", f"/metric record Checkout conversion {value} %")


def once_composed(monkeypatch: pytest.MonkeyPatch, name: str, do: Callable[[], Awaitable[None]]) -> None:
    """Do something after the first message of a kind was composed, and before it is sent or dropped."""
    kind, todo = KINDS[name], [do]

    async def compose(desk: Desk, post: Post) -> Message | None:
        message = await kind.compose(desk, post)
        if todo:
            await todo.pop()()
        return message

    monkeypatch.setitem(KINDS, name, replace(kind, compose=compose))


def told(person: Any) -> list[Any]:
    return [m for m in person.messages("#checkout") if not m.ephemeral and "Checkout conversion" in m.words]


async def test_a_crossing_that_comes_while_the_last_one_is_being_dropped_is_told(
    payoff: Any, ana: Any, watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(payoff, ana, "2.9")
    await record(payoff, ana, "3.2")
    once_composed(monkeypatch, "alert_crossed", lambda: record(payoff, ana, "2.8"))

    await payoff.settle()

    (message,) = told(ana)
    assert "is 2.8 %, below 3 %" in message.words


async def test_what_is_over_while_it_is_being_told_is_told_to_be_over(
    payoff: Any, ana: Any, watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(payoff, ana, "2.9")
    once_composed(monkeypatch, "alert_crossed", lambda: record(payoff, ana, "3.2"))

    await payoff.settle()
    await payoff.settle()

    (message,) = told(ana)
    (over,) = ana.thread(message)
    assert "is 3.2 % since" in over.words


async def test_what_begins_again_while_it_is_told_to_be_over_is_told_after_the_pause(
    payoff: Any, ana: Any, watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record(payoff, ana, "2.9")
    await payoff.settle()
    await record(payoff, ana, "3.2")
    once_composed(monkeypatch, "alert_over", lambda: record(payoff, ana, "2.8"))
    await payoff.settle()
    at_first = len(told(ana))

    await payoff.advance(days=1, minutes=5)

    assert at_first == 1
    assert "is 2.8 %, below 3 %" in told(ana)[1].words


async def test_what_begins_again_before_it_was_told_to_be_over_goes_on_in_silence(
    payoff: Any, ana: Any, watched: None
) -> None:
    await record(payoff, ana, "2.9")
    await payoff.settle()
    await record(payoff, ana, "3.2")
    await record(payoff, ana, "2.8")
    await payoff.settle()
    (message,) = told(ana)
    silent = ana.thread(message)

    await record(payoff, ana, "3.4")
    await payoff.settle()

    assert silent == []
    (over,) = ana.thread(message)
    assert "is 3.4 % since" in over.words
