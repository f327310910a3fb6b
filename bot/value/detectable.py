"""Tell, before anything ships, what change of a metric could be seen at all, and after how long."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.digits import resolution
from bot.value.effect.answer import DETECTABLE, ENOUGH
from bot.value.effect.estimate import UTC
from bot.value.effect.sides import COMPARED, LEARNED
from bot.value.points import Point
from bot.value.series.grain import Grain, by_the_day, period_of, regular

# How many days a period has.
DAYS: dict[Grain, float] = {"day": 1, "week": 7, "month": 365.25 / 12}
# Waiting helps if the first week shows only what is this much larger.
HELPS = 1.1


@dataclass(frozen=True)
class Detectable:
    """The smallest changes that would be seen four times of five: (days since shipping, size), the days ascending."""

    sizes: tuple[tuple[int, float], ...]

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
    return Detectable(
        tuple(
            (math.ceil(periods * DAYS[grain]), float(f"{DETECTABLE * float(width):.6g}"))
            for periods, width in enumerate(widths, 1)
        )
    )
