"""Money: exact, of one currency."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.currencies import CODES, minor_digits
from bot.value.digits import LARGEST, NotANumber, TwoReadings
from bot.value.money import DifferentCurrencies, Money, TooFine, add_up, parse_money
from bot.value.numbers import WrongUnit

MINOR = st.integers(-(10**14), 10**14)
CURRENCY = st.sampled_from(sorted(CODES))


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("typed", "default", "amount", "currency"),
    [
        ("€3.2k", "USD", "3200", "EUR"), ("3.2k", "EUR", "3200", "EUR"), ("3.2k eur", "USD", "3200", "EUR"),
        ("EUR 1.240,50", "USD", "1240.50", "EUR"), ("$5", "CAD", "5", "CAD"), ("$5", "EUR", "5", "USD"),
        ("1.5M$", "EUR", "1500000", "USD"), ("CHF 3'000", "EUR", "3000", "CHF"), ("¥320", "EUR", "320", "JPY"),
        ("−€5", "USD", "-5", "EUR"), ("75,600", "USD", "75600", "USD"), ("5 Mkr", "NOK", "5000000", "NOK"),
        ("120k€", "USD", "120000", "EUR"),
    ],
)  # fmt: skip
def test_money_is_read_as_it_is_typed(typed: str, default: str, amount: str, currency: str) -> None:
    assert parse_money(typed, default) == Money(Decimal(amount), currency)


def test_money_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(NotANumber):
        parse_money("lots", "EUR")
    with pytest.raises(TwoReadings):
        parse_money("€1,24", "EUR")
    with pytest.raises(WrongUnit, match="apples"):
        parse_money("5 apples", "EUR")


@pytest.mark.parametrize(("typed", "words"), [("€3.205", "EUR goes: it has 2"), ("¥3.5", "JPY goes: it has no")])
def test_a_fraction_of_a_cent_is_refused(typed: str, words: str) -> None:
    with pytest.raises(TooFine, match=words):
        parse_money(typed, "EUR")


@given(st.text(max_size=30), CURRENCY)
def test_any_text_is_money_or_a_refusal(text: str, default: str) -> None:
    with contextlib.suppress(Refusal):
        money = parse_money(text, default)
        assert money.amount.is_finite()


@given(MINOR, CURRENCY)
def test_minor_units_come_back_exactly(minor: int, currency: str) -> None:
    money = Money.of_minor(minor, currency)

    assert money.minor == minor
    assert Money(money.amount, currency) == money
    assert parse_money(str(money), currency) == money


@given(st.lists(MINOR, max_size=20), CURRENCY)
def test_a_sum_is_exact_in_any_order(minors: list[int], currency: str) -> None:
    sums = add_up(Money.of_minor(minor, currency) for minor in minors)

    assert [money.minor for money in sums] == ([sum(minors)] if minors else [])
    assert add_up(Money.of_minor(minor, currency) for minor in reversed(minors)) == sums


@given(st.lists(st.tuples(MINOR, CURRENCY), max_size=20))
def test_currencies_are_never_added_together(amounts: list[tuple[int, str]]) -> None:
    sums = add_up(Money.of_minor(minor, currency) for minor, currency in amounts)

    assert [money.currency for money in sums] == sorted({currency for _, currency in amounts})
    for money in sums:
        assert money.minor == sum(minor for minor, currency in amounts if currency == money.currency)


def test_different_currencies_are_neither_added_nor_compared() -> None:
    euros, dollars = eur("5"), Money(Decimal(5), "USD")

    with pytest.raises(DifferentCurrencies, match="€5 and \\$5"):
        _ = euros + dollars
    with pytest.raises(DifferentCurrencies):
        _ = euros - dollars
    with pytest.raises(DifferentCurrencies):
        _ = euros < dollars
    assert euros != dollars


def test_money_adds_subtracts_and_compares() -> None:
    assert eur("5") + eur("0.10") == eur("5.10")
    assert eur("5") - eur("0.10") == eur("4.90")
    assert -eur("5") == eur("-5")
    assert eur("5") >= eur("4.99")
    assert hash(eur("5")) == hash(eur("5.00"))
    assert str(-eur("0")) == "€0"


def test_shares_of_money_go_to_the_nearest_cent_halves_to_even() -> None:
    assert eur("0.05").times(Fraction(1, 2)) == eur("0.02")
    assert eur("0.07").times(Fraction(1, 2)) == eur("0.04")
    assert eur("100").times(Fraction(1, 3)) == eur("33.33")
    assert Money.rounded(Decimal("3.4"), "JPY") == Money(Decimal(3), "JPY")


@pytest.mark.parametrize("amount", [Decimal("nan"), Decimal("inf"), LARGEST * 10**6, Decimal("0.001")])
def test_what_is_no_whole_number_of_cents_within_reach_is_no_money(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="EUR"):
        Money(amount, "EUR")


def test_money_is_never_made_of_a_float_or_of_no_currency() -> None:
    with pytest.raises(TypeError, match="float"):
        Money(0.1, "EUR")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no currency"):
        Money(Decimal(1), "eur")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("54832.10", "€55k"), ("132000", "€132k"), ("1234567", "€1.2M"), ("640.40", "€640"), ("3.50", "€3.50"),
        ("0", "€0"),
        ("99.99", "€99.99"), ("999.60", "€1k"), ("999999", "€1M"), ("9960", "€10k"), ("-54832", "−€55k"),
        ("2000000", "€2M"),
        ("5000000000", "€5bn"), ("7200000000000", "€7.2tn"), ("999999999999999", "€1,000tn"), ("11000", "€11k"),
    ],
)  # fmt: skip
def test_money_in_short_has_two_significant_digits_at_least(amount: str, text: str) -> None:
    assert eur(amount).compact() == text


@given(MINOR, CURRENCY)
def test_money_in_short_is_near_the_money(minor: int, currency: str) -> None:
    money = Money.of_minor(minor, currency)
    places = minor_digits(currency)

    read = parse_money(money.compact(), currency)

    assert abs(read.minor - minor) <= max(abs(minor) * 0.0501, 10**places / 2)
