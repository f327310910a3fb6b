"""Tell, before anything ships, what change of a metric could be seen at all, and after how long."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.amounts import format_amount, format_change
from bot.value.digits import resolution
from bot.value.effect.answer import DETECTABLE, ENOUGH
from bot.value.effect.estimate import UTC, model_for
from bot.value.effect.sides import COMPARED, LEARNED
from bot.value.figure import Figure, counted
from bot.value.points import Point
from bot.value.series.grain import Grain, by_the_day, period_of, regular
from bot.value.units import unit_of_change
from bot.value.watermark import too_young

# How many days a period has.
DAYS: dict[Grain, float] = {"day": 1, "week": 7, "month": 365.25 / 12}
# Waiting helps if the first week shows only what is this much larger.
HELPS = 1.1
# After so many days it is told what shows, by the day, by the week and by the month.
TOLD = (1, 7, 14, 28, 56, 31, 92, 183, 366)
FORMULA = (
    f"the smallest change that stands out from this metric's own ups and downs four times of five: {DETECTABLE} × how "
    "far its mean since shipping may be off, 95 times of 100, while nothing changes. More days help, unless it wanders."
)


@dataclass(frozen=True)
class Detectable:
    """The smallest changes that would be seen four times of five: (days since shipping, size), the days ascending."""

    sizes: tuple[tuple[int, float], ...]
    # What it rests on, for people: "60 days read, 2026-01-02 to 2026-03-02", and what that is explained with.
    rows_in: tuple[str, ...] = field(default=(), compare=False)
    rows_out: tuple[str, ...] = field(default=(), compare=False)

    def at(self, days: int) -> float:
        """The smallest change that is seen within so many days; infinite before the first period is over."""
        return min((size for day, size in self.sizes if day <= days), default=math.inf)

    @property
    def early(self) -> tuple[int, float]:
        """The smallest change that is seen after a week, or after the first period, with the days."""
        day = max(7, self.sizes[0][0])
        return day, self.at(day)

    def after(self, size: float) -> int | None:
        """After how many days a change of this size is seen; None if waiting, as long as is compared, is no help."""
        return next((day for day, least in self.sizes if least <= abs(size)), None)

    @property
    def least(self) -> tuple[int, float]:
        """The smallest change that is ever seen, and after how many days."""
        return min(self.sizes, key=lambda pair: (pair[1], pair[0]))

    @property
    def waiting_helps(self) -> bool:
        """Whether more days show smaller changes; not of a number that wanders."""
        return self.early[1] > HELPS * self.least[1]

    def figure(self, unit: str = "", promised: float | None = None, last: int | None = None) -> Figure:
        """What stands behind it, or behind what is said of a change that is promised, up to the `last` day on which
        anyone looks; `unit` is the metric's.
        """
        day = self.early[0] if promised is None else self.after(promised)
        size = self.early[1] if promised is None else abs(promised)
        change = format_change(size, unit).removeprefix("+")
        shows = f"shows after {counted(day, 'day')}" if day else "is too small to show"
        if last is not None and not (day and day <= last):
            shows = f"is too small to show by the last check-in, {counted(last, 'day')} in"
            day = max((days for days, _ in self.sizes if days <= last), default=None)
        return Figure(
            label="what can be seen",
            value=f"a change of {change} {shows}",
            formula=FORMULA,
            rows_in=(
                *self.rows_in,
                *(
                    f"{counted(days, 'day')} after shipping: off by up to ±{off(least / DETECTABLE, unit)}, so "
                    f"{off(least, unit)} shows"
                    for days, least in self.sizes
                    if days in (*TOLD, day)
                ),
            ),
            rows_out=self.rows_out,
        )


def off(size: float, unit: str) -> str:
    """A size of a change to three digits: "0.0386 pt"."""
    return format_amount(size, unit_of_change(unit), digits=3)


def detectable(
    readings: Sequence[Point], *, now: datetime, zone: str = UTC, watermark: timedelta = timedelta(0)
) -> Detectable | None:
    """What could be seen of something that ships now, by the noise of the readings so far (Cohen, Statistical Power
    Analysis for the Behavioral Sciences, 1988: 1.43 half-widths of a 95 % range are exceeded four times of five).

    None with fewer than four periods read. Readings younger than the metric's `watermark` are left out.

    Raises:
        ValueError: a moment names no zone.
    """
    here = ZoneInfo(zone)
    grain, used = by_the_day(readings, now - watermark, here)
    complete = len(used)
    newest = max((period_of(point.at, grain, here) for point in used), default=0)
    used = [point for point in used if period_of(point.at, grain, here) > newest - LEARNED[grain]]
    if len({period_of(point.at, grain, here) for point in used}) < ENOUGH:
        return None
    # numpy and scipy are not taken in before the first look.
    from bot.value.effect.forecast import half_widths
    from bot.value.series.course import course

    grid = regular(used, grain, here)
    count, window = len(grid.values), COMPARED[grain]
    floor = resolution([point.value for point in used]) / math.sqrt(12)
    explained = course(grid, learned=count, ahead=window, floor=floor).explained(count)
    widths = half_widths(explained, count, window)
    moments = sorted(point.at for point in used)
    first, last = (moment.astimezone(here).date() for moment in (moments[0], moments[-1]))
    read = len({period_of(point.at, grain, here) for point in used})
    older = complete - len(used)
    return Detectable(
        tuple(
            (math.ceil(periods * DAYS[grain]), float(f"{DETECTABLE * float(width):.6g}"))
            for periods, width in enumerate(widths, 1)
        ),
        rows_in=(
            f"{counted(read, grain)} read, {first} to {last}",
            *model_for(explained, grain, before="today").rows,
        ),
        rows_out=(
            *((f"{counted(older, 'reading')} older than those used",) if older else ()),
            *too_young(watermark),
        ),
    )
