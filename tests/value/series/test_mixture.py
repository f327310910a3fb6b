"""Mixtures of Student's t: probabilities, and the values that belong to them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t  # type: ignore[import-untyped]

from bot.value.series.mixture import Mixture


def mixture(*parts: tuple[float, float, float], freedom: int = 7) -> Mixture:
    weight, middle, scale = (np.array(each) for each in zip(*parts, strict=True))
    return Mixture(weight / weight.sum(), middle[:, None], scale[:, None], freedom)


def test_one_part_is_students_t() -> None:
    one = mixture((1.0, 2.0, 3.0))

    assert one.quantile(0.975)[0] == pytest.approx(t(7, 2, 3).ppf(0.975), rel=1e-9)
    assert one.below(np.array([1.0]))[0] == pytest.approx(t(7, 2, 3).cdf(1.0), rel=1e-12)
    assert one.density(np.array([1.0]))[0] == pytest.approx(t(7, 2, 3).pdf(1.0), rel=1e-12)
    assert one.mean[0] == 2.0


def test_a_part_that_weighs_next_to_nothing_is_left_out() -> None:
    assert mixture((1.0, 2.0, 3.0), (1e-9, 900.0, 1.0)).quantile(0.5)[0] == pytest.approx(2.0)


PARTS = st.lists(st.tuples(st.floats(0.01, 1), st.floats(-1e3, 1e3), st.floats(1e-3, 1e3)), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(PARTS, st.floats(0.001, 0.999), st.integers(1, 60))
def test_a_value_lies_where_its_probability_says(
    parts: list[tuple[float, float, float]], share: float, freedom: int
) -> None:
    made = mixture(*parts, freedom=freedom)

    value = made.quantile(share)

    assert made.below(value)[0] == pytest.approx(share, abs=1e-6)
