"""Take out of a series what the periods before it told, for every kind of noise at once."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.value.series.noise import Array, noises


@dataclass(frozen=True)
class Gains:
    """What a Kalman filter does at each period; it depends on where readings are missing, not on what they are."""

    # (periods, noises): how much of a surprise goes into the level; 0 where there is no reading.
    gain: Array
    # (periods, noises): 1 ÷ the standard deviation of the surprise, in σ; 0 where there is no reading.
    weight: Array
    # (noises,): the log of the product of the surprises' variances.
    log_det: Array
    # (noises,): the variance of the level after the last period, in σ².
    left: Array


@dataclass(frozen=True)
class Whitened:
    """Columns of numbers with what their own past told taken out, (noises, periods, columns), in σ."""

    surprises: Array
    # (noises, columns): the level after the last period.
    level: Array


@lru_cache(maxsize=64)
def gains(seen: bytes) -> Gains:
    """The gains for a series of which `seen` says, a byte a period, whether there is a reading (Harvey 1989, 3.2)."""
    kinds = noises()
    count = len(seen)
    gain = np.zeros((count, kinds.stays.size))
    weight = np.zeros_like(gain)
    left = kinds.start.copy()
    squared = kinds.stays**2
    for place, is_read in enumerate(seen):
        if place:
            left = squared * left + kinds.moves
        if is_read:
            surprise = left + 1.0
            gain[place] = left / surprise
            weight[place] = surprise
            left = gain[place]
    there = np.frombuffer(seen, dtype=np.uint8) > 0
    log_det = np.log(weight[there]).sum(axis=0)
    weight[there] = 1 / np.sqrt(weight[there])
    return Gains(gain, weight, log_det, left)


def whiten(columns: Array, known: Gains) -> Whitened:
    """Whiten columns of (periods, columns), 0 where there is no reading.

    The level follows m(t+1) = stays × (m(t) + gain × (column(t) − m(t))), which is linear in the columns: the
    coefficients of a regression can be found afterwards, from the whitened columns.
    """
    kinds = noises()
    keep = (1 - known.gain)[:, :, None]
    new = known.gain[:, :, None] * columns[:, None, :]
    stays = kinds.stays[:, None]
    keep_on, new_on = keep * stays, new * stays
    levels = np.zeros((len(columns), kinds.stays.size, columns.shape[1]))
    for place in range(len(columns) - 1):
        here = levels[place + 1]
        np.multiply(levels[place], keep_on[place], out=here)
        here += new_on[place]
    surprises = (columns[:, None, :] - levels) * known.weight[:, :, None]
    return Whitened(np.ascontiguousarray(surprises.transpose(1, 0, 2)), levels[-1] * keep[-1] + new[-1])
