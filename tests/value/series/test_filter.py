"""The filter against a dense oracle: generalised least squares with the whole covariance written down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.value.series.design import lay_out, step
from bot.value.series.fit import Fit, TooFew, fit
from bot.value.series.noise import Array, noises
from bot.value.series.predict import path, predict
from bot.value.series.prior import SLOPES, believed

COUNT, AHEAD = 24, 5


def covariance(kind: int, count: int) -> Array:
    """The covariance of so many readings under one kind of noise, in σ²."""
    stays, moves = float(noises().stays[kind]), float(noises().moves[kind])
    days = np.arange(count)
    if stays == 1:
        level = moves * np.minimum.outer(days, days)
    else:
        level = moves / (1 - stays**2) * stays ** np.abs(np.subtract.outer(days, days))
    return np.eye(count) + level


def dense(values: Array, columns: Array, precision: Array, kind: int, weights: Array) -> tuple[float, float, float]:
    """Log likelihood (up to what is the same for all), middle and squared scale of a sum, all by whole matrices."""
    seen = np.isfinite(values)
    whole = covariance(kind, len(columns))
    ahead = len(columns) - len(values)
    here = np.concatenate([seen, np.zeros(ahead, dtype=bool)])
    there = np.concatenate([np.zeros(len(values), dtype=bool), np.ones(ahead, dtype=bool)])
    inverse = np.linalg.inv(whole[np.ix_(here, here)])
    x, y = columns[here], values[seen]
    a = x.T @ inverse @ x + np.diag(precision)
    b = np.linalg.solve(a, x.T @ inverse @ y)
    squares = float(y @ inverse @ y - b @ a @ b)
    freedom = len(y) - int((precision == 0).sum())
    log = -0.5 * (np.linalg.slogdet(whole[np.ix_(here, here)])[1] + np.linalg.slogdet(a)[1] + freedom * np.log(squares))
    carried = whole[np.ix_(there, here)] @ inverse
    moved = weights @ (columns[there] - carried @ x)
    middle = weights @ (columns[there] @ b + carried @ (y - x @ b))
    own = weights @ (whole[np.ix_(there, there)] - carried @ whole[np.ix_(here, there)]) @ weights
    return log, float(middle), (float(own) + float(moved @ np.linalg.solve(a, moved))) * squares / freedom


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(1, COUNT - 2), max_size=6), st.booleans())
@settings(max_examples=10, deadline=None)
def test_every_kind_of_noise_agrees_with_generalised_least_squares(seed: int, gaps: set[int], steep: bool) -> None:
    chance = np.random.default_rng(seed)
    values = 50 + np.cumsum(chance.standard_normal(COUNT)) + chance.standard_normal(COUNT)
    values[list(gaps)] = np.nan
    weights = chance.random(AHEAD)
    design = lay_out(
        COUNT + AHEAD,
        COUNT,
        seasons=[(np.arange(COUNT + AHEAD) % 3, 3)],
        releases=[step(COUNT + AHEAD, 9), np.clip((np.arange(COUNT + AHEAD) - 14) / 4, 0.0, 1.0)],
        controls=[chance.standard_normal(COUNT + AHEAD)],
    )

    fitted = fit(values, design)
    mixture = predict(fitted, design.columns[COUNT:], weights[None])

    slope, columns = (1 if steep else 0), list(range(design.columns.shape[1]))
    precision = design.precision.copy()
    if steep:
        precision[design.slope] = 1 / SLOPES[slope] ** 2
    else:
        columns.remove(design.slope)
    kinds = len(noises().stays)
    logs = []
    for kind in range(kinds):
        log, middle, square = dense(values, design.columns[:, columns], precision[columns], kind, weights)
        place = slope * kinds + kind
        assert mixture.middle[place, 0] == pytest.approx(middle, rel=1e-9)
        assert mixture.scale[place, 0] ** 2 == pytest.approx(square, rel=1e-9)
        logs.append(log + float(believed(COUNT - len(gaps))[slope, kind]))
    parts = fitted.weight[slope * kinds : (slope + 1) * kinds]
    likely = np.exp(np.array(logs) - max(logs))
    assert parts / parts.sum() == pytest.approx(likely / likely.sum(), rel=1e-9, abs=1e-12)


def plain(values: list[float]) -> Fit:
    return fit(np.array(values), lay_out(len(values) + 3, len(values)))


def test_one_period_by_itself_is_a_sum_of_one() -> None:
    design = lay_out(15, 12)
    fitted = fit(np.array([3.0, 5, 4, 6, 5, 4, 7, 3, 5, 6, 4, 5]), design)

    each, alone = path(fitted, design.columns[12:]), predict(fitted, design.columns[12:], np.eye(3))

    assert each.middle == pytest.approx(alone.middle, rel=1e-12)
    assert each.scale == pytest.approx(alone.scale, rel=1e-12)


def test_the_noise_is_told_apart() -> None:
    chance = np.random.default_rng(5)
    steps = chance.standard_normal(200)
    level = np.zeros(200)
    for day in range(1, 200):
        level[day] = 0.7 * level[day - 1] + steps[day]

    assert plain(list(steps)).noise == "each period by itself"
    assert plain(list(np.cumsum(steps))).noise == "wandering, without a level to return to"
    assert plain(list(level)).noise == "periods alike, 0.7 of one in the next"


def test_a_slope_is_believed_where_there_is_one() -> None:
    chance = np.random.default_rng(6)
    noise = chance.standard_normal(60)

    assert plain(list(noise)).slopes < 0.2
    assert plain(list(0.08 * np.arange(60) + noise)).slopes > 0.9


def test_a_control_that_never_moves_explains_nothing() -> None:
    unread = lay_out(8, 6, controls=[np.full(8, 7.0), np.full(8, np.nan)])

    assert unread.columns.shape == (8, 2)


def test_there_are_more_readings_than_unknowns() -> None:
    with pytest.raises(TooFew):
        fit(np.array([1.0, np.nan]), lay_out(2, 2))
