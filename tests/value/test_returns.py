"""What a release brings against what it costs."""

from decimal import Decimal

import pytest

from bot.value.digits import NotANumber
from bot.value.money import DifferentCurrencies, Money
from bot.value.returns import (
    Cost,
    NotACost,
    Step,
    curve,
    expected_payback,
    format_roi,
    parse_cost,
    payback,
    realisation,
    roi,
    roi_figure,
    together,
    value_on,
    why_none,
)


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def eur(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def step(days: int, value: int, low: int | None = None, high: int | None = None) -> Step:
    return Step(days, usd(value), usd(value if low is None else low), usd(value if high is None else high))


@pytest.mark.parametrize(
    ("typed", "cost", "said"),
    [
        ("40k", Cost(usd(40_000), usd(0)), "$40,000 once"),
        ("40k once", Cost(usd(40_000), usd(0)), "$40,000 once"),
        ("500 a month", Cost(usd(0), usd(500)), "$500 a month"),
        ("$40k + $500 a month", Cost(usd(40_000), usd(500)), "$40,000 once + $500 a month"),
        ("€500/month and €40k", Cost(eur(40_000), eur(500)), "€40,000 once + €500 a month"),
        ("500 monthly plus 1,240.50", Cost(usd("1240.50"), usd(500)), "$1,240.50 once + $500 a month"),
        ("0", Cost(usd(0), usd(0)), "$0 once"),
    ],
)
def test_a_cost_is_paid_once_each_month_or_both(typed: str, cost: Cost, said: str) -> None:
    assert parse_cost(typed, "USD") == cost
    assert str(cost) == said
    assert parse_cost(said, cost.currency) == cost


def test_a_cost_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(NotACost, match="not less than 0"):
        parse_cost("-5", "USD")
    with pytest.raises(NotACost, match="out of reach"):
        parse_cost("10tn", "USD")
    with pytest.raises(NotACost, match="paid once"):
        parse_cost("5 + 6", "USD")
    with pytest.raises(NotACost, match="paid each month"):
        parse_cost("5 a month + 6 monthly", "USD")
    with pytest.raises(NotANumber):
        parse_cost("a lot", "USD")
    with pytest.raises(DifferentCurrencies):
        parse_cost("$40k + €500 a month", "USD")


def test_a_running_cost_grows_with_the_days() -> None:
    cost = Cost(usd(40_000), usd(365))

    assert (cost.until(0), cost.until(30), cost.a_year) == (usd(40_000), usd(40_360), usd(44_380))


def test_realisation_is_delivered_of_promised() -> None:
    assert realisation(usd(53), usd(132)) == pytest.approx(0.4015, abs=1e-4)
    assert realisation(usd(53), usd(0)) is None
    with pytest.raises(DifferentCurrencies):
        realisation(usd(53), eur(132))


def test_return_on_investment_is_gain_by_cost_and_not_available_without_a_cost() -> None:
    assert roi(usd(75_600), usd(60_000)) == pytest.approx(0.26)
    assert roi(usd(0), usd(60_000)) == -1
    assert roi(usd(75_600), None) is None
    assert roi(usd(75_600), usd(0)) is None
    with pytest.raises(DifferentCurrencies):
        roi(usd(5), eur(5))


def test_return_on_investment_explains_itself() -> None:
    figure = roi_figure(usd(75_600), Cost(usd(60_000), usd(0)), 30)

    assert (format_roi(0.26), format_roi(None)) == ("+26 %", "n/a")
    assert (figure.value, figure.rows_out) == ("+26 %", ())
    assert figure.rows_in == ("what it brings: $75,600", "cost of 30 days: $60,000", "cost: $60,000 once")
    assert roi_figure(usd(75_600), None, 30, why="no cost is known").value == "n/a"
    assert roi_figure(None, None, 30, why="no cost is known").rows_out == ("no cost is known",)


@pytest.mark.parametrize(
    ("values", "cost", "why"),
    [
        ([usd(5)], Cost(usd(1), usd(0)), ""),
        ([usd(5)], Cost(usd(0), usd(1)), ""),
        ([usd(5)], None, "no cost is known"),
        ([usd(5)], Cost(usd(0), usd(0)), "a cost of 0 has no return"),
        ([eur(5)], Cost(usd(1), usd(0)), "the cost is in USD, what it brings in EUR"),
        ([eur(5), usd(5)], Cost(usd(1), usd(0)), "the cost is in USD, what it brings in EUR"),
        ([], Cost(usd(1), usd(0)), "nothing is verified yet"),
    ],
)
def test_where_there_is_no_return_it_is_said_why(values: list[Money], cost: Cost | None, why: str) -> None:
    assert why_none(values, cost, realised=True) == why


def test_a_promise_without_money_has_no_planned_return() -> None:
    assert why_none([], Cost(usd(1), usd(0)), realised=False) == "nobody put money on it"


def test_between_two_looks_value_grows_along_a_line_and_after_the_last_it_stays() -> None:
    steps = [step(10, 1_000, 500, 1_500), step(30, 2_000, 1_500, 2_500)]

    assert value_on(steps, 0) == step(0, 0)
    assert value_on(steps, 5) == step(5, 500, 250, 750)
    assert value_on(steps, 10) == step(10, 1_000, 500, 1_500)
    assert value_on(steps, 20) == step(20, 1_500, 1_000, 2_000)
    assert value_on(steps, 99) == step(99, 2_000, 1_500, 2_500)


def test_several_promises_are_added_up_day_by_day() -> None:
    lines = [[step(10, 1_000, 800, 1_200)], [step(20, 4_000, 2_000, 6_000)]]

    assert together(lines, 10) == step(10, 3_000, 1_800, 4_200)
    assert [(each.days, each.value) for each in curve(lines)][-2:] == [(18, usd(4_600)), (20, usd(5_000))]
    assert len(curve(lines)) == 12
    assert len(curve([[step(3, 30)]])) == 4
    assert [each.days for each in curve([[step(110, 30)]], 17)] == [0, 10, 17, *range(20, 111, 10)]


def test_payback_is_the_first_day_on_which_value_is_no_less_than_cost() -> None:
    steps = [[step(10, 1_000), step(30, 2_000)]]

    assert payback(steps, Cost(usd(1_500), usd(0))) == 20
    assert payback(steps, Cost(usd(1_501), usd(0))) == 21
    assert payback(steps, Cost(usd(2_000), usd(0))) == 30
    assert payback(steps, Cost(usd(2_001), usd(0))) is None
    assert payback(steps, Cost(usd(0), usd(100))) == 1
    # $3,650 a month are $120 a day, more than it brings.
    assert payback(steps, Cost(usd(0), usd(3_650))) is None


def test_what_goes_on_as_it_does_pays_back_on_a_day_of_the_first_year_or_not_at_all() -> None:
    assert expected_payback(usd(1_000), 10, Cost(usd(5_000), usd(0))) == 50
    assert expected_payback(usd(1_000), 10, Cost(usd(5_001), usd(0))) == 51
    assert expected_payback(usd(365), 365, Cost(usd(365), usd(0))) == 365
    assert expected_payback(usd(365), 365, Cost(usd(366), usd(0))) is None
    # $100 a day less $12 a day of running cost.
    assert expected_payback(usd(1_000), 10, Cost(usd(880), usd(365))) == 10
    assert expected_payback(usd(12), 1, Cost(usd(0), usd(365))) is None
    assert expected_payback(usd(13), 1, Cost(usd(0), usd(365))) == 1
    assert expected_payback(usd(-5), 1, Cost(usd(5), usd(0))) is None
    with pytest.raises(ValueError, match="on no day"):
        expected_payback(usd(1), 0, Cost(usd(1), usd(0)))
