"""Progress from a baseline to a target."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.value.progress import NoDistance, WrongWay, check_target, progress, progress_figure

AMOUNTS = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "share"),
    [
        (12, 18, 14, 1 / 3), (12, 18, 18, 1), (12, 18, 12, 0), (12, 18, 9, -0.5), (12, 18, 21, 1.5),
        (1200, 800, 1000, 0.5), (1200, 800, 800, 1), (1200, 800, 1400, -0.5), (3.8, 4.5, 4.5, 1),
    ],
)  # fmt: skip
def test_progress_is_the_share_of_the_way_up_or_down(
    baseline: float, target: float, actual: float, share: float
) -> None:
    assert progress(baseline, target, actual) == share


def test_a_baseline_that_is_the_target_has_no_progress() -> None:
    with pytest.raises(NoDistance):
        progress(5, 5, 6)
    with pytest.raises(NoDistance, match="too near"):
        progress(0, 5e-324, 1e14)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_progress_of_no_number_is_none(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        progress(1, 2, value)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_progress_up_and_down_mirror_each_other(baseline: float, target: float, actual: float) -> None:
    assume(abs(baseline - target) > 1e-6)

    share = progress(baseline, target, actual)

    assert math.isfinite(share)
    assert progress(-baseline, -target, -actual) == share


@given(AMOUNTS, AMOUNTS)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(baseline: float, target: float) -> None:
    assume(abs(baseline - target) > 1e-6)

    assert progress(baseline, target, baseline) == 0
    assert progress(baseline, target, target) == 1


def test_a_target_that_is_the_baseline_is_refused() -> None:
    with pytest.raises(NoDistance, match=r"both 4.5 %"):
        check_target(4.5, 4.5, direction="up", unit="%")


def test_a_target_on_the_wrong_side_is_refused() -> None:
    with pytest.raises(WrongWay, match=r"should rise, so the target lies above the baseline of 4.5 %"):
        check_target(4.5, 3.8, direction="up", unit="%")
    with pytest.raises(WrongWay, match="should fall, so the target lies below the baseline of 800 ms"):
        check_target(800, 1200, direction="down", unit="ms")

    check_target(3.8, 4.5, direction="up")
    check_target(1200, 800, direction="down")


def test_progress_says_what_it_is_made_of() -> None:
    figure = progress_figure(12, 18, 14, "%")

    assert figure.value == "33 %"
    assert figure.rows_in == ("baseline: 12 %", "target: 18 %", "newest reading: 14 %")
    assert figure.rows_out == ()


def test_progress_without_a_reading_is_no_progress_and_not_0() -> None:
    figure = progress_figure(12, 18, None, "%")

    assert figure.value == "–"
    assert figure.rows_out == ("there is no reading",)
