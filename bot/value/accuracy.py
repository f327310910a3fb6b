"""Hold estimates against what came: how far off they are as a rule (bias), and how much that varies (spread)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

# Of fewer estimates nothing is said.
ENOUGH = 3


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The middle of some numbers, and between what the middle half of them lies."""

    n: int
    median: float
    low: float
    high: float


def spread_of(values: Sequence[Fraction]) -> Spread | None:
    """The median and the quartiles of some numbers; None of fewer than three.

    The quantile p of n numbers in order lies at p × (n − 1), between two of them in proportion (Hyndman and Fan, Sample
    quantiles in statistical packages, 1996, the seventh).
    """
    if len(values) < ENOUGH:
        return None
    low, median, high = (float(quantile(values, Fraction(quarter, 4))) for quarter in (1, 2, 3))
    return Spread(n=len(values), median=median, low=low, high=high)


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The number below which this share of some numbers lies."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def days_late(first: date, last: date, shipped: date) -> int:
    """By how many days something shipped after its window; less than 0 before it, and 0 within."""
    if shipped > last:
        return (shipped - last).days
    return min(0, (shipped - first).days)
