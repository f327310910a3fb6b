"""How far readings stray when nothing changes."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit  # type: ignore[import-untyped]

from bot.value.spread import (
    deviation,
    likeness,
    resolution,
    student,
    usual_difference,
    usual_distance,
    variance,
)


def test_students_t_agrees_with_scipy() -> None:
    assert max(abs(student(freedom) - stdtrit(freedom, 0.975)) for freedom in range(1, 400)) < 0.0006


def test_readings_like_their_neighbours_are_known() -> None:
    assert likeness([1, -1] * 10) == 0
    assert likeness([3.8] * 10) == 0
    assert likeness([float(day) for day in range(28)]) == 0.9
    assert 0 < likeness([0, 1, 2, 1, 0, 1, 2, 1, 0, 0, 1, 2]) < 0.9


def test_a_mean_of_readings_alike_varies_more() -> None:
    assert variance(7, 0.0) == pytest.approx(1 / 7)
    assert variance(1, 0.9) == 1
    assert variance(2, 0.5) == pytest.approx((1 + 1 + 2 * 0.5) / 4)


def test_the_step_of_rounding_is_that_of_the_finest_value() -> None:
    assert resolution([3.8, 4.0]) == 0.1
    assert resolution([1200.0, 1000.0]) == 1
    assert resolution([3.75, 4.0]) == 0.01


def test_a_constant_series_still_strays_by_its_rounding() -> None:
    assert usual_distance([3.8] * 10, 3) > 0
    assert usual_distance([3.8] * 10, 3) < 0.1


def test_white_noise_strays_as_far_as_its_formula_says() -> None:
    values = [1.0, 3.0, 2.0, 4.0, 1.5, 3.5]

    expected = stdtrit(5, 0.975) * deviation(values) * (1 / 3 + 1 / 6) ** 0.5

    assert likeness(values) == 0
    assert usual_distance(values, 3) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("values", "later"), [([1.0], 1), ([], 1), ([1.0, 2.0], 0)])
def test_a_distance_needs_readings(values: list[float], later: int) -> None:
    with pytest.raises(ValueError, match="two readings before"):
        usual_distance(values, later)


@given(st.lists(st.floats(-1e14, 1e14), min_size=2, max_size=60), st.integers(1, 30))
def test_a_distance_is_finite_and_the_same_upside_down(values: list[float], later: int) -> None:
    distance = usual_distance(values, later)

    assert 0 <= distance < 1e300
    assert usual_distance([-value for value in values], later) == pytest.approx(distance)


def test_noise_alone_strays_further_about_once_in_twenty() -> None:
    chance = random.Random(7)
    strayed = 0
    for _ in range(400):
        values = [chance.gauss(100, 5) for _ in range(35)]
        strayed += abs(fmean(values[28:]) - fmean(values[:28])) > usual_distance(values[:28], 7)

    assert 0.01 < strayed / 400 < 0.08


def test_another_difference_strays_as_far_as_those_before_it() -> None:
    assert usual_difference([1.0, -1.0, 1.0, -1.0]) == pytest.approx(2.776)
    assert usual_difference([0.0, 0.0]) == 0
    with pytest.raises(ValueError, match="difference"):
        usual_difference([])
