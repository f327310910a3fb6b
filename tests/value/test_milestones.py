"""A milestone passes exactly at its value, up and down."""

import pytest

from bot.value.milestones import BehindUs, check_milestone, is_passed, is_rising


def test_it_passes_exactly_at_its_value_and_not_a_tick_before():
    assert [is_passed(4.2, value, rising=True) for value in (4.1999999, 4.2, 4.3)] == [False, True, True]
    assert [is_passed(250.0, value, rising=False) for value in (250.0001, 250.0, 249.0)] == [False, True, True]


def test_the_way_goes_from_the_baseline_to_the_target_or_else_where_the_metric_is_good():
    assert is_rising(3.8, 4.5, "down")
    assert not is_rising(320.0, 250.0, "up")
    assert is_rising(None, 4.5, "up")
    assert not is_rising(3.8, None, "down")


def test_what_the_baseline_has_passed_is_no_milestone():
    check_milestone(4.0, 3.8, rising=True)
    check_milestone(4.0, None, rising=False)
    for milestone, rising in ((3.8, True), (3.0, True), (3.8, False), (5.0, False)):
        with pytest.raises(BehindUs):
            check_milestone(milestone, 3.8, rising=rising)
