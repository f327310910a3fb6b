"""Worked examples of money with a published answer: DORA's return on investment, and cost of delay by duration."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from bot.value.money import Money
from bot.value.pipeline import cost_by_duration
from bot.value.returns import Cost, expected_payback, format_roi, roi
from bot.value.worth import productivity, revenue

# DORA, The ROI of AI-assisted Software Development, version 2026.1, and its calculator (dora.dev/ai/roi/calculator): an
# organisation of 500 people at $176,000 a year each, with products that earn $100 million.
PEOPLE, SALARY, REVENUE = 500, 176_000, 100_000_000
# Hours in a year; the example counts time as a share of it, so that any other number would do.
HOURS, DAYS = 2_000, 250


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def test_doras_time_saved_and_revenue_come_to_what_it_says() -> None:
    # An eighth of everyone's time: $11,000,000.
    saved = productivity(
        minutes_before=Decimal(60),
        minutes_after=Decimal("52.5"),
        people=PEOPLE,
        events_a_day=HOURS // DAYS,
        days=DAYS,
        hourly=usd(SALARY // HOURS),
    )
    # Six more features a year, of which a third brings half a percent each: $990,000.
    features = revenue(units=Decimal(56 - 50), price=usd(REVENUE).times(Fraction("0.005")), share=Decimal("0.33"))

    assert saved.worth == usd(11_000_000)
    assert features == usd(990_000)


def test_doras_example_returns_39_percent_and_pays_back_after_seven_tenths_of_a_year() -> None:
    # More deployments, of which more fail: 50 × 5 % − 56 × 6 %, four hours each, at $100,000 an hour.
    downtime = usd(100_000).times(4 * (50 * Fraction("0.05") - 56 * Fraction("0.06")))
    # Licences and training, and three months of being 15 % slower.
    hard = usd(250 + 80 + 9_600).times(PEOPLE) + usd(100_000)
    dip = usd(SALARY).times(PEOPLE * Fraction("0.15") * Fraction(3, 12))

    value, cost = usd(11_000_000) + usd(990_000) + downtime, hard + dip

    assert (downtime, hard, dip) == (usd(-344_000), usd(5_065_000), usd(3_300_000))
    assert (value, cost, value - cost) == (usd(11_646_000), usd(8_365_000), usd(3_281_000))
    assert roi(value, cost) == pytest.approx(0.392, abs=0.0005)
    assert format_roi(roi(value, cost)) == "+39 %"
    day = expected_payback(value, 365, Cost(cost, usd(0)))
    assert day is not None
    assert round(day / 365, 1) == 0.7


def test_ice_cream_is_made_sooner_by_the_second_machine_first() -> None:
    # Black Swan Farming, "CD3 and proportionality to outcomes": ten more a week after two weeks, or thirty after four.
    spoon, machine = (10, 2), (30, 4)

    def made(order: tuple[tuple[int, int], ...]) -> int:
        capacity, total = 10, 0
        for more, weeks in order:
            total += capacity * weeks
            capacity += more
        return total

    first = tuple(sorted([spoon, machine], key=lambda job: cost_by_duration(*job), reverse=True))

    assert [cost_by_duration(*spoon), cost_by_duration(*machine)] == [Fraction(5), Fraction(15, 2)]
    assert (made((spoon, machine)), made((machine, spoon))) == (100, 120)
    assert max(permutations([spoon, machine]), key=made) == first
