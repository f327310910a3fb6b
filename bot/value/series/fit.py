"""Fit a series in closed form for every kind of noise and slope, and weigh them by how well they explain it."""

import math
from dataclasses import dataclass

import numpy as np

from bot.value.series.design import Design
from bot.value.series.filter import whiten
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array, named
from bot.value.series.prior import SLOPES, believed


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
    count = int(np.isfinite(values).sum())
    if count <= flat:
        raise TooFew("There are fewer readings than unknowns.")
    # Around its mean, so that a large level costs no digits of the noise; the intercept takes the mean back.
    mean = float(np.nanmean(values))
    white = whiten(np.column_stack([values - mean, design.columns[: len(values)]]))
    kinds = len(white.level)
    moments = white.surprises.transpose(0, 2, 1) @ white.surprises
    floor = max(floor, 1e-13 * abs(mean), 1e-100)
    least = floor**2 * np.einsum("tg,tg->g", white.gains.weight, white.gains.weight) + 1e-13 * moments[:, 0, 0]
    columns = design.columns.shape[1]
    a = np.empty((len(SLOPES), kinds, columns, columns))
    b = np.empty((len(SLOPES), kinds, columns))
    prior = believed(count).copy()
    for place, steep in enumerate(SLOPES):
        precision = design.precision.copy()
        a[place], b[place] = moments[:, 1:, 1:], moments[:, 1:, 0]
        if steep:
            precision[design.slope] = 1 / steep**2
        else:
            # No slope: its coefficient is 0 and certain, which the large precision that follows makes of it.
            a[place, :, design.slope] = a[place, :, :, design.slope] = b[place, :, design.slope] = 0.0
            a[place, :, design.slope, design.slope] = 1.0
        a[place] += np.diag(precision)
        prior[place] += 0.5 * float(np.log(precision[precision > 0]).sum())
    covariance: Array = np.asarray(np.linalg.inv(a), dtype=np.float64)
    coefficients = np.einsum("skij,skj->ski", covariance, b)
    squares = np.maximum(moments[:, 0, 0] - np.einsum("ski,ski->sk", coefficients, b), least)
    freedom = count - flat
    log_weight = prior - 0.5 * white.gains.log_det - 0.5 * np.linalg.slogdet(a)[1] - 0.5 * freedom * np.log(squares)
    covariance[0, :, design.slope, design.slope] = 0.0
    coefficients[:, :, 0] += mean
    white.level[:, 0] += mean * white.level[:, 1]
    top = float(log_weight.max())
    weight = np.exp(log_weight - top)
    total = float(weight.sum())
    parts = len(SLOPES) * kinds
    return Fit(
        weight=(weight / total).reshape(parts),
        coefficients=coefficients.reshape(parts, columns),
        covariance=covariance.reshape(parts, columns, columns),
        variance=squares.reshape(parts) / freedom,
        level=np.tile(white.level, (len(SLOPES), 1)),
        left=np.tile(white.gains.left, len(SLOPES)),
        freedom=freedom,
        evidence=top + math.log(total),
    )
