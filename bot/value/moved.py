"""Notice that a metric moved, by itself: hold its newest week against what the time before lets expect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.digits import resolution
from bot.value.effect.answer import FEW
from bot.value.effect.estimate import UTC, digits_of
from bot.value.effect.sides import LEARNED
from bot.value.points import Point
from bot.value.series.grain import Grain, begins, by_the_day, period_of, regular
from bot.value.span import Span

# The newest periods that are held against those before.
NEWEST: dict[Grain, int] = {"day": 7, "week": 2, "month": 1}
# One-sided probability of |z| ≥ 3.2, which looking at the newest week every day for four weeks strays beyond less than
# 5 times of 100 when nothing moves (measured: docs/measurement.md).
ALARMING = 0.99931


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A metric that is not where it would be expected: since when, and by how much on average of the periods since."""

    since: datetime
    value: float
    expected: float
    # How far the expected value may be off.
    between: Span
    # How often chance alone would do as much in either direction: 1 time in so many.
    chance: int
    count: int
    grain: str

    @property
    def change(self) -> float:
        """By how much it moved."""
        return self.value - self.expected

    @property
    def relative(self) -> float | None:
        """The change as a share of what would be expected; None where that is not above 0."""
        return self.change / self.expected if self.expected > 0 else None


def moved(
    readings: Sequence[Point], *, now: datetime, zone: str = UTC, watermark: timedelta = timedelta(0)
) -> Moved | None:
    """Whether the newest week of a metric strays from what was before, farther than looking every day can explain.

    None if it does not, and with no more than twenty periods before: too few to raise anybody. Readings younger than
    the metric's `watermark` are left out: what is half filled up looks like a fall.

    Raises:
        ValueError: a moment names no zone.
    """
    here = ZoneInfo(zone)
    grain, used = by_the_day(readings, now - watermark, here)
    newest = max((period_of(point.at, grain, here) for point in used), default=0)
    first_new = newest - NEWEST[grain] + 1
    used = [point for point in used if period_of(point.at, grain, here) >= first_new - LEARNED[grain]]
    before = {period_of(point.at, grain, here) for point in used if period_of(point.at, grain, here) < first_new}
    if len(before) <= FEW:
        return None
    # numpy and scipy are not taken in before the first look.
    from bot.value.strayed import strayed

    grid = regular(used, grain, here)
    floor = resolution([point.value for point in used]) / math.sqrt(12)
    found = strayed(grid, first_new - grid.first, floor=floor, alarming=ALARMING)
    if found is None:
        return None
    fine = digits_of(found.high - found.low)
    return Moved(
        since=begins(grid.first + found.since, grain, here),
        value=round(found.value, fine),
        expected=round(found.expected, fine),
        between=Span(*(round(each, fine) for each in (found.low, found.expected, found.high))),
        chance=found.chance,
        count=len(before),
        grain=grain,
    )
