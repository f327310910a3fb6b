"""Put money on promises: what a change is worth a year, and what that has come to.

Formulas: productivity value and revenue value as in Copado's value calculators; cost of delay as in Reinertsen,
The Principles of Product Development Flow (2009).
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
from bot.value.span import Span
from bot.value.units import unit_of_change

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
    worth_a_year: Money | None,
    promised: Promised,
    change: float | None,
    *,
    days: int,
    word: str,
    verified: bool,
    total: Span | None = None,
) -> Money | None:
    """What a promise has delivered since shipping; None where nothing may be counted.

    Worth a year ÷ 365 × (effect, summed over the days since shipping) ÷ likely; where only a change is known, it is
    taken for each of these days. Only a verified verdict is counted, and only one that something was seen with.
    Nothing is invented: no more is gained, or lost, than the promised high, for no longer than the year that was
    priced, and a gain under the promise's low (*missed*) is 0.

    Raises:
        ValueError: `days` is less than 0, or `change` is nan or infinite.
    """
    if worth_a_year is None or change is None or not verified or word not in SEEN:
        return None
    seen = Fraction(exact(change)) * counted_days(days) if total is None else in_the_year(total.likely, days)
    return worth_a_year.times(share_of(seen, promised, days, word))


def delivered_between(
    worth_a_year: Money | None,
    promised: Promised,
    low: float | None,
    high: float | None,
    *,
    days: int,
    word: str,
    verified: bool,
    total: Span | None = None,
) -> tuple[Money, Money] | None:
    """How far `delivered` may be off, from its least to its most; None where no range of the effect is known.

    The ends are those of the summed effect, or of the change, under the same rules.

    Raises:
        ValueError: as `delivered`.
    """
    if worth_a_year is None or low is None or high is None or not verified or word not in SEEN:
        return None
    if total is None:
        ends = [Fraction(exact(end)) * counted_days(days) for end in (low, high)]
    else:
        ends = [in_the_year(end, days) for end in (total.low, total.high)]
    least, most = sorted(worth_a_year.times(share_of(end, promised, days, word)) for end in ends)
    return least, most


def in_the_year(total: float, days: int) -> Fraction:
    """A sum over days, of those that were priced: past a year, the year's part of it."""
    return Fraction(exact(total)) * (Fraction(YEAR, days) if days > YEAR else 1)


def share_of(seen: Fraction, promised: Promised, days: int, word: str) -> Fraction:
    """What was seen, in the metric's unit × days, in a year of the likely change; no more than was promised."""
    likely = Fraction(exact(promised.likely))
    most = Fraction(exact(promised.high)) / likely * counted_days(days)
    share = max(-most, min(seen / likely, Fraction(0) if word == "missed" else most))
    return share / YEAR


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
    total: Span | None = None,
) -> Figure:
    """What stands behind `delivered`, with the same arguments."""
    money = delivered(worth_a_year, promised, change, days=days, word=word, verified=verified, total=total)
    rows_in: tuple[str, ...] = (
        f"worth promised: {format_money(worth_a_year)} a year",
        f"change seen: {format_change(change, unit)}",
        f"change promised: {format_change(promised.likely, unit)}, at most {format_change(promised.high, unit)}",
        f"{counted(counted_days(days), 'day')} since shipping",
    )
    formula = f"worth a year × (change seen ÷ change promised) × days since shipping ÷ {YEAR}"
    if total is not None:
        of_days = f"{unit_of_change(unit)} × days".strip()
        rows_in += (f"change summed over these days: {format_change(total.likely)} {of_days}",)
        formula = f"worth a year × (change summed over the days since shipping ÷ change promised) ÷ {YEAR}"
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
        formula=formula,
        rows_in=rows_in,
        rows_out=tuple(rows_out),
    )


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
