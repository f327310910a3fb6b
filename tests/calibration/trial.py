"""Try one way of measuring on one series: what it answers, whether that is right, and how long it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from bot.value.effect import Point, estimate
from tests.calibration.worlds import Array, world

SHIPPED = datetime(2026, 3, 3, tzinfo=UTC)
NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Answer:
    """A change with its range; `confirmed` where it may be called so at one of three looks."""

    low: float
    high: float
    confirmed: bool = False
    # How long it took, where that was another process.
    seconds: float | None = None


@dataclass(frozen=True)
class Trial:
    """What came of one series."""

    kind: str
    before: int
    after: int
    effect: float
    way: str
    number: int
    # The range holds no 0; how many half-widths its middle lies from 0; whether it holds the truth; half of it, as a
    # share of the level; and the time that it took.
    found: bool
    strays: float
    holds: bool
    half_width: float
    seconds: float
    confirmed: bool


Way = Callable[[Array, int], Answer]


def ours(values: Array, before: int) -> Answer:
    """Payoff's own answer, by the very function that a check-in is filled in with."""
    points = [Point(SHIPPED + timedelta(days=day - before) + NOON, float(value)) for day, value in enumerate(values)]
    effect = estimate(points, shipped_at=SHIPPED, now=points[-1].at)
    assert effect.low is not None
    assert effect.high is not None
    return Answer(effect.low, effect.high, effect.is_confirmed)


def tried(name: str, way: Way, kind: str, number: int, *, before: int, after: int, effect: float) -> Trial:
    """One series measured in one way."""
    made = world(kind, number, before=before, after=after, effect=effect)
    values = made.read()
    began = time.process_time()
    answer = way(values, before)
    seconds = time.process_time() - began
    truth = float(made.added[before:].mean())
    level = float(np.abs(made.without).mean())
    return Trial(
        kind=kind,
        before=before,
        after=after,
        effect=effect,
        way=name,
        number=number,
        found=not answer.low <= 0 <= answer.high,
        strays=strays(answer),
        holds=answer.low <= truth <= answer.high,
        half_width=(answer.high - answer.low) / 2 / level,
        seconds=seconds if answer.seconds is None else answer.seconds,
        confirmed=answer.confirmed,
    )


def strays(answer: Answer) -> float:
    """How many times as wide, around its middle, a range would have to be to reach 0."""
    middle, half = (answer.low + answer.high) / 2, (answer.high - answer.low) / 2
    return abs(middle) / half if half else float("inf")
