"""What is promised and has not shipped."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from bot.value.money import Money
from bot.value.pipeline import (
    Planned,
    Priced,
    by_quarter,
    in_order,
    listed,
    pipeline_figures,
    quarter_of,
)

TODAY = date(2026, 3, 3)


def priced(likely: str | int, sure: int = 60, currency: str = "USD") -> Priced:
    money = Money(Decimal(likely), currency)
    return Priced(low=money.times(Fraction(1, 2)), likely=money, high=money.times(2), sure=sure)


def planned(name: str, *promises: Priced, ends: date | None = None, begins: date | None = None) -> Planned:
    return Planned(name=name, promises=promises, begins=begins or ends, ends=ends)


def test_what_is_promised_is_added_raw_and_weighted_for_each_currency() -> None:
    release = planned("Wallet", priced(75_000, 60), priced(25_000, 80), priced(300_000, 50, "EUR"))

    assert listed(release.likely) == "€300,000 + $100,000"
    assert listed(release.weighted) == "€150,000 + $65,000"
    assert (listed(release.low), listed(release.high)) == ("€150,000 + $50,000", "€600,000 + $200,000")
    assert listed(()) == "–"


def test_quarters_are_those_in_which_windows_begin_and_no_date_is_apart_and_last() -> None:
    releases = [
        planned("Undated", priced(1)),
        planned("July", priced(1), begins=date(2026, 7, 1), ends=date(2026, 10, 2)),
        planned("June", priced(1), ends=date(2026, 6, 30)),
        planned("May", priced(1), ends=date(2026, 5, 1)),
    ]

    found = [(quarter, [each.name for each in group]) for quarter, group in by_quarter(releases)]

    assert found == [("Q2 2026", ["May", "June"]), ("Q3 2026", ["July"]), ("", ["Undated"])]
    assert quarter_of(date(2026, 12, 31)) == "Q4 2026"


def test_the_order_is_by_what_a_week_of_delay_costs_for_each_week_of_work() -> None:
    # Two weeks and one, today among their days: $36,500 a year are $700 a week.
    large = planned("Large", priced(73_000), ends=date(2026, 3, 16))
    small = planned("Small", priced(40_150), ends=date(2026, 3, 9))
    apart = [
        planned("Undated", priced(10**9)),
        planned("Passed", priced(10**9), ends=date(2026, 3, 2)),
        planned("Mixed", priced(1), priced(1, currency="EUR"), ends=date(2026, 3, 9)),
    ]
    euros = planned("Euros", priced(1, currency="EUR"), ends=date(2026, 3, 9))

    assert large.cd3(TODAY) == Money(Decimal(700), "USD")
    assert small.cd3(TODAY) == Money(Decimal(770), "USD")
    assert listed(large.delay) == "$1,400"
    assert [each.name for each in in_order([*apart, large, small, euros], TODAY)] == [
        "Euros", "Small", "Large", "Passed", "Mixed", "Undated",
    ]  # fmt: skip


def test_the_pipeline_explains_its_sums_and_its_order() -> None:
    small = planned("Small", priced(40_150, 50), ends=date(2026, 3, 9))
    mixed = planned("Mixed", priced(1), priced(1, currency="EUR"), ends=date(2026, 3, 9))
    passed, undated = planned("Passed", priced(1), ends=date(2026, 3, 2)), planned("Undated", priced(1))

    raw, weighted, cd3 = pipeline_figures([small, mixed, passed, undated], ["Upkeep: maintenance"], TODAY)

    assert raw.value == "€1 + $40,153"
    assert raw.rows_in[0] == "Small: $40,150"
    assert raw.rows_out == weighted.rows_out == ("Upkeep: maintenance",)
    assert weighted.rows_in[0] == "Small: $40,150 × 50 %"
    assert cd3.value == "Small first"
    assert cd3.rows_in == ("Small: $770 ÷ (7 days ÷ 7) = $770",)
    assert cd3.rows_out == (
        "Passed: its window has passed", "Mixed: it is worth money in several currencies", "Undated: no date",
    )  # fmt: skip
    assert pipeline_figures([], [], TODAY)[2].value == "–"
