"""Which scale fits, and what a difference on it means."""

import numpy as np
import pytest

from bot.value.series.course import course
from bot.value.series.scale import Scale
from tests.value.series.grids import by_day


def explained(values: list[float]) -> Scale:
    return course(by_day(values), learned=len(values)).explained(len(values)).scale


def test_noise_that_grows_with_its_level_is_fitted_by_the_logarithm() -> None:
    chance = np.random.default_rng(3)
    level = np.exp(np.cumsum(0.1 * chance.standard_normal(80)))

    assert explained(list(100 * level)).middle is not None
    assert explained(list(100 + np.cumsum(chance.standard_normal(80)) - 99)).name == "as read"


def test_what_is_not_above_0_and_what_is_few_stays_as_it_is() -> None:
    grown = [1.1**day for day in range(30)]

    assert explained(grown).middle is not None
    assert explained([*grown, 0.0]).middle is None
    assert explained(grown[:20]).middle is None
    assert explained(grown[:21]).middle is not None


def test_a_difference_of_logarithms_is_a_share() -> None:
    scale = Scale(100.0)

    there_and_back = scale.back(scale.to(np.array([20.0, np.nan, 80.0])))
    change = scale.change(100 * np.log(np.array([1.0, 1.25, 0.5])), 50.0)

    assert there_and_back == pytest.approx([20, np.nan, 80], nan_ok=True)
    assert change == pytest.approx([0, 10, -50])
    assert "shares" in scale.name
    assert np.isfinite(scale.change(np.array([1e9, -1e9]), 50.0)).all()


@pytest.mark.parametrize("scale", [Scale(), Scale(100.0)])
@pytest.mark.parametrize("change", [10.0, -50.0, 0.0, 49.0])
def test_a_change_leads_back_to_its_difference(scale: Scale, change: float) -> None:
    there = scale.difference(change, 50.0)

    assert scale.change(np.array([there]), 50.0) == pytest.approx([change])
    assert Scale(100.0).difference(50.0, 50.0) == np.inf
