"""Hold what is uncertain as three numbers: a span, and a band of spans over time."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Band", "Span"]


@dataclass(frozen=True)
class Span:
    """Where a quantity lies 95 times of 100, and what is most likely: low ≤ likely ≤ high as numbers."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class Band:
    """Where a metric lies 95 times of 100 in the period that begins at a moment: low ≤ mid ≤ high as numbers."""

    at: datetime
    low: float
    mid: float
    high: float
