"""What promises are worth, and what that has come to."""

import contextlib
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.digits import NotANumber, TwoReadings
from bot.value.money import Money
from bot.value.numbers import WrongUnit
from bot.value.promise import BadPromise, Promised, check_promise
from bot.value.span import Span
from bot.value.worth import (
    NoWorth,
    Worth,
    cost_of_delay,
    delay_cost,
    delivered,
    delivered_between,
    delivered_figure,
    parse_worth,
    productivity,
    promised_to_date,
    revenue,
)

UP = check_promise(0.2, 0.5, 0.8, direction="up")
DOWN = check_promise(-100, -300, -500, direction="down")


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def test_a_worth_is_one_amount_or_three() -> None:
    assert parse_worth("$75k", "EUR") == Worth(usd(75_000))
    assert parse_worth("40k, 75k, 110k", "USD") == Worth(usd(75_000), usd(40_000), usd(110_000))
    assert parse_worth("1.5 million USD", "EUR") == Worth(usd(1_500_000))
    assert parse_worth("1,240", "USD") == Worth(usd(1_240))


@pytest.mark.parametrize("typed", ["1,240,500", "$1,240,500", "1 240 500"])
def test_a_worth_that_may_be_one_or_three_is_refused_with_both_readings(typed: str) -> None:
    with pytest.raises(TwoReadings, match="as three numbers or as one"):
        parse_worth(typed, "USD")

    assert parse_worth("1240500", "USD") == Worth(usd(1_240_500))
    assert parse_worth("1 240 500 USD", "USD") == Worth(usd(1_240_500))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("$40k, €75k, $110k", "several currencies: EUR, USD"), ("-5", "not less than 0"), ("-5, 5, 10",
        "not less than 0"),
        ("75k, 40k, 110k", "out of order: \\$75,000, \\$40,000, \\$110,000"), ("10tn", "out of reach"),
    ],
)  # fmt: skip
def test_a_worth_that_makes_no_sense_is_refused(typed: str, words: str) -> None:
    with pytest.raises(NoWorth, match=words):
        parse_worth(typed, "USD")


def test_a_worth_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadPromise, match="Three amounts"):
        parse_worth("40k, 75k", "USD")
    with pytest.raises(NotANumber):
        parse_worth("lots", "USD")
    with pytest.raises(WrongUnit):
        parse_worth("5 apples", "USD")


@given(st.text(alphabet="0123456789 ,.;kM$€-a", max_size=30))
def test_any_text_is_a_worth_or_a_refusal(text: str) -> None:
    with contextlib.suppress(Refusal):
        worth = parse_worth(text, "USD")
        assert worth.likely.amount >= 0


def test_what_is_promised_to_date_grows_with_the_days_of_one_year() -> None:
    assert promised_to_date(usd(36_500), 30) == usd(3_000)
    assert promised_to_date(usd(36_500), 0) == usd(0)
    assert promised_to_date(usd(36_500), 800) == usd(36_500)
    with pytest.raises(ValueError, match="before it has shipped"):
        promised_to_date(usd(1), -1)


@pytest.mark.parametrize(
    ("change", "word", "worth"),
    [
        (0.5, "hit", 3_000), (0.25, "partly", 1_500), (0.8, "hit", 4_800), (5.0, "hit", 4_800),
        (0.1, "missed", 0), (-0.1, "missed", -600), (-50.0, "missed", -4_800), (0.0, "missed", 0),
    ],
)  # fmt: skip
def test_what_is_delivered_is_the_promised_worth_in_the_share_that_was_seen(
    change: float, word: str, worth: int
) -> None:
    assert delivered(usd(36_500), UP, change, days=30, word=word, verified=True) == usd(worth)


def test_a_fall_that_was_promised_delivers_too() -> None:
    assert delivered(usd(36_500), DOWN, -410, days=30, word="hit", verified=True) == usd(4_100)
    assert delivered(usd(36_500), DOWN, 30, days=30, word="missed", verified=True) == usd(-300)


def test_a_claimed_verdict_never_counts_as_money() -> None:
    assert delivered(usd(36_500), UP, 0.5, days=30, word="hit", verified=False) is None


@pytest.mark.parametrize("word", ["too_early", "unmeasurable"])
def test_a_verdict_that_saw_nothing_never_counts_as_money(word: str) -> None:
    assert delivered(usd(36_500), UP, 0.5, days=30, word=word, verified=True) is None


def test_without_a_price_or_a_change_there_is_no_money() -> None:
    assert delivered(None, UP, 0.5, days=30, word="hit", verified=True) is None
    assert delivered(usd(36_500), UP, None, days=30, word="hit", verified=True) is None
    with pytest.raises(ValueError, match="not a number"):
        delivered(usd(36_500), UP, math.nan, days=30, word="hit", verified=True)


def test_a_summed_effect_is_priced_by_unit_and_day() -> None:
    total = Span(5.0, 15.0, 20.0)

    # $36,500 a year ÷ (0.5 × 365) are $200 for each unit and day.
    assert delivered(usd(36_500), UP, 0.5, days=30, word="hit", verified=True, total=total) == usd(3_000)
    assert delivered_between(
        usd(36_500), UP, 0.3, 0.7, days=30, word="hit", verified=True, total=total
    ) == (usd(1_000), usd(4_000))  # fmt: skip


def test_a_summed_effect_counts_for_the_year_that_was_priced_and_up_to_the_promised_high() -> None:
    total = Span(365.0, 365.0, 365_000.0)

    assert delivered(usd(36_500), UP, 0.5, days=730, word="hit", verified=True, total=total) == usd(36_500)
    assert delivered_between(
        usd(36_500), UP, 0.5, 500.0, days=730, word="hit", verified=True, total=total
    ) == (usd(36_500), usd(58_400))  # fmt: skip


@pytest.mark.parametrize(
    ("promised", "low", "high", "word", "ends"),
    [
        (UP, 0.3, 0.7, "hit", (1_800, 4_200)),
        (UP, -0.1, 0.9, "partly", (-600, 4_800)),
        (UP, -0.1, 0.1, "missed", (-600, 0)),
        (DOWN, -410.0, 30.0, "hit", (-300, 4_100)),
    ],
)
def test_the_range_of_what_was_delivered_is_that_of_the_change(
    promised: Promised, low: float, high: float, word: str, ends: tuple[int, int]
) -> None:
    found = delivered_between(usd(36_500), promised, low, high, days=30, word=word, verified=True)

    assert found == (usd(ends[0]), usd(ends[1]))


def test_without_money_that_counts_there_is_no_range_of_it() -> None:
    assert delivered_between(None, UP, 0.3, 0.7, days=30, word="hit", verified=True) is None
    assert delivered_between(usd(1), UP, None, None, days=30, word="hit", verified=True) is None
    assert delivered_between(usd(1), UP, 0.3, 0.7, days=30, word="hit", verified=False) is None
    assert delivered_between(usd(1), UP, 0.3, 0.7, days=30, word="too_early", verified=True) is None


def test_a_summed_effect_is_told_among_what_went_in() -> None:
    figure = delivered_figure(
        usd(36_500), UP, 0.5, days=30, word="hit", verified=True, unit="%", total=Span(5.0, 15.0, 20.0)
    )

    assert figure.value == "$3,000"
    assert "change summed over these days: +15 pt × days" in figure.rows_in
    assert figure.formula == "worth a year × (change summed over the days since shipping ÷ change promised) ÷ 365"


@given(
    st.integers(0, 10**12), st.floats(-1e6, 1e6), st.integers(0, 2000), st.sampled_from(["hit", "partly", "missed"])
)  # fmt: skip
def test_claims_never_exceed_what_was_promised_or_seen(minor: int, change: float, days: int, word: str) -> None:
    worth = Money.of_minor(minor, "USD")

    money = delivered(worth, UP, change, days=days, word=word, verified=True)

    assert money is not None
    a_year = Fraction(minor) * min(days, 365) / 365
    assert money.minor <= a_year * Fraction("0.8") / Fraction("0.5") + 1
    assert money.minor <= a_year * max(Fraction(0), Fraction(change)) / Fraction("0.5") + 1
    if word == "missed" or change <= 0:
        assert money.minor <= 0


@given(st.integers(0, 10**12), st.floats(-1e6, 1e6), st.integers(0, 700), st.sampled_from(["hit", "missed"]))
def test_money_of_a_rise_and_of_a_fall_mirror_each_other(minor: int, change: float, days: int, word: str) -> None:
    worth, fall = Money.of_minor(minor, "EUR"), check_promise(-0.2, -0.5, -0.8, direction="down")

    up = delivered(worth, UP, change, days=days, word=word, verified=True)

    assert delivered(worth, fall, -change, days=days, word=word, verified=True) == up


def test_delivered_money_says_what_it_is_made_of() -> None:
    figure = delivered_figure(usd(36_500), UP, 0.5, days=30, word="hit", verified=True, unit="%")

    assert figure.value == "$3,000"
    assert figure.rows_in == (
        "worth promised: $36,500 a year",
        "change seen: +0.5 pt",
        "change promised: +0.5 pt, at most +0.8 pt",
        "30 days since shipping",
    )
    assert figure.rows_out == ()


@pytest.mark.parametrize(
    ("worth", "change", "days", "word", "verified", "value", "out"),
    [
        (None, 0.5, 30, "hit", True, "–", "nobody put money on this promise"),
        (36_500, None, 30, "hit", True, "–", "no change was measured"),
        (36_500, 0.5, 30, "hit", False, "–", "the verdict is claimed, not verified: it counts for nothing"),
        (36_500, 0.5, 30, "too_early", True, "–", "the verdict is too early: nothing is counted yet"),
        (36_500, 0.5, 400, "hit", True, "$36,500", "35 days after the year that was priced"),
        (36_500, 0.1, 30, "missed", True, "$0", "the gain: it is less than the promise's low"),
        (36_500, 0.9, 30, "hit", True, "$4,800", "what goes beyond the promised high"),
        (36_500, -0.9, 30, "missed", True, "−$4,800", "what goes beyond the promised high"),
    ],
)  # fmt: skip
def test_delivered_money_says_what_was_left_out(
    worth: int | None, change: float | None, days: int, word: str, verified: bool, value: str, out: str
) -> None:
    priced = None if worth is None else usd(worth)

    figure = delivered_figure(priced, UP, change, days=days, word=word, verified=verified)

    assert (figure.value, figure.rows_out) == (value, (out,))


def test_time_saved_in_support_cases_is_worth_75_600_dollars_a_month() -> None:
    saved = productivity(
        minutes_before=Decimal(30), minutes_after=Decimal(24), people=40, events_a_day=20, days=21, hourly=usd(45)
    )

    assert (saved.hours, saved.worth) == (Decimal(1680), usd(75_600))


def test_revenue_is_units_by_price_by_margin_by_share() -> None:
    assert revenue(units=Decimal(200), price=usd("19.90")) == usd(3_980)
    assert revenue(
        units=Decimal(200), price=usd("19.90"), margin=Decimal("0.4"), share=Decimal("0.5")
    ) == usd(796)  # fmt: skip


def test_waiting_has_a_price() -> None:
    assert cost_of_delay(Decimal("6.5"), usd(1_800)) == usd(11_700)
    assert cost_of_delay(14, usd(1_800)) == usd(25_200)
    assert delay_cost(usd(657_000), 14) == usd(25_200)
    assert delay_cost(usd(657_000), -14) == usd(-25_200)
