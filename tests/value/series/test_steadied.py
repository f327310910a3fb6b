"""What lasts of a metric: its level without the noise of single readings, held against the textbook's matrices."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.series.noise import Array
from bot.value.series.steadied import MOVES, steadied
from tests.value.effect.readings import NOISE

VALUES = np.array(NOISE[:60]) + np.array([0.0] * 30 + [9.0] * 30)


def by_matrices(values: Array, moves: float) -> Array:
    """The level of a walk that starts anywhere, by generalised least squares over all readings at once."""
    places = np.nonzero(np.isfinite(values))[0]
    level = moves * np.minimum.outer(places, places)
    apart = np.linalg.inv(level + np.eye(len(places)))
    ones = np.ones(len(places))
    start = ones @ apart @ values[places] / (ones @ apart @ ones)
    found = np.full_like(values, np.nan)
    found[places] = start + level @ apart @ (values[places] - start)
    return found


@pytest.mark.parametrize("moves", MOVES)
@pytest.mark.parametrize("gaps", [[], [0, 1, 2], [58, 59], [7, 20, 21, 22, 40], list(range(1, 59))])
def test_the_level_is_that_of_the_textbook_with_gaps_as_gaps(moves: float, gaps: list[int]) -> None:
    values = VALUES.copy()
    values[gaps] = np.nan

    np.testing.assert_allclose(steadied(values, moves), by_matrices(values, moves), rtol=1e-9, atol=1e-9)


def test_what_moves_little_is_steadier_and_what_lasts_is_followed() -> None:
    calm, quick = steadied(VALUES, MOVES[0]), steadied(VALUES, MOVES[-1])

    assert np.diff(calm).std() < np.diff(quick).std() < np.diff(VALUES).std() / 2
    for found in (calm, quick):
        assert found[50:].mean() - found[:10].mean() == pytest.approx(VALUES[50:].mean() - VALUES[:10].mean(), abs=0.8)


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e6))
def test_neither_a_larger_level_nor_another_unit_changes_what_lasts(level: float, unit: float) -> None:
    found = steadied(level + unit * VALUES, 0.1)

    np.testing.assert_allclose((found - level) / unit, steadied(VALUES, 0.1), atol=1e-6 + 1e-5 / unit)


def test_what_never_moved_stays_and_a_single_reading_is_its_own_level() -> None:
    assert steadied(np.full(9, 4.0), 0.1).tolist() == [4.0] * 9
    assert steadied(np.array([np.nan, 3.0]), 0.1)[1] == 3.0
