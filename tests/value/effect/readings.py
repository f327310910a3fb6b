"""Make readings around a release, and the effect that they show."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from bot.value.effect import Effect, Point, estimate

# A Tuesday.
SHIPPED = datetime(2026, 3, 3, 14, tzinfo=UTC)
DAY = timedelta(days=1)
# Once for all: what varies does so in the same way in every test.
NOISE = [round(float(each), 2) for each in np.random.default_rng(11).standard_normal(160)]


def around(before: list[float], after: list[float], *, every: timedelta = DAY) -> list[Point]:
    """One reading a day before and since shipping."""
    return [
        *(Point(SHIPPED - (len(before) - place) * every, value) for place, value in enumerate(before)),
        *(Point(SHIPPED + place * every, value) for place, value in enumerate(after)),
    ]


def effect_of(before: list[float], after: list[float], *, days: float = 40, **given: Any) -> Effect:
    """The effect as it is seen so many days later."""
    return estimate(around(before, after), shipped_at=SHIPPED, now=SHIPPED + days * DAY, **given)


def noisy(level: float, count: int, *, first: int = 0, spread: float = 1.0) -> list[float]:
    """Readings around a level."""
    return [round(level + spread * each, 6) for each in NOISE[first : first + count]]


def ranged(effect: Effect) -> tuple[float, float, float]:
    """The change with its ends, of an effect that has them."""
    assert effect.low is not None
    assert effect.change is not None
    assert effect.high is not None
    return effect.low, effect.change, effect.high
