"""Hold the newest periods of a series against a forecast from those before, and find where they begin to stray."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.value.effect.measured import HIGH, LOW
from bot.value.series.course import Explained, course
from bot.value.series.grain import Grid
from bot.value.series.predict import path, predict

# Without any one of the new periods the others have to stray beyond this one-sided probability: a single day that is
# far out is no move. It keeps the false alarms where such days are common, and misses no move that lasts a week.
REST = 0.99


@dataclass(frozen=True)
class Strayed:
    """Since which period a series is elsewhere, and the mean of those periods beside where it would be expected."""

    since: int
    value: float
    low: float
    expected: float
    high: float
    chance: int
    explained: Explained


def strayed(grid: Grid, split: int, *, floor: float, alarming: float) -> Strayed | None:
    """How the mean of the periods from `split` on strays from its forecast; None if not beyond the one-sided
    probability `alarming`, or if a single period makes it do so.

    Raises:
        TooFew: fewer readings before than there are unknowns.
    """
    laid = course(grid, learned=split, floor=floor)
    explained = laid.explained(split)
    scale, columns = explained.scale, explained.design.columns[split:]
    values = laid.values[split:]
    read = np.isfinite(values)
    weighed = np.array([read / read.sum(), *without_one(read)])
    seen = np.nan_to_num(scale.to(values))
    all_below = predict(explained.fit, columns, weighed).below(weighed @ seen)
    below = float(all_below[0])
    sureness = max(below, 1 - below)
    rest = all_below[1:] if below > 0.5 else 1 - all_below[1:]
    if sureness < alarming or np.any(rest < REST):
        return None
    away = (seen - path(explained.fit, columns).mean) * read
    ends = np.cumsum(away[::-1])[::-1] / np.sqrt(np.maximum(1, np.cumsum(read[::-1])[::-1]))
    since = int(np.argmax(ends if below > 0.5 else -ends))
    later = (np.arange(len(values)) >= since) & read
    weights = (later / later.sum())[None]
    mixture = predict(explained.fit, columns, weights)
    low, middle, high = (float(scale.back(mixture.quantile(share))[0]) for share in (LOW, 0.5, HIGH))
    return Strayed(
        since=split + since,
        value=float(np.nanmean(values[later])),
        low=low,
        expected=middle,
        high=high,
        chance=round(min(1 / max(2 * (1 - sureness), 1e-6), 1e6)),
        explained=explained,
    )


def without_one(read: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Weights of all periods that were read but one, for each of them; none where only one was."""
    count = int(read.sum())
    if count == 1:
        return []
    return [(read & (np.arange(len(read)) != each)) / (count - 1) for each in np.flatnonzero(read)]
