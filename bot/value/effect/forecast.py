"""Measure a release by what the readings before it let expect."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.value.effect.answer import DETECTABLE
from bot.value.effect.measured import HIGH, LOW, VISIBLE, Measured, Triple, Way, lately, measured_by
from bot.value.series.course import Course, Explained
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array
from bot.value.series.predict import path, predict
from bot.value.series.scale import Scale


def by_forecast(
    course: Course, split: int, *, window: int, cut: int | None = None, size: float | None = None
) -> Measured:
    """What was read from the period `split` on, less what the periods before `cut` (or `split`) let expect.

    Of the periods since, the last `window` are compared. With a `size` it is told when a change as large as that would
    show.

    Raises:
        TooFew: fewer readings before than there are unknowns.
    """
    cut = split if cut is None else cut
    found = measured_by(course, split, window, [(1.0, foreseen(course, split, window, cut))])
    return dated(found, course, split, cut, window, size)


def foreseen(
    course: Course, split: int, window: int, cut: int, releases: Sequence[Array] = (), *, on: Scale | None = None
) -> Way:
    """The periods from `split` on as those before `cut` let expect them; `releases` are the shapes of those before.

    Fit before, predict after, and sum with the noise that lasts from one period into the next (Brodersen, Gallusser,
    Koehler, Remy and Scott, Inferring causal impact using Bayesian structural time-series models, Annals of Applied
    Statistics 9, 2015).

    Raises:
        TooFew: fewer readings before than there are unknowns.
    """
    explained = course.explained(cut, releases, on=on)
    values = course.values[split:]
    weights = lately(values, window)
    columns = explained.design.columns[cut : len(course.values)]
    mixture = predict(explained.fit, columns, np.hstack([np.zeros((2, split - cut)), weights]))
    seen = weights @ np.nan_to_num(explained.scale.to(values))
    each = path(explained.fit, columns)
    later = slice(split - cut, None)
    expected = Mixture(each.weight, each.middle[:, later], each.scale[:, later], each.freedom)
    return Way(explained, mixture.of(seen, -1.0), expected, "forecast")


def dated(found: Measured, course: Course, split: int, cut: int, window: int, size: float | None) -> Measured:
    """A forecast that says when a change of a size would show, as long as that is open."""
    if size is None or not is_open(found.change, size):
        return found
    seen = len(course.values) - split
    return replace(found, tells_after=tells_after(found.way.explained, cut, window, size, seen=seen))


def is_open(change: Triple, size: float) -> bool:
    """Whether a change may be none, and one of this size would not stand out yet."""
    low, _, high = change
    return low <= 0 <= high and DETECTABLE * (high - low) / 2 > abs(size)


def tells_after(explained: Explained, until: int, window: int, size: float, *, seen: int = 0) -> int | None:
    """After how many of the periods from `until` on, of which some were seen, a change of a size shows four times of
    five; None if not within the window.
    """
    enough = np.nonzero(DETECTABLE * half_widths(explained, until, window) <= abs(size))[0] + 1
    later = enough[enough > seen]
    return int(later[0]) if len(later) else None


def half_widths(explained: Explained, until: int, window: int) -> Array:
    """How far the mean of the next 1, 2, … `window` periods may be off in either direction, as it would be read."""
    weights = np.tril(np.ones((window, window))) / np.arange(1, window + 1)[:, None]
    mixture = predict(explained.fit, explained.design.columns[until : until + window], weights)
    ends = [explained.scale.back(mixture.quantile(share, light=VISIBLE)) for share in (LOW, HIGH)]
    return (ends[1] - ends[0]) / 2
