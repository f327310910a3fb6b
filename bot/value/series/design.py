"""Lay out what moves a series besides its noise: calendar, slope, releases and other metrics, a column each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.value.series.noise import Array

# How far a season or a control may move the series, in σ, before looking: ± three.
SEASON = 3.0


@dataclass(frozen=True)
class Design:
    """Columns of (periods, columns), and how much is known of each coefficient before looking: 1 ÷ variance, in σ²."""

    columns: Array
    # 0 where nothing is known.
    precision: Array
    # Where the slope stands; its precision is the fit's to choose.
    slope: int
    # Where the releases stand, in the order in which they were given.
    releases: tuple[int, ...] = ()


def lay_out(
    count: int,
    fitted: int,
    *,
    seasons: Sequence[tuple[npt.NDArray[np.int64], int]] = (),
    releases: Sequence[Array] = (),
    controls: Sequence[Array] = (),
) -> Design:
    """The columns for `count` periods, of which the first `fitted` are looked at.

    `seasons` are for each season the place of every period in it, and how many places it has; `releases` the shape of
    each release's effect (`step`), `controls` other metrics in the same periods (NaN is a gap).
    """
    columns, precision = [np.ones(count)], [0.0]
    for places, size in seasons:
        last = (places == size - 1).astype(float)
        columns += [(places == place).astype(float) - last for place in range(size - 1)]
        precision += [1 / SEASON**2] * (size - 1)
    for control in controls:
        seen = control[:fitted][np.isfinite(control[:fitted])]
        spread = float(seen.std()) if seen.size else 0.0
        if spread > 0:
            columns.append(np.where(np.isfinite(control), (control - seen.mean()) / spread, 0.0))
            precision.append(1 / SEASON**2)
    columns += releases
    precision += [0.0] * len(releases)
    columns.append((np.arange(count) - (fitted - 1) / 2) / max(1, fitted - 1))
    precision.append(0.0)
    first = len(columns) - 1 - len(releases)
    return Design(
        np.stack(columns, axis=1), np.array(precision), len(columns) - 1, tuple(range(first, len(columns) - 1))
    )


def step(count: int, begins: int) -> Array:
    """A release that shows at once: 0 before its period, 1 from it on."""
    return (np.arange(count) >= begins).astype(float)
