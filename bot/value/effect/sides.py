"""Part readings into those before a release and those since, period by period, and count those left out."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.figure import counted
from bot.value.points import Point, between
from bot.value.series.grain import Grain, Grid, begins, grain_of, period_of, regular
from bot.value.watermark import spoken

# How many periods before shipping the model learns from, and over how many since the effect is the mean.
LEARNED: dict[Grain, int] = {"hour": 28 * 24, "day": 400, "week": 156, "month": 480}
# Over so many periods a release may come that others have to be told apart from.
RAMPS: dict[Grain, tuple[int, ...]] = {"hour": (), "day": (10, 28), "week": (2, 4), "month": ()}
COMPARED: dict[Grain, int] = {"hour": 14 * 24, "day": 28, "week": 8, "month": 12}
# The newest readings are those of so long.
NEWEST = timedelta(days=7)


@dataclass(frozen=True)
class Sides:
    """What was read before a release and since, all of it complete."""

    grain: Grain
    zone: ZoneInfo
    # The number of the first period since shipping.
    split: int
    earlier: tuple[Point, ...]
    later: tuple[Point, ...]
    # The end of `later`, of which the effect is the mean.
    compared: tuple[Point, ...]
    out: tuple[str, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """How many readings are not used, and why."""
        count = len(self.later) - len(self.compared)
        ended = f"since shipping, before the last {COMPARED[self.grain]} {self.grain}s"
        return (*self.out, f"{counted(count, 'reading')} {ended}") if count else self.out

    def periods(self, points: Sequence[Point]) -> set[int]:
        """The periods in which these were read."""
        return {period_of(point.at, self.grain, self.zone) for point in points}

    def only(self, periods: Container[int], but: str) -> "Sides":
        """What was read in these periods, the rest being left out as readings `but`."""

        def kept(points: Sequence[Point]) -> tuple[Point, ...]:
            return tuple(point for point in points if period_of(point.at, self.grain, self.zone) in periods)

        earlier, later = kept(self.earlier), kept(self.later)
        gone = len(self.earlier) + len(self.later) - len(earlier) - len(later)
        return replace(
            self,
            earlier=earlier,
            later=later,
            compared=lately(later, self.grain, self.zone),
            out=(*self.out, f"{counted(gone, 'reading')} {but}") if gone else self.out,
        )

    def grid(self) -> Grid:
        """Both sides on one grid."""
        return regular([*self.earlier, *self.later], self.grain, self.zone)

    def newest(self) -> list[Point]:
        """The last week's readings since shipping."""
        return [point for point in self.later if point.at > self.later[-1].at - NEWEST]

    def days(self) -> float:
        """How many days the periods since shipping are, up to the last one read."""
        first = begins(self.split, self.grain, self.zone)
        end = begins(period_of(self.later[-1].at, self.grain, self.zone) + 1, self.grain, self.zone)
        if self.grain == "hour":
            return (end - first) / timedelta(days=1)
        return float((end.astimezone(self.zone).date() - first.astimezone(self.zone).date()).days)


def part(readings: Sequence[Point], *, shipped_at: datetime, now: datetime, watermark: timedelta, zone: str) -> Sides:
    """The sides of a release. A period in which it shipped belongs to the readings since, if there are any in it."""
    here = ZoneInfo(zone)
    complete = [point for point in readings if point.at <= now - watermark]
    earlier = [point for point in complete if point.at < shipped_at]
    later = between(complete, shipped_at, now + timedelta.resolution)
    grain = grain_of(complete)
    if (
        grain == "hour"
        and later
        and period_of(later[-1].at, "hour", here) - period_of(shipped_at, "hour", here) >= COMPARED["hour"]
    ):
        grain = "day"
    split = period_of(shipped_at, grain, here)
    if later and period_of(later[0].at, grain, here) == split:
        whole = [point for point in earlier if period_of(point.at, grain, here) < split]
    else:
        whole, split = earlier, split + 1
    used = sorted((p for p in whole if period_of(p.at, grain, here) >= split - LEARNED[grain]), key=lambda p: p.at)
    ahead = sum(1 for point in readings if point.at > now)
    reasons = (
        (ahead, "dated ahead of now"),
        (len(readings) - len(complete) - ahead, f"under {spoken(watermark)} old, too young to be complete"),
        (len(earlier) - len(whole), f"of the {grain} in which it shipped, from before it did"),
        (len(whole) - len(used), "older than those used"),
    )
    out = tuple(f"{counted(count, 'reading')} {why}" for count, why in reasons if count)
    return Sides(grain, here, split, tuple(used), tuple(later), lately(later, grain, here), out)


def lately(later: Sequence[Point], grain: Grain, zone: ZoneInfo) -> tuple[Point, ...]:
    """Of what was read since shipping, the end that is compared."""
    last = max((period_of(point.at, grain, zone) for point in later), default=0)
    return tuple(point for point in later if period_of(point.at, grain, zone) > last - COMPARED[grain])
