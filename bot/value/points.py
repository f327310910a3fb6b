"""Hold readings as points in time, and sum them up exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.value.digits import exact, measured


@dataclass(frozen=True)
class Point:
    """One value of a metric, in its unit, at one moment.

    Raises:
        ValueError: the value is nan, infinite or from 10^15 up, or the moment names no zone.
    """

    at: datetime
    value: float

    def __post_init__(self) -> None:
        # Points are made by the ten thousand: `measured`, which takes decimals, is for those that fail this.
        if not abs(self.value) < 1e15:
            measured(self.value)
        if self.at.tzinfo is None:
            raise ValueError("A moment without a zone cannot be compared.")


def between(points: Iterable[Point], start: datetime, end: datetime) -> list[Point]:
    """The points from `start` up to, not including, `end`; the oldest first."""
    return sorted((point for point in points if start <= point.at < end), key=lambda point: point.at)


def mean(points: Sequence[Point]) -> Decimal:
    """The mean of at least one point, of the numbers as they were typed: three times 0.1 is on average 0.1."""
    return sum((exact(point.value) for point in points), Decimal(0)) / len(points)
