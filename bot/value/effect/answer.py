"""Estimate how a metric changed with a release, and how sure that can be from the readings there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from bot.value.amounts import format_amount, format_change, format_span
from bot.value.baseline import WINDOW, Before, before
from bot.value.digits import exact, measured
from bot.value.figure import Figure, counted
from bot.value.points import Point, between, mean
from bot.value.span import Band, Span
from bot.value.spread import usual_difference, usual_distance

__all__ = ["AFTER", "ENOUGH", "NOT_VERIFIED", "Effect", "Point", "estimate"]

AFTER = timedelta(days=7)
MEAN_YEAR = timedelta(days=365.2425)
# With fewer readings before shipping there is nothing to say about chance.
ENOUGH = 4
NOT_VERIFIED = "not verified by statistics alone"

Says = Literal["nothing", "values", "range"]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What changed with a release, in the metric's unit; None where it is not known.

    `says` is how much may be said: "nothing" (there is no before or no after), "values" (what was read before and
    after, without a word on chance), or "range" (also how far it may be off, `low` ≤ `change` ≤ `high` as numbers,
    whichever direction is good).
    """

    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    n_before: int
    n_after: int
    says: Says
    # What has to be said with it, "" for nothing.
    note: str
    # How many earlier years the range was learned from; 0: from the readings of the window before.
    years: int = 0
    # The newest complete reading, before or after.
    latest_at: datetime | None = None
    rows_in: tuple[str, ...] = ()
    rows_out: tuple[str, ...] = ()
    # That the effect is real and in the direction in which the metric is good.
    probability: float | None = None
    # The effect summed over the complete periods since shipping, in the metric's unit × days.
    total: Span | None = None
    # For each period since shipping: the path without the release.
    expected: tuple[Band, ...] = ()
    # The smallest change that would be seen four times of five.
    detectable: float | None = None

    def __post_init__(self) -> None:
        for value in (self.before, self.after, self.change, self.low, self.high):
            if value is not None:
                exact(value)

    @property
    def half_width(self) -> float | None:
        """How far the change may be off in either direction; None unless `says` is "range"."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def figure(self, unit: str = "") -> Figure:
        """What stands behind the change; `unit` is the metric's."""
        value = format_change(self.change, unit)
        if self.says == "range":
            value += f" ({format_span(self.low, self.high, unit)})"
        return Figure(
            label="effect",
            value=value,
            formula=f"after − before. {BY_YEARS if self.years else FORMULA}"
            if self.says == "range"
            else "after − before.",
            rows_in=(
                f"before: {format_amount(self.before, unit)}",
                f"after: {format_amount(self.after, unit)}",
                *self.rows_in,
            ),
            rows_out=self.rows_out,
        )


FORMULA = (
    "In brackets: how far such a difference strays 95 times of 100 when nothing changes, "
    "t × s × √(1/after + 1/before), s being the spread of the readings before, wider when each is like the one before."
)

BY_YEARS = (
    "In brackets: how far a year strays from the one before it 95 times of 100 when nothing changes, "
    "t × √(mean of the squared differences of earlier years)."
)


def estimate(
    readings: Sequence[Point],
    *,
    shipped_at: datetime,
    now: datetime,
    watermark: timedelta = timedelta(0),
    baseline: float | None = None,
    before_window: timedelta = WINDOW,
    after_window: timedelta = AFTER,
) -> Effect:
    """How a metric changed with the release of `shipped_at`, as seen at `now`.

    Before is the mean of the readings in the window before shipping, after the mean of the complete readings since, of
    their last seven days. Readings younger than `watermark` are still being filled up and are not used, nor are those
    dated ahead of now. Without a reading before, the outcome's own `baseline` is what is compared with, and only values
    are said. A range needs four readings before; it is about chance alone, so it goes with the release and is
    never a proof that the release caused it. Where years are compared, seasons would pass for chance: there the range
    is learned from how much earlier years differed, once there are four such differences.

    Raises:
        ValueError: a moment names no zone, or a window is not longer than 0.
    """
    if before_window <= timedelta(0) or after_window <= timedelta(0):
        raise ValueError("A window has to be longer than nothing.")
    complete = [point for point in readings if point.at <= now - watermark]
    earlier = before(complete, shipped_at, before_window)
    since = between(complete, shipped_at, now + timedelta.resolution)
    later = [point for point in since if point.at > since[-1].at - after_window]
    start = mean(earlier.points) if earlier.points else None if baseline is None else measured(baseline)
    end = mean(later) if later else None
    change = None if start is None or end is None else end - start
    distance = None
    years = yearly_changes(complete, shipped_at) if before_window >= MEAN_YEAR else []
    if len(years) < ENOUGH:
        years = []
    if change is not None and len(earlier.points) >= ENOUGH:
        values = [point.value for point in earlier.points]
        distance = usual_difference(years) if years else usual_distance(values, len(later))
    says: Says = "nothing" if change is None else "values" if distance is None else "range"
    return Effect(
        before=number(start),
        after=number(end),
        change=number(change),
        low=number(None if change is None or distance is None else change - exact(distance)),
        high=number(None if change is None or distance is None else change + exact(distance)),
        n_before=len(earlier.points),
        n_after=len(later),
        says=says,
        note=note_for(says, earlier, baseline),
        years=len(years) if distance is not None else 0,
        latest_at=max((point.at for point in complete), default=None),
        rows_in=words_in(earlier, later, start, after_window),
        rows_out=words_out(readings, complete, earlier, since, later, now=now, shipped_at=shipped_at),
    )


def yearly_changes(points: Sequence[Point], until: datetime) -> list[float]:
    """By how much the mean of each year differs from that of the year before it, up to a moment, the newest first."""
    changes: list[float] = []
    end = until
    while True:
        later, earlier = between(points, end - MEAN_YEAR, end), between(points, end - 2 * MEAN_YEAR, end - MEAN_YEAR)
        if min(len(later), len(earlier)) < ENOUGH:
            return changes
        changes.append(float(mean(later) - mean(earlier)))
        end -= MEAN_YEAR


def number(value: Decimal | None) -> float | None:
    """A computed number as it is kept; there is no negative zero."""
    return None if value is None else float(value) + 0.0


def note_for(says: Says, earlier: Before, baseline: float | None) -> str:
    """What has to be said with an effect."""
    count = len(earlier.points)
    if says == "range":
        return NOT_VERIFIED
    if says == "values" and count == 0:
        return "compared with the baseline as it was written down: nothing was read before shipping"
    if says == "values":
        return f"{counted(count, 'reading')} before shipping: values only, chance cannot be told from change"
    if count == 0 and baseline is None:
        return "nothing was read before shipping"
    return "no complete reading since shipping"


def words_in(
    earlier: Before, later: Sequence[Point], start: Decimal | None, after_window: timedelta
) -> tuple[str, ...]:
    """The rows that went in, for people."""
    if earlier.points:
        told = f"{earlier.words} before shipping"
    else:
        told = "no reading before shipping" if start is None else "the baseline as it was written down"
    if not later:
        return told, "no complete reading since shipping"
    return told, f"{counted(len(later), 'reading')} of the last {after_window.days} days read since shipping"


def words_out(
    readings: Sequence[Point],
    complete: Sequence[Point],
    earlier: Before,
    since: Sequence[Point],
    later: Sequence[Point],
    *,
    now: datetime,
    shipped_at: datetime,
) -> tuple[str, ...]:
    """The rows left out and why, for people; what did not occur is not said."""
    ahead = sum(1 for point in readings if point.at > now)
    reasons = (
        (ahead, "dated ahead of now"),
        (len(readings) - len(complete) - ahead, "too young to be complete"),
        (sum(1 for point in complete if point.at < shipped_at) - len(earlier.points), "older than those used"),
        (len(since) - len(later), "since shipping, before the last days read"),
    )
    return tuple(f"{counted(count, 'reading')} {why}" for count, why in reasons if count)
