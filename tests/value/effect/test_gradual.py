"""Releases that come bit by bit beside others: what is still to come of one is not taken for another's."""

from typing import Any

import pytest

from bot.value.effect import Effect, estimate
from tests.value.effect.readings import DAY, SHIPPED, around, noisy, ranged

BEFORE, SINCE = 90, 28
BIT_BY_BIT = "that explains more than all at once"


def effect_of(*, begins: int, over: int, other: int, first: int = 0, **given: Any) -> Effect:
    """The effect where 20 were added to 100 from a day on, over so many, beside another release that did nothing."""
    values = noisy(100, BEFORE + SINCE, spread=2, first=first)
    for day in range(BEFORE + begins, BEFORE + SINCE):
        values[day] += 20 * min(1.0, (day - BEFORE - begins + 0.5) / over if over else 1.0)
    points = around(values[:BEFORE], values[BEFORE:])
    return estimate(points, shipped_at=SHIPPED, now=points[-1].at, neighbours=[SHIPPED + other * DAY], **given)


@pytest.mark.parametrize("first", [0, 11, 23])
def test_what_is_still_to_come_is_not_taken_for_what_a_later_release_did(first: int) -> None:
    effect = effect_of(begins=0, over=28, other=14, first=first)

    # Half of it has come on average of the four weeks.
    assert ranged(effect)[0] < 10 < ranged(effect)[2]
    assert ranged(effect)[1] > 7.5
    assert f"it comes bit by bit, over 28 days: {BIT_BY_BIT}" in effect.figure().rows_in


@pytest.mark.parametrize("first", [0, 11, 23])
def test_what_an_earlier_release_still_brings_is_not_taken_for_this_ones(first: int) -> None:
    effect = effect_of(begins=-14, over=28, other=-14, first=first)

    assert ranged(effect)[0] < 0 < ranged(effect)[2]
    assert any(row.startswith("a neighbour comes bit by bit, over ") for row in effect.figure().rows_in)


@pytest.mark.parametrize("other", [14, -14])
def test_what_came_at_once_is_told_as_that(other: int) -> None:
    effect = effect_of(begins=0, over=0, other=other)

    assert ranged(effect)[0] < 20 < ranged(effect)[2]
    assert not any(BIT_BY_BIT in row for row in effect.figure().rows_in)
