"""Measure in the ways of statsmodels, which are compared with: a local level, and the best of four by AICc."""

import warnings
from functools import lru_cache
from typing import Any

import numpy as np
from statsmodels.tsa.statespace.structural import UnobservedComponents

from tests.calibration.trial import Answer
from tests.calibration.worlds import Array

# What is chosen from by AICc.
LOCAL: dict[str, Any] = {"level": "local level"}
FOUR: tuple[dict[str, Any], ...] = (
    {"level": "fixed intercept"},
    {"level": "fixed intercept", "autoregressive": 1},
    LOCAL,
    {"level": "local linear deterministic trend"},
)


def local_level(values: Array, before: int) -> Answer:
    """A level that wanders, and weekdays."""
    return answered(fitted_once(values[:before].tobytes(), FOUR.index(LOCAL)), values[before:])


def best_of_four(values: Array, before: int) -> Answer:
    """The model of the smallest AICc."""
    fits = [fitted_once(values[:before].tobytes(), place) for place in range(len(FOUR))]
    return answered(min(fits, key=lambda fit: fit.aicc), values[before:])


@lru_cache(maxsize=len(FOUR))
def fitted_once(values: bytes, place: int) -> Any:
    """One of the four fitted to the days before, kept while effects of several sizes are put in after them."""
    return fitted(np.frombuffer(values), FOUR[place])


def fitted(values: Array, model: dict[str, Any]) -> Any:
    """A model of statsmodels fitted to the days before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weekdays = {"seasonal": 7, "stochastic_seasonal": False} if len(values) >= 21 else {}
        return UnobservedComponents(values, irregular=True, **weekdays, **model).fit(disp=False, maxiter=200)


def answered(fit: Any, later: Array) -> Answer:
    """The mean of the days since, less what the model expects, with the variance of that mean."""
    ahead = len(later)
    expected = fit.get_forecast(ahead).predicted_mean
    change = float(later.mean() - expected.mean())
    # The days' errors go together: the covariance of a sum of forecasts is that of the state carried through.
    off = 1.96 * float(np.sqrt(variance_of_mean(fit, ahead)))
    return Answer(change - off, change + off)


def variance_of_mean(fit: Any, ahead: int) -> float:
    """The variance of the mean of the next days' forecast errors."""
    space = fit.model.ssm
    transition, chosen = space["transition"], space["selection"]
    noise = chosen @ space["state_cov"] @ chosen.T
    design, irregular = space["design"], float(space["obs_cov"][0, 0])
    state = fit.filter_results.predicted_state_cov[..., -1]
    # Carry, beside the state, the sum of what was read so far.
    size = len(state)
    joint = np.zeros((size + 1, size + 1))
    joint[:size, :size] = state
    for _ in range(ahead):
        add = np.eye(size + 1)
        add[size, :size] = design[0]
        joint = add @ joint @ add.T
        joint[size, size] += irregular
        step = np.eye(size + 1)
        step[:size, :size] = transition
        joint = step @ joint @ step.T
        joint[:size, :size] += noise
    return float(joint[size, size]) / ahead**2
