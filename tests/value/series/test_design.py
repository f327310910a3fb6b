"""Columns of a design: seasons that cancel out, a slope around the middle, controls in their own units, and steps."""

import numpy as np
import pytest

from bot.value.series.design import SEASON, lay_out, step


def test_a_season_is_told_by_its_places_but_the_last_which_takes_back_what_the_others_gave() -> None:
    design = lay_out(6, 6, seasons=[(np.arange(6) % 3, 3)])

    assert design.columns[:, 1:3].tolist() == [[1, 0], [0, 1], [-1, -1]] * 2
    assert design.precision.tolist() == [0, 1 / SEASON**2, 1 / SEASON**2, 0]


def test_the_slope_rises_by_one_over_what_is_fitted_and_is_nothing_in_its_middle() -> None:
    design = lay_out(7, 5)

    assert design.columns[:, 0].tolist() == [1] * 7
    assert design.columns[:, design.slope].tolist() == [-0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]


def test_a_control_is_measured_by_what_it_was_while_fitted_and_a_gap_in_it_is_its_mean() -> None:
    control = np.array([1.0, 3.0, np.nan, 3.0, 1.0, 8.0, np.nan])

    design = lay_out(7, 5, controls=[control])

    assert design.columns[:, 1].tolist() == [-1, 1, 0, 1, -1, 6, 0]
    assert design.precision[1] == 1 / SEASON**2


def test_releases_stand_where_they_were_given_and_nothing_is_known_of_them() -> None:
    design = lay_out(4, 4, controls=[np.arange(4.0)], releases=[step(4, 1), step(4, 3)])

    assert [design.columns[:, place].tolist() for place in design.releases] == [[0, 1, 1, 1], [0, 0, 0, 1]]
    assert design.precision[list(design.releases)] == pytest.approx([0, 0])
    assert design.slope == 4
