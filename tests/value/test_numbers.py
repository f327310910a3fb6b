"""Numbers, as people type them: strictly."""

import contextlib
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.digits import (
    LARGEST,
    NotANumber,
    OutOfReach,
    TwoReadings,
    difference,
    exact,
    measured,
    read_digits,
    shown,
    with_symbol,
    written,
)
from bot.value.numbers import WrongUnit, parse_amount, parse_change


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("12.5%", "%", 12.5), ("12.5", "%", 12.5), ("0.125", "%", 0.125), ("12.5 percent", "%", 12.5),
        ("1,240", "", 1240), ("1,240,000.5", "", 1240000.5), ("1.240,5", "", 1240.5), ("1.240.000", "", 1240000),
        ("1 240", "", 1240), ("1\u202f240,5", "", 1240.5), ("1\u00a0240", "", 1240), ("1\u2009240.5", "", 1240.5),
        ("1'240.5", "", 1240.5), ("1’240", "", 1240), ("1.240", "", 1.24), ("007", "", 7), (".5", "", 0.5),
        ("5.", "", 5),
        ("3.2k", "", 3200), ("3.2 k signups", "signups", 3200), ("1.5M", "", 1_500_000), ("2bn", "", 2_000_000_000),
        ("1.5 million", "users", 1_500_000), ("5 thousand", "", 5000),
        ("€3.2k", "EUR", 3200), ("3.2k €", "EUR", 3200), ("EUR 3.2k", "EUR", 3200), ("$1.5m", "USD", 1_500_000),
        ("$5", "CAD", 5), ("5 B", "USD", 5_000_000_000), ("€5 EUR", "EUR", 5), ("R$ 5", "BRL", 5),
        ("−5", "", -5), ("–5", "", -5), ("-€5", "EUR", -5), ("€−5", "EUR", -5), ("+5 ms", "ms", 5), ("- 5", "", -5),
        ("−0.5 pt", "pt", -0.5), ("0.5 points", "pt", 0.5), ("12 SECS", "s", 12), ("NPS 42", "NPS", 42),
        ("5 km", "m", 5000), ("1e3", "", 1000), ("2.5E-3", "", 0.0025), ("-0", "", 0), ("  12  ", "", 12),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_typed(typed: str, unit: str, value: float) -> None:
    read = parse_amount(typed, unit)

    assert read == value
    assert math.copysign(1, read) == (-1 if value < 0 else 1)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "nan", "NaN", "inf", "-inf", "Infinity", "٣", "٣5", "１２", "½", "twelve", "--5", "-€-5",
        "1..2", "1,2,3",
        "12.5.", "1 24", "0 123", "1,24,000", "1.2,3.4", "1,240.5.6", "1'24", ".", "-", "1_000",
        "9" * 81, "(5)", "9e999999999",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotANumber, match=r"is not a number. Write digits, like 1240"):
        parse_amount(typed, "")


@pytest.mark.parametrize("typed", ["1e400", "1e15", "1,000,000,000,000,000", "1000 tn", "9e9999", "1e15k", "2000tn"])
def test_a_number_out_of_reach_is_refused(typed: str) -> None:
    with pytest.raises(OutOfReach, match="too large"):
        parse_amount(typed, "")


def test_a_number_too_near_to_zero_is_refused_and_zero_is_not() -> None:
    with pytest.raises(OutOfReach, match="too small"):
        parse_amount("1e-13", "")

    assert parse_amount("0.000", "") == 0


@pytest.mark.parametrize(
    ("typed", "readings"), [("1,24", ("1.24", "124")), ("0,5", ("0.5", "5")), ("0,0", ("0.0", "0"))]
)
def test_a_lone_comma_that_may_be_either_is_refused_with_both_readings(typed: str, readings: tuple[str, str]) -> None:
    with pytest.raises(TwoReadings) as refused:
        parse_amount(typed, "ms")

    assert all(reading in refused.value.message for reading in readings)


def test_m_is_a_million_beside_money_only() -> None:
    with pytest.raises(TwoReadings, match="million, or as metres or minutes"):
        parse_amount("1.5m", "signups")

    assert parse_amount("1.5m", "m") == 1.5
    assert parse_amount("1.5M", "m") == 1_500_000


@pytest.mark.parametrize(
    ("typed", "unit", "named"),
    [
        ("12 apples", "ms", ("“apples”", "ms")), ("€5", "USD", ("“EUR”", "USD")), ("5 EUR", "%", ("“EUR”", "%")),
        ("12%", "", ("“%”", "plain numbers")), ("5 pt", "%", ("“pt”", "%")), ("$ 5", "EUR", ("“USD”", "EUR")),
        ("5 min", "EUR", ("“min”", "EUR")), ("3 kg", "ms", ("“kg”", "ms")), ("s 12 ms", "h", ("“s”", "h")),
        ("CA$5", "USD", ("“CAD”", "USD")), ("5 €/month", "EUR", ("“€/month”", "EUR")),
    ],
)  # fmt: skip
def test_another_unit_is_refused_naming_both(typed: str, unit: str, named: tuple[str, str]) -> None:
    with pytest.raises(WrongUnit) as refused:
        parse_amount(typed, unit)

    assert all(name in refused.value.message for name in named)


@pytest.mark.parametrize(
    ("typed", "unit", "hint"),
    [
        ("12 s", "ms", "In ms that is 12,000."), ("90 min", "h", "In h that is 1.5."), ("1 h", "days",
        "In days that is 0.042."),
        ("12 apples", "ms", ""), ("5 s", "", ""),
    ],
)  # fmt: skip
def test_a_time_in_another_unit_is_not_converted_but_its_conversion_is_offered(
    typed: str, unit: str, hint: str
) -> None:
    with pytest.raises(WrongUnit) as refused:
        parse_amount(typed, unit)

    assert refused.value.hint == hint


def test_a_change_of_a_percentage_is_in_points() -> None:
    assert parse_change("+0.5 pt", "%") == 0.5
    assert parse_change("−0.5", "percent") == -0.5
    assert parse_change("0.5 %-points", "%") == 0.5
    assert parse_change("−300 ms", "ms") == -300


def test_a_change_in_percent_of_a_percentage_is_refused_with_both_readings() -> None:
    with pytest.raises(TwoReadings, match="5 points, or as a share"):
        parse_change("5%", "%")
    with pytest.raises(WrongUnit):
        parse_change("5%", "ms")


def test_a_long_text_is_cut_where_it_is_quoted() -> None:
    with pytest.raises(NotANumber) as refused:
        parse_amount("x" * 3000, "ms")

    assert len(refused.value.message) < 120


@given(st.text(max_size=100), st.sampled_from(["", "%", "EUR", "ms", "signups"]))
def test_any_text_is_a_finite_number_or_a_refusal(text: str, unit: str) -> None:
    with contextlib.suppress(Refusal):
        value = parse_amount(text, unit)
        assert math.isfinite(value)
        assert abs(value) < LARGEST


@given(st.text(alphabet="0123456789.,' −-+eEkM€%ms", max_size=20), st.sampled_from(["", "%", "EUR", "ms", "s"]))
def test_any_digits_and_marks_are_a_finite_number_or_a_refusal(text: str, unit: str) -> None:
    with contextlib.suppress(Refusal):
        value = parse_amount(text, unit)
        assert abs(value) < LARGEST


@given(st.integers(min_value=1000, max_value=10**14), st.sampled_from([",", ".", " ", "'", "\u202f"]))
def test_grouped_thousands_are_the_number_they_group(number: int, mark: str) -> None:
    typed = f"{number:,}".replace(",", mark)

    if mark == "." and number < 10**6:
        assert parse_amount(typed, "") == number / 1000
    else:
        assert parse_amount(typed, "") == number


@given(st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2))
def test_both_ways_of_writing_decimals_mean_the_same_where_thousands_are_grouped(number: Decimal) -> None:
    english = f"{number + 1000:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))

    assert parse_amount(english, "") == parse_amount(german, "") == float(number + 1000)


def test_floats_are_taken_as_they_were_typed() -> None:
    assert exact(0.1) == Decimal("0.1")
    assert difference(14.3, 12.1) == 2.2
    assert str(difference(1.5, 1.5)) == "0.0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nan_and_infinity_never_get_in(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        exact(value)
    with pytest.raises(ValueError, match="not a number"):
        measured(value)


def test_a_reading_from_ten_to_the_fifteenth_is_out_of_reach() -> None:
    with pytest.raises(ValueError, match="out of reach"):
        measured(1e15)

    assert measured(-9.99e14) == Decimal("-9.99e14")


@given(st.floats(allow_nan=False, allow_infinity=False), st.one_of(st.none(), st.integers(1, 6)))
def test_rounding_for_the_eye_loses_less_than_a_twentieth(value: float, digits: int | None) -> None:
    rounded = shown(exact(value), digits)

    # One significant digit may be off by a third: 1.5 is 2.
    assert abs(rounded - exact(value)) <= abs(exact(value)) * Decimal("0.34" if digits == 1 else "0.0501")


def test_digits_that_are_meant_stay_and_computed_ones_go() -> None:
    assert written(shown(Decimal("12.48273"))) == "12"
    assert written(shown(Decimal("4.3333333"))) == "4.3"
    assert written(shown(Decimal("12.5"))) == "12.5"
    assert written(shown(Decimal("1240.12345"))) == "1,240"
    assert written(shown(Decimal("-1234567.89"))) == "−1,234,567.89"
    assert written(shown(Decimal("0.012345"), 3)) == "0.0123"
    assert written(shown(Decimal("9.96123"))) == "10"


def test_money_is_written_with_cents_or_without() -> None:
    assert with_symbol(Decimal("-3.5"), "EUR") == "−€3.50"
    assert with_symbol(Decimal(3000), "CHF") == "CHF 3,000"
    assert with_symbol(Decimal("1.2"), "USD", "M") == "$1.2M"
    assert with_symbol(Decimal("0.00123"), "USD") == "$0.00123"
    assert with_symbol(Decimal("1.5"), "JPY") == "¥1.5"


def test_digits_alone_are_unsigned() -> None:
    with pytest.raises(NotANumber):
        read_digits("-5")
