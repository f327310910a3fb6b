"""Units and currencies, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.currencies import CODES, NotACurrency, is_currency, minor_digits, parse_currency
from bot.value.units import (
    NotAUnit,
    is_renaming,
    means,
    named_unit,
    normalize_unit,
    parse_unit,
    same_unit,
    unit_of_change,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("percent", "%"), (" Per  cent ", "%"), ("pp", "pt"), ("percentage points", "pt"), ("msec", "ms"),
        ("Seconds", "s"), ("mins", "min"), ("hrs", "h"), ("day", "days"), ("€", "EUR"), ("euros", "EUR"),
        ("eur", "EUR"),
        ("$", "USD"), ("US$", "USD"), ("kr", "SEK"), ("CHF", "CHF"), ("signups", "signups"), ("NPS", "NPS"), ("", ""),
        # Words that are codes only in capitals.
        ("top", "top"), ("TOP", "TOP"), ("all", "all"),
    ],
)  # fmt: skip
def test_a_unit_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert normalize_unit(typed) == kept


@given(st.text(max_size=40))
def test_normalizing_a_unit_twice_changes_nothing(typed: str) -> None:
    once = normalize_unit(typed)

    assert normalize_unit(once) == once


def test_units_are_the_same_whatever_their_capitals_but_not_of_one_letter() -> None:
    assert same_unit("Signups", "signups")
    assert same_unit("MS", "milliseconds")
    assert not same_unit("m", "M")
    assert not same_unit("ms", "s")


@pytest.mark.parametrize(
    ("old", "new", "stays_true"),
    [
        ("signups", "sign-ups", True), ("", "orders", True), ("orders", "", True), ("%", "percent", True),
        ("EUR", "€", True), ("ms", "s", False), ("%", "pt", False), ("EUR", "USD", False), ("orders", "EUR", False),
        ("%", "", False), ("", "days", False),
    ],
)  # fmt: skip
def test_another_word_for_what_is_counted_leaves_its_numbers_true(old: str, new: str, stays_true: bool) -> None:
    assert is_renaming(old, new) is stays_true


def test_a_dollar_sign_may_mean_any_dollar() -> None:
    assert means("$", "CAD")
    assert means("CA$", "CAD")
    assert not means("CA$", "USD")
    assert not means("$", "EUR")


@pytest.mark.parametrize("typed", ["5 ms", "-", "−x", ".ms", "k", "M", "bn", "million", "x" * 31])
def test_a_unit_that_reads_as_part_of_a_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAUnit):
        parse_unit(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("percent", "%"), ("", ""), ("m", "m"), ("tickets a day", "tickets a day")]
)
def test_a_unit_of_ones_own_is_taken(typed: str, kept: str) -> None:
    assert parse_unit(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"), [("eur", "EUR"), ("€", "EUR"), ("$", "USD"), (" gbp ", "GBP"), ("zł", "PLN")]
)
def test_a_currency_is_understood_by_code_and_sign(typed: str, code: str) -> None:
    assert parse_currency(typed) == code


@pytest.mark.parametrize("typed", ["", "XXX", "coins", "BTC"])
def test_what_is_no_currency_is_refused_by_name(typed: str) -> None:
    with pytest.raises(NotACurrency, match="no currency"):
        parse_currency(typed)


def test_currencies_know_their_minor_units() -> None:
    assert (minor_digits("EUR"), minor_digits("JPY"), minor_digits("KWD")) == (2, 0, 3)
    assert len(CODES) == 154
    assert is_currency("EUR")
    assert not is_currency("%")


def test_percentages_change_by_points_and_all_else_by_itself() -> None:
    assert unit_of_change("%") == "pt"
    assert unit_of_change("ms") == "ms"
    assert named_unit("") == "plain numbers"
    assert named_unit("pt") == "points (pt)"
    assert named_unit("ms") == "ms"
