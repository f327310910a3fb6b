"""Amounts, as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.amounts import (
    BARS,
    NOTHING,
    format_amount,
    format_beside,
    format_between,
    format_change,
    format_money,
    format_share,
    format_span,
    format_times,
    format_typed,
    sparkline,
)
from bot.value.money import Money
from bot.value.numbers import parse_amount, parse_change

UNITS = st.sampled_from(["", "%", "ms", "signups", "days", "pt"])
READINGS = st.floats(min_value=-1e14, max_value=1e14).filter(lambda value: value == 0 or abs(value) > 1e-6)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (4.3, "%", "4.3 %"), (4.34, "%", "4.34 %"), (4.33333, "%", "4.3 %"), (12.5, "%", "12.5 %"), (1240.0, "",
        "1,240"),
        (1240.0, "signups", "1,240 signups"), (-410.0, "ms", "−410 ms"), (0.0, "%", "0 %"), (-0.0, "ms", "0 ms"),
        (1.0, "days", "1 day"), (2.0, "days", "2 days"), (1e16, "", "10,000,000,000,000,000"),
        (3200.0, "EUR", "€3,200"), (3.5, "EUR", "€3.50"), (3.4567, "EUR", "€3.46"), (1234.5678, "EUR", "€1,235"),
        (1234.56, "EUR", "€1,234.56"), (0.00123, "USD", "$0.00123"), (-3.5, "CHF", "−CHF 3.50"), (3.4, "JPY", "¥3"),
        (0.4, "JPY", "¥0.4"), (0.0, "EUR", "€0"), (None, "%", NOTHING), (math.nan, "%", NOTHING),
        (math.inf, "", NOTHING),
    ],
)  # fmt: skip
def test_an_amount_has_its_unit_and_no_more_digits_than_are_meant(value: float | None, unit: str, text: str) -> None:
    assert format_amount(value, unit) == text


def test_other_digits_may_be_asked_for() -> None:
    assert format_amount(4.33333, "%", digits=3) == "4.33 %"
    assert format_amount(3.4567, "EUR", digits=2) == "€3.50"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.5, "%", "+0.5 pt"), (-0.5, "%", "−0.5 pt"), (0.0, "%", "0 pt"), (-300.0, "ms", "−300 ms"),
        (3200.0, "EUR", "+€3,200"), (-20.0, "EUR", "−€20"), (None, "%", NOTHING), (math.inf, "%", NOTHING),
    ],
)  # fmt: skip
def test_a_change_has_its_sign_and_a_change_of_a_percentage_is_in_points(
    value: float | None, unit: str, text: str
) -> None:
    assert format_change(value, unit) == text


@pytest.mark.parametrize(
    ("value", "change", "unit", "text"),
    [
        (4.128571, 0.1485714, "%", "4.13 %"), (4.0457142, 0.0610714, "%", "4.05 %"), (3.9971428, 0.2, "%", "4 %"),
        (1240.4123, -23.2, "ms", "1,240.4 ms"), (72.857142, -9.0, "tickets", "73 tickets"),
        (4.128571, None, "%", "4.1 %"), (None, 0.2, "%", NOTHING), (1200.0, 30.5, "EUR", "€1,200"),
        (3.8, 0.0, "%", "3.8 %"), (3.8, 1.0, "%", "3.8 %"),
    ],
)  # fmt: skip
def test_an_amount_has_the_decimals_in_which_the_change_beside_it_shows(
    value: float | None, change: float | None, unit: str, text: str
) -> None:
    assert format_beside(value, change, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (0.3, 0.7, "%", "0.3 to 0.7"), (-0.1, 0.7, "%", "−0.1 to +0.7"), (-500.0, -300.0, "ms", "−500 to −300"),
        (20.0, 90.0, "EUR", "€20 to €90"), (-20.0, 90.0, "EUR", "−€20 to +€90"), (None, 1.0, "", NOTHING),
        (1.0, None, "", NOTHING), (math.nan, 1.0, "", NOTHING), (1.0, math.inf, "", NOTHING),
    ],
)  # fmt: skip
def test_a_range_of_changes_stands_in_brackets(low: float | None, high: float | None, unit: str, text: str) -> None:
    assert format_span(low, high, unit) == text


@given(READINGS, UNITS)
def test_what_is_written_is_read_back_to_the_digits_that_are_shown(value: float, unit: str) -> None:
    read = parse_amount(format_amount(value, unit), unit)

    assert read == pytest.approx(value, rel=0.0501)
    assert parse_amount(format_amount(read, unit), unit) == read


@given(st.integers(-9999, 9999), st.integers(0, 6), UNITS)
def test_an_amount_of_four_digits_comes_back_exactly(figures: int, places: int, unit: str) -> None:
    value = float(f"{figures}e-{places}")

    assert parse_amount(format_amount(value, unit), unit) == value
    assert parse_change(format_change(value, unit), unit) == value
    assert parse_amount(format_typed(value), unit) == value


@given(st.integers(-(10**12), 10**12))
def test_an_amount_of_money_comes_back_to_the_cent(cents: int) -> None:
    value = cents / 100

    assert parse_amount(format_amount(value, "EUR"), "EUR") == value


@given(READINGS, UNITS)
def test_a_rise_and_a_fall_of_one_size_are_written_as_mirrors(value: float, unit: str) -> None:
    mirrored = format_change(value, unit).translate(str.maketrans("+−", "−+"))

    assert mirrored == format_change(-value, unit)


@given(st.floats(), UNITS)
def test_nan_and_infinity_are_never_written(value: float, unit: str) -> None:
    for text in (
        format_amount(value, unit),
        format_change(value, unit),
        format_typed(value),
        format_span(value, value),
    ):
        assert "nan" not in text
        assert "inf" not in text.casefold()


def test_what_is_typed_into_a_field_has_no_unit_and_no_grouping() -> None:
    assert format_typed(1240.5) == "1240.5"
    assert format_typed(-3.0) == "-3"
    assert format_typed(-0.0) == "0"
    assert format_typed(None) == ""
    assert format_typed(math.nan) == ""


def test_shares_and_ratios_are_written_short() -> None:
    assert format_share(0.174) == "17 %"
    assert format_share(0.174, digits=3) == "17.4 %"
    assert format_share(0.07) == "7 %"
    assert format_share(None) == NOTHING
    assert format_times(0.4) == "0.4×"
    assert format_times(1.46666) == "1.5×"
    assert format_times(None) == NOTHING


def test_money_is_written_in_full() -> None:
    assert format_money(Money.of_minor(5483210, "USD")) == "$54,832.10"
    assert format_money(None) == NOTHING


def test_a_sparkline_goes_from_the_lowest_to_the_highest() -> None:
    assert sparkline([1, 2, 3]) == "▁▅█"
    assert sparkline([3.0, 3.0, 3.0]) == "▄▄▄"
    assert sparkline([1, None, 3]) == "▁ █"
    assert sparkline([2, None]) == "▄ "
    assert sparkline([]) == ""
    assert sparkline([None, math.nan]) == ""
    assert sparkline([1, 2], width=0) == ""
    assert sparkline(list(range(100)), width=8) == BARS


@given(st.lists(st.one_of(st.none(), st.floats())), st.integers(0, 30))
def test_a_sparkline_is_never_wider_than_asked(values: list[float | None], width: int) -> None:
    line = sparkline(values, width=width)

    assert len(line) <= min(width, len(values))
    assert set(line) <= {*BARS, " "}


@pytest.mark.parametrize(
    ("low", "high", "unit", "told"),
    [
        (15.2, 17.4, "%", "15.2–17.4 %"),
        (15.23456, 17.4321, "%", "15–17 %"),
        (15.12345, 15.23456, "%", "15.1–15.2 %"),
        (20, 90, "EUR", "€20–€90"),
        (-3, 4, "ms", "−3 to 4 ms"),
        (4, 4, "", "4–4"),
        (None, 4, "%", "–"),
        (4, float("inf"), "%", "–"),
    ],
)
def test_a_range_of_amounts_has_its_unit_once(low: float | None, high: float, unit: str, told: str) -> None:
    assert format_between(low, high, unit) == told
