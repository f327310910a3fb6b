"""Releases that come bit by bit beside others: what is still to come of one is not taken for another's."""

from datetime import timedelta

import numpy as np
import pytest

from bot.value.effect import Effect, Point, estimate
from tests.calibration.gradual import BEFORE, there
from tests.calibration.trial import NOON, SHIPPED
from tests.calibration.worlds import world
from tests.value.effect.readings import DAY, ranged

SINCE = 28


def beside(kind: str, number: int, *, begins: int = 0, over: int = 0, other: int) -> tuple[Effect, float]:
    """The effect, and what is true, where a fifth was added from a day on, over so many, with another release near."""
    without = world(kind, number, before=BEFORE, after=SINCE, effect=0.0).without
    days = np.arange(BEFORE + SINCE) - BEFORE
    added = 0.2 * without * there(days - begins, over)
    points = [
        Point(SHIPPED + timedelta(days=int(day)) + NOON, float(value))
        for day, value in zip(days, without + added, strict=True)
    ]
    effect = estimate(points, shipped_at=SHIPPED, now=points[-1].at, neighbours=[SHIPPED + other * DAY])
    assert effect.train == ()
    return effect, 0.0 if begins else float(added[-SINCE:].mean())


def probable(effect: Effect, whose: str) -> int:
    """How probable it is told to be that a release comes bit by bit, in percent; 0 where nothing is said of it."""
    told = f"probability that {whose} comes bit by bit: "
    (share,) = [row.removeprefix(told) for row in effect.figure().rows_in if row.startswith(told)] or ["0 %"]
    return int(share.removesuffix(" %"))


@pytest.mark.parametrize(("kind", "number"), [("weekly", 5), ("trend", 0), ("trend", 1), ("trend", 4), ("trend", 5)])
def test_what_is_still_to_come_is_not_taken_for_what_a_later_release_did(kind: str, number: int) -> None:
    effect, true = beside(kind, number, over=28, other=14)

    assert ranged(effect)[0] < true < ranged(effect)[2]
    assert probable(effect, "it") > 20


@pytest.mark.parametrize(("kind", "number"), [("white", 3), ("white", 6), ("white", 7), ("alike", 7)])
def test_what_an_earlier_release_still_brings_is_not_taken_for_this_ones(kind: str, number: int) -> None:
    effect, true = beside(kind, number, begins=-28, over=28, other=-28)

    assert ranged(effect)[0] < true < ranged(effect)[2]
    assert abs(ranged(effect)[1]) < 7
    assert probable(effect, "its nearest neighbour") > 50


@pytest.mark.parametrize("other", [14, -14])
@pytest.mark.parametrize("number", [0, 2])
def test_what_came_at_once_is_told_as_that(number: int, other: int) -> None:
    effect, true = beside("white", number, other=other)

    assert ranged(effect)[0] < true < ranged(effect)[2]
    assert probable(effect, "it") == 0


def test_between_several_that_go_together_nobody_says_which_comes_bit_by_bit() -> None:
    without = world("trend", 1, before=BEFORE, after=SINCE, effect=0.0).without
    days = np.arange(BEFORE + SINCE) - BEFORE
    points = [
        Point(SHIPPED + timedelta(days=int(day)) + NOON, float(value))
        for day, value in zip(days, without * (1 + 0.2 * there(days, 28)), strict=True)
    ]

    effect = estimate(points, shipped_at=SHIPPED, now=points[-1].at, neighbours=[SHIPPED + DAY, SHIPPED + 14 * DAY])

    assert effect.train == (SHIPPED + DAY,)
    assert probable(effect, "it") == 0
