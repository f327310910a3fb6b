"""Put money on promises: what a change is worth a year, what that has come to, and what it cost.

Formulas: ROI = (realised − cost) / cost, productivity value and revenue value as in Copado's value calculators;
cost of delay as in Reinertsen, The Principles of Product Development Flow (2009).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.errors import Refusal
from bot.value.amounts import format_change, format_money
from bot.value.digits import TwoReadings, exact
from bot.value.directions import gain
from bot.value.figure import Figure, counted
from bot.value.money import Money, parse_money
from bot.value.promise import Promised, three

YEAR = 365
# What is delivered of less than this fits a table, in every currency.
MOST_A_YEAR = Decimal(10) ** 13
# Words of a verdict that something was seen with; the others are no ground for money.
SEEN = ("hit", "partly", "missed")
# Numbers that are exactly what they say; a float would bring its error along.
Exactly = Decimal | Fraction | int


class NoWorth(Refusal):
    """A worth is one amount a year, or three: low, likely and high."""


@dataclass(frozen=True)
class Worth:
    """What a promised change is worth a year, in one currency: likely, and the ends where someone named them."""

    likely: Money
    low: Money | None = None
    high: Money | None = None


@dataclass(frozen=True)
class Productivity:
    """Time saved by everyone together in the period, and what it is worth."""

    hours: Decimal
    worth: Money


def parse_worth(text: str, default: str) -> Worth:
    """A worth a year as it is typed: "€75k", or low, likely and high "40k, 75k, 110k"; bare numbers are in `default`.

    Raises:
        NoWorth: less than 0, out of order, or in several currencies.
        BadPromise: neither one nor three amounts.
        NotANumber, TwoReadings, WrongUnit, OutOfReach, TooFine: as `money.parse_money`.
    """
    try:
        amounts = three(text, lambda part: parse_money(part, default))
    except TwoReadings:
        raise
    except Refusal:
        if re.search(r"[;/\n]|,\s", text):
            raise
        likely = parse_money(text, default)
        amounts = (likely, likely, likely)
        worth = Worth(likely)
    else:
        worth = Worth(amounts[1], amounts[0], amounts[2])
    currencies = {money.currency for money in amounts}
    if len(currencies) > 1:
        raise NoWorth(f"These are several currencies: {', '.join(sorted(currencies))}. Use one.")
    if min(amounts).amount < 0:
        raise NoWorth("What a promise is worth is not less than 0.")
    if max(amounts).amount >= MOST_A_YEAR:
        raise NoWorth(f"{max(amounts).compact()} a year is out of reach.")
    if list(amounts) != sorted(amounts):
        raise NoWorth(f"Low, likely and high are out of order: {', '.join(map(str, amounts))}.")
    return worth


def promised_to_date(worth_a_year: Money, days: int) -> Money:
    """What a promise said it would have come to `days` after shipping: worth a year × days / 365, for a year at most.

    Raises:
        ValueError: `days` is less than 0.
    """
    return worth_a_year.times(Fraction(counted_days(days), YEAR))


def delivered(
    worth_a_year: Money | None, promised: Promised, change: float | None, *, days: int, word: str, verified: bool
) -> Money | None:
    """What a promise has delivered since shipping; None where nothing may be counted.

    Worth a year × (change ÷ likely) × days since shipping ÷ 365. Only a verified verdict is counted, and only one that
    something was seen with. Nothing is invented: no more is gained, or lost, than the promised high, for no longer than
    the year that was priced, and a gain under the promise's low (*missed*) is 0.

    Raises:
        ValueError: `days` is less than 0, or `change` is nan or infinite.
    """
    if worth_a_year is None or change is None or not verified or word not in SEEN:
        return None
    likely = Fraction(exact(promised.likely))
    most = Fraction(exact(promised.high)) / likely
    share = max(-most, min(Fraction(exact(change)) / likely, Fraction(0) if word == "missed" else most))
    return worth_a_year.times(share * Fraction(counted_days(days), YEAR))


def counted_days(days: int) -> int:
    """Days that money is counted for: those since shipping, a year at most.

    Raises:
        ValueError: less than 0.
    """
    if days < 0:
        raise ValueError("Nothing is delivered before it has shipped.")
    return min(days, YEAR)


def delivered_figure(
    worth_a_year: Money | None,
    promised: Promised,
    change: float | None,
    *,
    days: int,
    word: str,
    verified: bool,
    unit: str = "",
) -> Figure:
    """What stands behind `delivered`, with the same arguments."""
    money = delivered(worth_a_year, promised, change, days=days, word=word, verified=verified)
    rows_in = (
        f"worth promised: {format_money(worth_a_year)} a year",
        f"change seen: {format_change(change, unit)}",
        f"change promised: {format_change(promised.likely, unit)}, at most {format_change(promised.high, unit)}",
        f"{counted(counted_days(days), 'day')} since shipping",
    )
    rows_out = []
    if worth_a_year is None:
        rows_out.append("nobody put money on this promise")
    if change is None:
        rows_out.append("no change was measured")
    if not verified:
        rows_out.append("the verdict is claimed, not verified: it counts for nothing")
    if word not in SEEN:
        rows_out.append(f"the verdict is {word.replace('_', ' ')}: nothing is counted yet")
    if days > YEAR:
        rows_out.append(f"{counted(days - YEAR, 'day')} after the year that was priced")
    if money is not None and change is not None:
        if word == "missed" and gain(change, promised.direction) > 0:
            rows_out.append("the gain: it is less than the promise's low")
        elif abs(change) > abs(promised.high):
            rows_out.append("what goes beyond the promised high")
    return Figure(
        label="worth delivered",
        value=format_money(money),
        formula=f"worth a year × (change seen ÷ change promised) × days since shipping ÷ {YEAR}",
        rows_in=rows_in,
        rows_out=tuple(rows_out),
    )


def realisation(got: Money, promised: Money) -> float | None:
    """Delivered ÷ promised to date; None when nothing was promised yet.

    Raises:
        DifferentCurrencies: they are not of one currency.
    """
    return ratio(got, promised)


def roi(realised: Money, cost: Money | None) -> float | None:
    """Return on investment, (realised − cost) ÷ cost; None ("n/a") when the cost is missing or 0.

    Raises:
        DifferentCurrencies: they are not of one currency.
    """
    return None if cost is None else ratio(realised - cost, cost)


def roi_figure(realised: Money, cost: Money | None) -> Figure:
    """What stands behind `roi`."""
    share = roi(realised, cost)
    return Figure(
        label="ROI",
        value=format_roi(share),
        formula="(realised − cost) ÷ cost",
        rows_in=(f"realised: {format_money(realised)}", f"cost: {format_money(cost)}"),
        rows_out=("no cost is known",) if cost is None else ("a cost of 0 has no return",) if share is None else (),
    )


def format_roi(share: float | None) -> str:
    """A return on investment as it is shown: "+25 %", "n/a"."""
    return "n/a" if share is None else f"{format_change(100 * share, digits=2)} %"


def ratio(part: Money, whole: Money) -> float | None:
    """One amount in another, of one currency; None when the other is 0."""
    part = whole.same(part)
    return float(Fraction(part.amount) / Fraction(whole.amount)) if whole.amount else None


def productivity(
    *,
    minutes_before: Exactly,
    minutes_after: Exactly,
    people: Exactly,
    events_a_day: Exactly,
    days: Exactly,
    hourly: Money,
) -> Productivity:
    """Time saved: minutes saved an event × events × people, and × the loaded cost of an hour."""
    saved = (Fraction(minutes_before) - Fraction(minutes_after)) / 60
    saved *= Fraction(people) * Fraction(events_a_day) * Fraction(days)
    hours = Decimal(saved.numerator) / Decimal(saved.denominator)
    return Productivity(hours, hourly.times(saved))


def revenue(*, units: Exactly, price: Money, margin: Exactly = 1, share: Exactly = 1) -> Money:
    """Revenue value: change in units × price × margin × the share of it that is attributed, both shares of 1."""
    return price.times(Fraction(units) * Fraction(margin) * Fraction(share))


def cost_of_delay(days: Decimal | int, a_day: Money) -> Money:
    """What waiting costs: days × value a day."""
    return a_day.times(Fraction(days))


def delay_cost(worth_a_year: Money, days: int) -> Money:
    """What shipping `days` later costs a promise: worth a year × days ÷ 365; less than 0 when it ships earlier."""
    return worth_a_year.times(Fraction(days, YEAR))
