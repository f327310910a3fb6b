"""Measure a release by what the readings before it let expect."""

from collections.abc import Sequence

import numpy as np

from bot.value.effect.answer import DETECTABLE
from bot.value.effect.measured import HIGH, LOW, VISIBLE, Measured, Triple, lately, spread
from bot.value.series.course import Course, Explained
from bot.value.series.noise import Array
from bot.value.series.predict import path, predict


def by_forecast(
    course: Course,
    split: int,
    *,
    window: int,
    cut: int | None = None,
    releases: Sequence[Array] = (),
    size: float | None = None,
) -> Measured:
    """What was read from the period `split` on, less what the periods before `cut` (or `split`) let expect.

    Fit before, predict after, and sum with the noise that lasts from one period into the next (Brodersen, Gallusser,
    Koehler, Remy and Scott, Inferring causal impact using Bayesian structural time-series models, Annals of Applied
    Statistics 9, 2015). Of the periods since, the last `window` are compared; `releases` are the shapes of those
    before. With a `size` it is told when a change as large as that would show.

    Raises:
        TooFew: fewer readings before than there are unknowns.
    """
    cut = split if cut is None else cut
    explained = course.explained(cut, releases)
    scale, fitted = explained.scale, explained.fit
    values = course.values[split:]
    weights = lately(values, window)
    skipped = np.zeros((2, split - cut))
    columns = explained.design.columns[cut : len(course.values)]
    mixture = predict(fitted, columns, np.hstack([skipped, weights]))
    seen = weights @ np.nan_to_num(scale.to(values))
    after = weights @ np.nan_to_num(values)
    ends = np.stack([seen - mixture.quantile(HIGH), seen - mixture.mean, seen - mixture.quantile(LOW)])
    each = path(fitted, columns)
    bands = [each.quantile(LOW, light=VISIBLE), each.mean, each.quantile(HIGH, light=VISIBLE)]
    drawn = np.sort(np.stack([scale.back(band[split - cut :]) for band in bands], axis=1), axis=1)
    change = spread(scale, ends[:, 0], float(after[0]))
    return Measured(
        change=change,
        overall=spread(scale, ends[:, 1], float(after[1])),
        above=float(mixture.below(seen)[0]),
        expected=tuple((float(low), float(middle), float(high)) for low, middle, high in drawn),
        compared="forecast",
        explained=explained,
        tells_after=tells_after(explained, cut, window, size, seen=len(values))
        if size is not None and is_open(change, size)
        else None,
        at_least=lambda size: float(mixture.below(seen - scale.difference(size, float(after[0])))[0]),
    )


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
