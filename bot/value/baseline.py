"""Propose where an outcome starts from, out of the readings that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.value.amounts import format_amount
from bot.value.figure import Figure, counted
from bot.value.points import Point, between, mean

# Four weeks: long enough to hold every weekday four times, short enough to be about today.
WINDOW = timedelta(days=28)


@dataclass(frozen=True)
class Before:
    """The readings that say how things were before a moment, the oldest first."""

    points: tuple[Point, ...]
    window: timedelta
    # True when the window was empty, and the newest reading before it stands in.
    older: bool = False

    @property
    def words(self) -> str:
        """How many readings, and of when."""
        if self.older:
            return f"1 reading, from before the last {self.window.days} days"
        return f"{counted(len(self.points), 'reading')} of the {self.window.days} days"


@dataclass(frozen=True)
class Baseline:
    """A proposed baseline in the metric's unit: the mean of `count` readings between `low` and `high`."""

    value: float
    low: float
    high: float
    count: int
    latest_at: datetime
    # "3 readings of the 28 days".
    words: str

    def figure(self, unit: str = "") -> Figure:
        """What stands behind the proposal."""
        return Figure(
            label="baseline",
            value=format_amount(self.value, unit),
            formula="mean of the readings before today",
            rows_in=(f"{self.words} before today",),
        )


def before(readings: Sequence[Point], moment: datetime, window: timedelta = WINDOW) -> Before:
    """The readings of the window up to, not including, `moment`; when there are none, the newest one before it."""
    points = between(readings, moment - window, moment)
    if points:
        return Before(tuple(points), window)
    older = max((point for point in readings if point.at < moment), key=lambda point: point.at, default=None)
    return Before((), window) if older is None else Before((older,), window, older=True)


def propose(readings: Sequence[Point], now: datetime, window: timedelta = WINDOW) -> Baseline | None:
    """The mean of the last 28 days' readings, or else the newest reading; None without any, since nothing is not 0."""
    found = before(readings, now, window)
    if not found.points:
        return None
    values = [point.value for point in found.points]
    return Baseline(float(mean(found.points)), min(values), max(values), len(values), found.points[-1].at, found.words)
