"""Fit a series in closed form for every kind of noise and slope, and weigh them by how well they explain it."""

import math
from dataclasses import dataclass

import numpy as np

from bot.value.series.design import Design
from bot.value.series.filter import whiten
from bot.value.series.ground import ground_of
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array, named
from bot.value.series.prior import SLOPES


class TooFew(ValueError):
    """Fewer readings than there are unknowns."""


@dataclass(frozen=True)
class Fit:
    """A series explained: every noise with every slope is a part (first the noises without a slope)."""

    # (parts,): how much each is believed; they sum to 1.
    weight: Array
    # (parts, columns), (parts, columns, columns): coefficients, and their covariance in σ².
    coefficients: Array
    covariance: Array
    # (parts,): σ².
    variance: Array
    # (parts, 1 + columns), (parts,): the level after the last period, of the series and of each column.
    level: Array
    left: Array
    freedom: int
    # The log of how likely the series is, over all parts; comparable for the same readings.
    evidence: float

    @property
    def noise(self) -> str:
        """The most probable kind of noise, for people."""
        return named(int(self.weight.reshape(len(SLOPES), -1).sum(axis=0).argmax()))

    @property
    def slopes(self) -> float:
        """How probable a slope is."""
        return float(self.weight.reshape(len(SLOPES), -1)[1:].sum())

    def coefficient(self, combination: Array) -> Mixture:
        """A weighted sum of coefficients."""
        spread = np.einsum("p,kpq,q->k", combination, self.covariance, combination)
        return Mixture(
            self.weight,
            (self.coefficients @ combination)[:, None],
            np.sqrt(np.maximum(spread, 1e-300) * self.variance)[:, None],
            self.freedom,
        )


def fit(values: Array, design: Design, *, floor: float = 0.0) -> Fit:
    """Explain `values`, NaN where there is none, by the first rows of a design.

    y(t) = columns(t) × coefficients + m(t) + e(t), where m is the level of `noises()` and e ~ N(0, σ²). Coefficients
    and σ² (with Jeffreys' prior) are integrated in closed form, every part weighed by its marginal likelihood (Harvey,
    Forecasting, Structural Time Series Models and the Kalman Filter, 1989, 3.4; Zellner, An Introduction to Bayesian
    Inference in Econometrics, 1971, 3.2). `floor` is the least noise that a reading has: what its rounding hides.

    Raises:
        TooFew: fewer readings than coefficients of which nothing is known, and one.
    """
    flat = int((design.precision == 0).sum()) - 1
    seen = np.isfinite(values)
    count = int(seen.sum())
    if count <= flat:
        raise TooFew("There are fewer readings than unknowns.")
    ground = ground_of(design, seen)
    # Around its mean, so that a large level costs no digits of the noise; the intercept takes the mean back.
    mean = float(np.nanmean(values))
    white = whiten(np.where(seen, values - mean, 0.0)[:, None], ground.gains)
    moments = (ground.columns.transpose(0, 2, 1) @ white.surprises)[:, :, 0]
    whole = np.einsum("kt,kt->k", white.surprises[:, :, 0], white.surprises[:, :, 0])
    floor = max(floor, 1e-13 * abs(mean), 1e-100)
    least = floor**2 * np.einsum("tg,tg->g", ground.gains.weight, ground.gains.weight) + 1e-13 * whole
    coefficients = (ground.covariance @ moments[:, :, None])[..., 0]
    squares = np.maximum(whole - (coefficients * moments).sum(axis=2), least)
    freedom = count - flat
    log_weight = ground.log_weight - 0.5 * freedom * np.log(squares)
    coefficients[:, :, 0] += mean
    level = np.concatenate([white.level, ground.level], axis=1)
    level[:, 0] += mean * level[:, 1]
    top = float(log_weight.max())
    weight = np.exp(log_weight - top)
    total = float(weight.sum())
    kinds, columns = moments.shape
    parts = len(SLOPES) * kinds
    return Fit(
        weight=(weight / total).reshape(parts),
        coefficients=coefficients.reshape(parts, columns),
        covariance=ground.covariance.reshape(parts, columns, columns),
        variance=squares.reshape(parts) / freedom,
        level=np.tile(level, (len(SLOPES), 1)),
        left=np.tile(ground.gains.left, len(SLOPES)),
        freedom=freedom,
        evidence=top + math.log(total),
    )
