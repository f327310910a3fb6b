"""Put readings on a regular grid: by the hour, day, week or month on the wall of a team."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import fmean, median
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.value.points import Point

Grain = Literal["hour", "day", "week", "month"]

# Readings that lie this far apart, or farther, are of the next grain.
DAILY, WEEKLY, MONTHLY = timedelta(hours=4), timedelta(days=4), timedelta(days=20)


@dataclass(frozen=True)
class Grid:
    """One value a period from `first` on, NaN where nothing was read; several readings of a period are their mean."""

    grain: Grain
    zone: ZoneInfo
    # The number of the first period: of hours since 1970, of days, weeks or months since the year 1.
    first: int
    values: tuple[float, ...]

    def begins(self, place: int) -> datetime:
        """When the period at this place begins."""
        return begins(self.first + place, self.grain, self.zone)


def grain_of(points: Sequence[Point]) -> Grain:
    """How often a metric is read, by the usual distance of its readings; by days where fewer than three tell it."""
    moments = sorted(point.at for point in points)
    if len(moments) < 3:
        return "day"
    usual = timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(moments)))
    if usual < DAILY:
        return "hour"
    return "day" if usual < WEEKLY else "week" if usual < MONTHLY else "month"


def period_of(at: datetime, grain: Grain, zone: ZoneInfo) -> int:
    """The number of the period in which a moment lies."""
    if grain == "hour":
        return math.floor(at.timestamp() / 3600)
    day = at.astimezone(zone).date()
    if grain == "month":
        return 12 * day.year + day.month - 1
    return day.toordinal() if grain == "day" else (day.toordinal() - 1) // 7


def by_the_day(points: Sequence[Point], now: datetime, zone: ZoneInfo) -> tuple[Grain, list[Point]]:
    """What was read by now, by the day at the shortest; of readings by the hour only those of days that are over."""
    grain = grain_of(points)
    used = [point for point in points if point.at <= now]
    if grain != "hour":
        return grain, used
    return "day", [point for point in used if period_of(point.at, "day", zone) < period_of(now, "day", zone)]


def begins(period: int, grain: Grain, zone: ZoneInfo) -> datetime:
    """When a period begins, in UTC."""
    if grain == "hour":
        return datetime.fromtimestamp(3600 * period, UTC)
    if grain == "month":
        day = date(period // 12, period % 12 + 1, 1)
    else:
        day = date.fromordinal(period if grain == "day" else 7 * period + 1)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def regular(points: Sequence[Point], grain: Grain, zone: ZoneInfo) -> Grid:
    """At least one reading on the grid, from the first one's period to the last one's."""
    found: dict[int, list[float]] = {}
    for point in points:
        found.setdefault(period_of(point.at, grain, zone), []).append(point.value)
    first, last = min(found), max(found)
    values = (fmean(sorted(found[period])) if period in found else math.nan for period in range(first, last + 1))
    return Grid(grain, zone, first, tuple(values))


class Season(NamedTuple):
    """Where in a season a period lies: its place of `size`; after `length` periods the season comes again."""

    place: int
    size: int
    length: int


def season_of(period: int, grain: Grain, zone: ZoneInfo) -> tuple[Season, ...]:
    """The seasons of a period: weekday, hour of the day, month of the year. There are none by the week."""
    if grain == "day":
        return (Season((period - 1) % 7, 7, 7),)
    if grain == "month":
        return (Season(period % 12, 12, 12),)
    if grain == "hour":
        here = begins(period, grain, zone).astimezone(zone)
        return Season(here.hour, 24, 24), Season(here.weekday(), 7, 7 * 24)
    return ()
