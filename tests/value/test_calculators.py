"""What time saved and revenue are worth, as calculators work it out."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FieldErrors
from bot.value.calculators import EXAMPLES, FORMULAS, INPUTS, NAMES, work_out, worth_figure
from bot.value.money import Money
from bot.value.promise import check_promise
from bot.value.worth import Worth

CASES = EXAMPLES["cases"][1]
SALES = EXAMPLES["sales"][1]


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def test_the_example_of_support_cases_comes_to_75_600_dollars_a_month() -> None:
    worked = work_out("productivity", CASES, currency="USD")

    assert (worked.month, worked.hours) == (Worth(usd(75_600)), Decimal(1680))
    assert worked.year == Worth(usd(907_200))


def test_the_example_of_sales_comes_to_six_deals_at_margin_and_share() -> None:
    worked = work_out("revenue", SALES, currency="USD")

    # 6 × $4,000 × 70 % × 50 %.
    assert (worked.month, worked.hours) == (Worth(usd(8_400)), None)
    assert worked.year == Worth(usd(100_800))


def test_three_amounts_after_are_low_likely_and_high() -> None:
    worked = work_out("productivity", CASES | {"after": "27, 24, 20"}, currency="USD")

    assert worked.month == Worth(usd(75_600), usd(37_800), usd(126_000))
    assert worked.hours == 1680
    assert work_out("productivity", worked.inputs, currency="EUR") == worked


def test_with_one_amount_low_and_high_are_those_of_the_promised_change() -> None:
    size = check_promise(-10, -20, -30, direction="down")
    from_a_loss = check_promise(-0.1, 0.5, 0.8, direction="up")

    assert work_out("productivity", CASES, currency="USD", size=size).month == Worth(
        usd(75_600), usd(37_800), usd(113_400)
    )
    assert work_out("revenue", SALES, currency="USD", size=from_a_loss).month == Worth(usd(8_400), usd(0), usd(13_440))
    assert work_out("revenue", SALES | {"after": "51; 56; 60"}, currency="USD", size=size).month == Worth(
        usd(8_400), usd(1_400), usd(14_000)
    )


def test_a_year_is_twelve_months_to_the_cent() -> None:
    worked = work_out(
        "revenue", {"before": "0", "after": "1", "price": "0.05", "margin": "33", "share": "100"}, currency="USD"
    )

    # 1.65 cents a month are 19.8 cents a year, not twelve times 2.
    assert (worked.month.likely, worked.year.likely) == (usd("0.02"), usd("0.20"))


def test_money_is_in_the_currency_that_was_typed() -> None:
    worked = work_out("productivity", CASES | {"hourly": "€45"}, currency="USD")

    assert worked.year.likely == Money(Decimal(907_200), "EUR")
    assert worked.inputs["hourly"] == "45 EUR"


@pytest.mark.parametrize(
    ("by", "changed", "field", "says"),
    [
        ("productivity", {"after": "30"}, "after", "saves no time"),
        ("productivity", {"after": "20; 24; 27"}, "after", "out of order"),
        ("productivity", {"after": "31; 24; 20"}, "after", "out of order"),
        ("productivity", {"after": "1,240,500"}, "after", "as three numbers or as one"),
        ("productivity", {"after": "a few"}, "after", "not a number"),
        ("productivity", {"before": "-1"}, "before", "not less than 0"),
        ("productivity", {"people": "0"}, "people", "more than 0"),
        ("productivity", {"people": ""}, "people", "needed"),
        ("productivity", {"days": "32"}, "days", "at most 31"),
        ("productivity", {"events": "20 apples"}, "events", "apples"),
        ("productivity", {"hourly": "45 %"}, "hourly", "%"),
        ("productivity", {"people": "1e9", "events": "1e9", "hourly": "1e6"}, "hourly", "more than anything is worth"),
        ("revenue", {"after": "40"}, "after", "sells nothing more"),
        ("revenue", {"margin": "101"}, "margin", "at most 100"),
        ("revenue", {"after": "1e9", "price": "1e9"}, "price", "more than anything is worth"),
        ("revenue", {"price": "0.001"}, "price", "finer than USD goes"),
    ],
)
def test_a_bad_input_is_refused_at_its_field(by: str, changed: dict[str, str], field: str, says: str) -> None:
    example = CASES if by == "productivity" else SALES

    with pytest.raises(FieldErrors) as refused:
        work_out(by, example | changed, currency="USD")

    assert list(refused.value.errors) == [field]
    assert says in refused.value.errors[field]


def test_every_bad_input_is_named_at_once() -> None:
    with pytest.raises(FieldErrors) as refused:
        work_out("revenue", {"before": "x"}, currency="USD")

    assert set(refused.value.errors) == set(INPUTS["revenue"])


def test_a_worth_explains_itself_by_what_was_put_in() -> None:
    worked = work_out("revenue", SALES, currency="USD", size=check_promise(1, 2, 3, direction="up"))

    figure = worth_figure(worked.year, by="revenue", inputs=worked.inputs, sure=60)

    assert figure.value == "$50,400–$100,800–$151,200, 60 %"
    assert figure.formula == "(units after − units before) × price × margin × share due to the release × 12"
    assert figure.rows_in == (
        "units a month before: 50", "units a month after: 56", "price of a unit: 4000 USD", "margin, %: 70",
        "share due to the release, %: 50", "low and high: as those of the promised change", "how sure: 60 %",
    )  # fmt: skip
    assert {by: set(names) for by, names in NAMES.items()} == {by: set(names) for by, names in INPUTS.items()}
    assert set(FORMULAS) == {"", *INPUTS}


def test_a_worth_that_was_typed_or_is_missing_says_so() -> None:
    typed = worth_figure(Worth(usd(5)), by="", inputs={}, sure=60)
    three = work_out("productivity", CASES | {"after": "27; 24; 20"}, currency="USD")

    assert (typed.value, typed.formula, typed.rows_in) == ("$5, 60 %", "as typed", ("how sure: 60 %",))
    assert worth_figure(None, by="", inputs={}, sure=60).rows_out == ("nobody put money on this promise",)
    assert worth_figure(three.year, by=three.by, inputs=three.inputs, sure=60).rows_in[-2:] == (
        "loaded cost of an hour: 45 USD", "how sure: 60 %",
    )  # fmt: skip


TYPED = st.text(alphabet="0123456789 .,;e-%$€kM", max_size=12)


@given(st.sampled_from(sorted(INPUTS)), st.lists(TYPED, min_size=6, max_size=6))
def test_any_inputs_are_a_worth_or_refused_at_fields_and_what_is_kept_comes_to_the_same(
    by: str, typed: list[str]
) -> None:
    with contextlib.suppress(FieldErrors):
        worked = work_out(by, dict(zip(INPUTS[by], typed, strict=False)), currency="USD")
        assert worked.year.likely.amount >= 0
        assert work_out(by, worked.inputs, currency="JPY") == worked
