"""Notice that a metric moved, by itself: hold its newest week against what the time before lets expect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.amounts import format_amount, format_beside, format_between, format_share
from bot.value.digits import resolution
from bot.value.effect.answer import FEW, Model
from bot.value.effect.estimate import UTC, digits_of, model_for
from bot.value.effect.sides import LEARNED
from bot.value.figure import Figure, counted
from bot.value.points import Point
from bot.value.series.grain import Grain, begins, by_the_day, period_of, regular
from bot.value.span import Span
from bot.value.watermark import too_young

# The newest periods that are held against those before.
NEWEST: dict[Grain, int] = {"day": 7, "week": 2, "month": 1}
# One-sided probability of |z| ≥ 3.2, which looking at the newest week every day for four weeks strays beyond less than
# 5 times of 100 when nothing moves (measured: docs/measurement.md).
ALARMING = 0.99931
FORMULA = (
    "the mean of the days since it strayed, held against what the time before lets expect for the same days: level, "
    "slope and season, averaged over every kind of noise by how well it explains them. In brackets: where that would "
    "lie 95 times of 100. It is told when chance alone would do as much more rarely than 1 time in 725, and no single "
    "reading does it alone."
)


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
    # What was read since, as the first day of each period and its mean.
    newest: tuple[tuple[date, float], ...] = ()
    model: Model | None = None
    rows_out: tuple[str, ...] = ()

    @property
    def change(self) -> float:
        """By how much it moved."""
        return self.value - self.expected

    @property
    def relative(self) -> float | None:
        """The change as a share of what would be expected; None where that is not above 0."""
        return self.change / self.expected if self.expected > 0 else None

    def figure(self, unit: str = "") -> Figure:
        """What stands behind it; `unit` is the metric's."""
        share = "" if self.relative is None else f", {'+' if self.relative > 0 else ''}{format_share(self.relative)}"
        return Figure(
            label="move",
            value=f"{format_beside(self.value, self.change, unit)} instead of "
            f"{format_beside(self.expected, self.change, unit)} "
            f"({format_between(self.between.low, self.between.high, unit)}){share}",
            formula=FORMULA,
            rows_in=(
                f"{counted(self.count, self.grain)} read before",
                *(f"{day}: {format_amount(value, unit)}" for day, value in self.newest),
                f"chance alone would do this 1 time in {self.chance:,}",
                *(self.model.rows if self.model is not None else ()),
            ),
            rows_out=self.rows_out,
        )


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
    complete = len(used)
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
    older = complete - len(used)
    return Moved(
        since=begins(grid.first + found.since, grain, here),
        value=round(found.value, fine),
        expected=round(found.expected, fine),
        between=Span(*(round(each, fine) for each in (found.low, found.expected, found.high))),
        chance=found.chance,
        count=len(before),
        grain=grain,
        newest=tuple(
            (begins(grid.first + place, grain, here).astimezone(here).date(), float(grid.values[place]))
            for place in range(found.since, len(grid.values))
            if not math.isnan(grid.values[place])
        ),
        model=model_for(found.explained, grain, before="its newest week"),
        rows_out=(
            *((f"{counted(older, 'reading')} older than those used",) if older else ()),
            *too_young(watermark),
        ),
    )
