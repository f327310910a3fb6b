"""Hold an effect in numbers, as the model gives it: by one way of explaining the readings, or by several together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.value.effect.answer import Compared
from bot.value.series.course import Course, Explained
from bot.value.series.mixture import Mixture, blended
from bot.value.series.noise import Array
from bot.value.series.scale import Scale

# The middle 97 of 100, which hold the truth 95 times of 100 of the kinds of series that the model knows least of
# (measured: docs/measurement.md): no model knows all.
LOW, HIGH = 0.015, 0.985
# Parts of a mixture that are lighter than this, beside the heaviest, do not show in a picture.
VISIBLE = 1e-3
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Way:
    """One way of explaining the readings, on its scale."""

    explained: Explained
    # What was read less what is expected without the release: of the compared periods, and of all since shipping.
    change: Mixture
    # What is expected in each period since shipping.
    expected: Mixture
    compared: Compared
    # Over how many periods releases come, by the period in which they shipped; the others come at once.
    over: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """An effect as (low, likely, high): of the compared periods, and of all since shipping, on average of a period."""

    change: Triple
    overall: Triple
    # How probable it is that it is more than 0.
    above: float
    # For each period since shipping where the metric would have been, as (low, likely, high).
    expected: tuple[Triple, ...]
    # How probable it is that the change of the compared periods is at least so much.
    at_least: Callable[[float], float]
    # The likeliest way.
    way: Way
    # How probable it is of releases that they come bit by bit, by the period in which they shipped.
    gradual: Mapping[int, float] = field(default_factory=dict)
    # After how many periods a change of the size that was asked for is seen four times of five; None if it is not
    # within the window.
    tells_after: int | None = None


def measured_by(course: Course, split: int, window: int, ways: Sequence[tuple[float, Way]]) -> Measured:
    """What all ways say together of a release of the period `split`.

    They are on one scale, each with how probable it is, the likeliest first.
    """
    likeliest = ways[0][1]
    scale = likeliest.explained.scale
    change = blended([(weight, way.change) for weight, way in ways])
    expected = blended([(weight, way.expected) for weight, way in ways])
    after = [float(each) for each in after_of(course, split, window)]
    ends = np.stack([change.quantile(LOW), change.mean, change.quantile(HIGH)])
    bands = [expected.quantile(LOW, light=VISIBLE), expected.mean, expected.quantile(HIGH, light=VISIBLE)]
    drawn = np.sort(np.stack([scale.back(band) for band in bands], axis=1), axis=1)
    return Measured(
        change=spread(scale, ends[:, 0], after[0]),
        overall=spread(scale, ends[:, 1], after[1]),
        above=1 - float(change.below(np.zeros(2))[0]),
        expected=tuple((float(least), float(middle), float(most)) for least, middle, most in drawn),
        at_least=lambda size: 1 - float(change.below(np.full(2, scale.difference(size, after[0])))[0]),
        way=likeliest,
        gradual={
            place: sum(weight for weight, way in ways if place in way.over)
            for place in dict.fromkeys(place for _, way in ways for place in way.over)
        },
    )


def after_of(course: Course, split: int, window: int) -> Array:
    """What was read from the period `split` on, on average: of the last `window` periods, and of all."""
    values = course.values[split:]
    after: Array = lately(values, window) @ np.nan_to_num(values)
    return after


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
