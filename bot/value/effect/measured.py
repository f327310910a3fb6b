"""Hold an effect in numbers, as the model gives it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from bot.value.effect.answer import Compared
from bot.value.series.course import Explained
from bot.value.series.noise import Array
from bot.value.series.scale import Scale

# The middle 97 of 100, which hold the truth 95 times of 100 of the kinds of series that the model knows least of
# (measured: docs/measurement.md): no model knows all.
LOW, HIGH = 0.015, 0.985
# Parts of a mixture that are lighter than this, beside the heaviest, do not show in a picture.
VISIBLE = 1e-3
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Measured:
    """An effect as (low, likely, high): of the compared periods, and of all since shipping, on average of a period."""

    change: Triple
    overall: Triple
    # How probable it is that it is more than 0.
    above: float
    # For each period since shipping where the metric would have been, as (low, likely, high).
    expected: tuple[Triple, ...]
    compared: Compared
    explained: Explained
    # How probable it is that the change of the compared periods is at least so much.
    at_least: Callable[[float], float]
    # After how many periods a change of the size that was asked for is seen four times of five; None if it is not
    # within the window.
    tells_after: int | None = None
    # Over how many periods releases come that explain more so than at once, by the period in which they shipped.
    over: Mapping[int, int] = field(default_factory=dict)


def spread(scale: Scale, differences: Array, after: float) -> Triple:
    """Low, likely and high of a difference on a scale, as changes up to values that are on average `after`."""
    low, likely, high = (float(each) for each in scale.change(differences, after))
    return low, min(max(likely, low), high), high


def lately(values: Array, window: int) -> Array:
    """Two ways of averaging periods, each summing to 1: over the read ones of the last `window`, and over all read."""
    read = np.isfinite(values).astype(float)
    weights = np.stack([read * (np.arange(len(values)) >= len(values) - window), read])
    whole: Array = weights / weights.sum(axis=1, keepdims=True)
    return whole
