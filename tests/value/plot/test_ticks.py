"""Ticks are round, few and evenly apart, and amounts have the digits that the axis can show."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.plot.ticks import Axis, value_axis, wording

# What is closer to zero than this is drawn as zero.
TINY = 1e-290
values = st.floats(min_value=-1e300, max_value=1e300, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (3.62, 4.5, (3.6, 3.8, 4.0, 4.2, 4.4, 4.6)),
        (0, 97, (0, 20, 40, 60, 80, 100)),
        (520, 863, (500, 600, 700, 800, 900)),
        (-8.4, 4.6, (-10, -5, 0, 5)),
        (1_175_100, 1_270_000, (1_175_000, 1_200_000, 1_225_000, 1_250_000, 1_275_000)),
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_ticks_are_the_ones_a_person_would_draw(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert value_axis(low, high).ticks == ticks


@given(values, values)
def test_ticks_are_round_rising_few_and_hold_all_values(one: float, other: float) -> None:
    low, high = sorted((one, other))

    axis = value_axis(low, high)

    assert 3 <= len(axis.ticks) <= 6
    assert all(earlier < later for earlier, later in pairwise(axis.ticks))
    assert all(math.isfinite(tick) for tick in axis.ticks)
    assert axis.low <= low + TINY
    assert axis.high >= high - TINY
    assert Decimal(repr(axis.step)).normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
    for number, tick in enumerate(axis.ticks):
        assert tick == pytest.approx(axis.low + number * axis.step, rel=1e-9, abs=axis.step * 1e-6)


@pytest.mark.parametrize(("value", "low", "high"), [(99.9, 80, 120), (-40, -45, -35), (0, 0, 1), (1e-320, 0, 1)])
def test_a_number_that_never_changes_has_room_around_it(value: float, low: float, high: float) -> None:
    axis = value_axis(value, value)

    assert axis.low < value or value == axis.low == 0
    assert axis.high > value
    assert low <= axis.low
    assert axis.high <= high


def test_rounding_noise_is_no_change() -> None:
    axis = value_axis(4.3, 4.3 + 1e-12)

    assert axis.step >= 0.1


@pytest.mark.parametrize(
    ("low", "high", "unit", "value", "tick", "label"),
    [
        (3.6, 4.5, "%", 4.4, "4.4 %", "4.4 %"),
        (3.6, 4.5, "%", 4.341, "4.3 %", "4.34 %"),
        (0, 100, "%", 37.6, "38 %", "38 %"),
        (-10, 5, "pt", -4.52, "−5 pt", "−4.5 pt"),
        (-10, 5, "pt", -0.001, "0 pt", "0 pt"),
        (0, 9_000, "", 8_400, "8,400", "8,400"),
        (0, 30_000, "EUR", 27_900, "€28k", "€27.9k"),
        (-30_000, 0, "EUR", -27_900, "−€28k", "−€27.9k"),
        (1_175_000, 1_275_000, "USD", 1_265_300, "$1.265M", "$1.265M"),
        (0, 4e9, "", 3.2e9, "3bn", "3.2bn"),
        (0, 3e12, "GB", 1.5e12, "2tn GB", "1.5tn GB"),
        (0, 30_000, "CHF", 27_900, "CHF 28k", "CHF 27.9k"),
        (0, 1e30, "", 1e30, "1.0e+30", "1.0e+30"),
        (0, 1e-9, "s", -1e-9, "−1.0e-9 s", "−1.0e-9 s"),
        (0, 2_000, "signups", 1_770, "1,770", "1,770"),
    ],
)
def test_amounts_are_written_with_unit_and_the_digits_that_can_be_seen(
    low: float, high: float, unit: str, value: float, tick: str, label: str
) -> None:
    words = wording(value_axis(low, high), unit)

    assert words.tick(value) == tick
    assert words.label(value) == label


def test_a_quarter_step_is_written_in_full() -> None:
    words = wording(Axis((0.0, 0.25, 0.5), 0.25), "s")

    assert [words.tick(tick) for tick in (0, 0.25, 0.5)] == ["0.00 s", "0.25 s", "0.50 s"]


def test_a_long_unit_stands_once_and_in_full_where_an_amount_stands_alone() -> None:
    words = wording(value_axis(0, 2_000), "signups")

    assert words.long_unit == "signups"
    assert words.full(1_770) == "1,770 signups"
    assert wording(value_axis(0, 2_000), "ms").full(1_770) == "1,770 ms"


def test_a_rounded_reading_has_the_digits_that_are_written() -> None:
    assert wording(value_axis(0, 30_000), "EUR").rounded(27_912.3) == 27_900
    assert wording(value_axis(3.6, 4.5), "%").rounded(4.3412) == 4.34
    assert wording(value_axis(0, 1e-9), "s").rounded(4.3412e-10) == 4.3412e-10
