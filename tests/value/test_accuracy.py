"""Hold estimates against what came, exactly."""

from datetime import date
from fractions import Fraction

import pytest

from bot.value.accuracy import Spread, days_late, spread_of

FIRST, LAST = date(2026, 6, 3), date(2026, 6, 5)


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([3, 1, 2], Spread(n=3, median=2.0, low=1.5, high=2.5)),
        # As numpy.quantile([0, 1, 2, 10], [.25, .5, .75]).
        ([10, 0, 2, 1], Spread(n=4, median=1.5, low=0.75, high=4.0)),
        ([-4, -4, -4, -4, 6], Spread(n=5, median=-4.0, low=-4.0, high=-4.0)),
    ],
)
def test_the_middle_and_the_middle_half_are_exact_whatever_the_order(values, spread):
    assert spread_of([Fraction(value) for value in values]) == spread


def test_of_fewer_than_three_nothing_is_said():
    assert spread_of([Fraction(1), Fraction(2)]) is None


@pytest.mark.parametrize(
    ("shipped", "days"),
    [(date(2026, 6, 1), -2), (FIRST, 0), (date(2026, 6, 4), 0), (LAST, 0), (date(2026, 6, 9), 4)],
)
def test_late_is_after_the_window_and_early_before_it(shipped, days):
    assert days_late(FIRST, LAST, shipped) == days
