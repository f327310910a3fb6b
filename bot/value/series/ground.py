"""Work out what a fit needs of its design alone, once for all series that are laid out alike."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.value.series.design import Design
from bot.value.series.filter import Gains, gains, whiten
from bot.value.series.noise import Array
from bot.value.series.prior import SLOPES, believed

# Larger ones, of periods × columns, are not kept: a number takes 400 bytes.
LARGEST = 4_000


@dataclass(frozen=True)
class Ground:
    """A design looked at through every noise and with every slope."""

    gains: Gains
    # (noises, periods, columns), (noises, columns): the columns whitened, and their levels after the last period.
    columns: Array
    level: Array
    # (slopes, noises, columns, columns): the covariance of the coefficients, in σ².
    covariance: Array
    # (slopes, noises): the log of how much each is believed, as far as the series itself does not tell.
    log_weight: Array


def ground_of(design: Design, seen: Array) -> Ground:
    """The ground of the first periods of a design; `seen` says of each whether there is a reading."""
    columns = np.ascontiguousarray(design.columns[: len(seen)])
    work_out = laid if columns.size <= LARGEST else laid.__wrapped__
    return work_out(
        columns.tobytes(), columns.shape, design.precision.tobytes(), design.slope, seen.astype(np.uint8).tobytes()
    )


@lru_cache(maxsize=8)
def laid(columns: bytes, shape: tuple[int, int], precision: bytes, slope: int, seen: bytes) -> Ground:
    """The ground, from what tells one from another."""
    known = gains(seen)
    there = np.frombuffer(seen, dtype=np.uint8) > 0
    white = whiten(np.where(there[:, None], np.frombuffer(columns).reshape(shape), 0.0), known)
    moments = white.surprises.transpose(0, 2, 1) @ white.surprises
    inverse = np.tile(moments, (len(SLOPES), 1, 1, 1))
    log_weight = believed(int(there.sum())) - 0.5 * known.log_det
    for place, steep in enumerate(SLOPES):
        before = np.frombuffer(precision).copy()
        if steep:
            before[slope] = 1 / steep**2
        else:
            # Without a slope its column is told apart from all others, and taken out below.
            inverse[place, :, slope] = inverse[place, :, :, slope] = 0.0
            inverse[place, :, slope, slope] = 1.0
        inverse[place] += np.diag(before)
        log_weight[place] += 0.5 * float(np.log(before[before > 0]).sum())
    covariance: Array = np.asarray(np.linalg.inv(inverse), dtype=np.float64)
    covariance[SLOPES.index(0.0), :, slope, slope] = 0.0
    return Ground(known, white.surprises, white.level, covariance, log_weight - 0.5 * np.linalg.slogdet(inverse)[1])
