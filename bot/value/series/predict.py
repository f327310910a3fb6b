"""Say what a fitted series would come to: any weighted sum of the periods to come, or each of them."""

import numpy as np

from bot.value.series.fit import Fit
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array, noises
from bot.value.series.prior import SLOPES


def predict(fit: Fit, columns: Array, weights: Array) -> Mixture:
    """Weighted sums of the periods that follow the fitted ones: `weights` is (sums, periods).

    `columns` are the design's of those periods, none left out. The periods are taken together: noise that lasts from
    one into the next makes a sum less certain than its periods by themselves would.
    """
    sums, ahead = weights.shape
    kinds = noises()
    # How much of the last level is in each sum, and how much of the level's noise in every period.
    lasting = kinds.stays[:, None] ** np.arange(1, ahead + 1)
    share = lasting @ weights.T
    later = np.zeros((kinds.stays.size, sums))
    squares = np.zeros_like(later)
    for place in range(ahead - 1, -1, -1):
        later = weights[:, place] + kinds.stays[:, None] * later
        squares += later**2
    return mixed(fit, weights @ columns, share, kinds.moves[:, None] * squares + (weights**2).sum(axis=1))


def path(fit: Fit, columns: Array) -> Mixture:
    """Each of the periods that follow the fitted ones, by itself; `columns` are the design's of those periods."""
    kinds = noises()
    ahead = len(columns)
    lasting = kinds.stays[:, None] ** np.arange(1, ahead + 1)
    grown = np.cumsum(kinds.stays[:, None] ** (2 * np.arange(ahead)), axis=1)
    return mixed(fit, columns, lasting, kinds.moves[:, None] * grown + 1.0)


def mixed(fit: Fit, columns: Array, share: Array, noise: Array) -> Mixture:
    """The mixture for sums of these columns; by (noises, sums) their share of the last level, and their noise in σ²."""
    share, noise = np.tile(share, (len(SLOPES), 1)), np.tile(noise, (len(SLOPES), 1))
    level = fit.level[:, 0] - np.einsum("kp,kp->k", fit.level[:, 1:], fit.coefficients)
    middle = fit.coefficients @ columns.T + share * level[:, None]
    # What a coefficient moves the sum by, less what it took from the level.
    moved = columns[None] - share[:, :, None] * fit.level[:, None, 1:]
    spread = np.einsum("ksp,ksp->ks", moved @ fit.covariance, moved)
    variance = share**2 * fit.left[:, None] + noise + np.maximum(spread, 0.0)
    return Mixture(fit.weight, middle, np.sqrt(variance * fit.variance[:, None]), fit.freedom)
