"""Work out what a promise is worth, from the time it saves or the revenue it brings, a month and a year.

Formulas: productivity and revenue value as in Copado's value calculators; what people put in is kept as they meant it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.errors import FieldErrors, Refusal
from bot.value.digits import TwoReadings, exact
from bot.value.figure import Figure
from bot.value.money import Money, parse_money
from bot.value.numbers import read_amount
from bot.value.promise import Promised, three
from bot.value.worth import MOST_A_YEAR, Exactly, Worth, productivity, revenue

MONTHS = 12
MONEY = "money"
# What each calculator is given, in the order in which it is asked for, and the unit of each.
INPUTS: dict[str, dict[str, str]] = {
    "productivity": {
        "before": "min",
        "after": "min",
        "events": "",
        "people": "people",
        "days": "days",
        "hourly": MONEY,
    },
    "revenue": {"before": "units", "after": "units", "price": MONEY, "margin": "%", "share": "%"},
}
# More than this is a slip of the finger; what is not named here is less than 10^9.
MOST = {"days": 31, "margin": 100, "share": 100}
# The inputs as a row of an explanation names them.
NAMES: dict[str, dict[str, str]] = {
    "productivity": {
        "before": "minutes before",
        "after": "minutes after",
        "events": "times a day, each person",
        "people": "people",
        "days": "days a month",
        "hourly": "loaded cost of an hour",
    },
    "revenue": {
        "before": "units a month before",
        "after": "units a month after",
        "price": "price of a unit",
        "margin": "margin, %",
        "share": "share due to the release, %",
    },
}
FORMULAS = {
    "": "as typed",
    "productivity": "minutes saved ÷ 60 × times a day × people × days a month × cost of an hour × 12",
    "revenue": "(units after − units before) × price × margin × share due to the release × 12",
}
# Measured before and after, to begin from: cases in support, and sales.
EXAMPLES: dict[str, tuple[str, dict[str, str]]] = {
    "cases": (
        "productivity",
        {"before": "30", "after": "24", "events": "20", "people": "40", "days": "21", "hourly": "45"},
    ),
    "sales": ("revenue", {"before": "50", "after": "56", "price": "4000", "margin": "70", "share": "50"}),
}


class OutOfRange(Refusal):
    """That is more, or less, than there can be."""


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What a calculator came to."""

    by: str
    # As they can be typed again: plain digits, money with its currency.
    inputs: Mapping[str, str]
    month: Worth
    year: Worth
    # The time saved a month, if all goes as is likely; None where it is revenue.
    hours: Decimal | None


def work_out(by: str, typed: Mapping[str, str], *, currency: str, size: Promised | None = None) -> Worked:
    """What the inputs of a calculator come to.

    `after` is one amount, or low, likely and high. With one, low and high are those of the promised change (`size`):
    half of the change is half of the worth. Bare money is in `currency`.

    Raises:
        FieldErrors: at each input that is missing, unreadable or out of range.
        KeyError: there is no such calculator.
    """
    amounts: dict[str, tuple[Decimal, ...]] = {}
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    rate = Money(Decimal(0), currency)
    for name, unit in INPUTS[by].items():
        text = typed.get(name, "").strip()
        try:
            if not text:
                raise OutOfRange("This is needed, too.")
            if unit == MONEY:
                rate = parse_money(text, currency)
                amounts[name] = (within(name, rate.amount),)
                kept[name] = f"{plain(rate.amount)} {rate.currency}"
            else:
                amounts[name] = tuple(within(name, each) for each in several(name, text, unit))
                kept[name] = "; ".join(map(plain, amounts[name]))
        except Refusal as refusal:
            errors[name] = refusal.words
    gains: list[Fraction] = []
    if "before" in amounts and "after" in amounts:
        (before,), way = amounts["before"], -1 if by == "productivity" else 1
        gains = [way * (Fraction(each) - Fraction(before)) for each in amounts["after"]]
        errors |= {"after": wrong} if (wrong := wrong_with(gains, by)) else {}
    if errors:
        raise FieldErrors(errors)
    if len(gains) == 1 and size is not None:
        gains = [gains[0] * part for part in parts_of(size)]
    given = {name: values[0] for name, values in amounts.items()}
    year = worth_of([price(by, given, rate, MONTHS * gain) for gain in gains], last_of(by))
    month = worth_of([price(by, given, rate, gain) for gain in gains], last_of(by))
    return Worked(by=by, inputs=kept, month=month, year=year, hours=hours_of(by, given, rate, gains[len(gains) // 2]))


def several(name: str, text: str, unit: str) -> Sequence[Decimal]:
    """One amount; `after` may be low, likely and high."""
    if name != "after":
        return (read_amount(text, unit),)
    try:
        return three(text, lambda part: read_amount(part, unit))
    except TwoReadings:
        raise
    except Refusal:
        return (read_amount(text, unit),)


def within(name: str, amount: Decimal) -> Decimal:
    """The amount, if there can be so much of it.

    Raises:
        OutOfRange: less than 0, or too much; only before and after may be 0.
    """
    most = MOST.get(name, 10**9)
    if amount < 0 or (amount == 0 and name not in ("before", "after")):
        raise OutOfRange("This is more than 0." if name not in ("before", "after") else "This is not less than 0.")
    if amount > most:
        raise OutOfRange(f"This is at most {most:,}.")
    return amount


def wrong_with(gains: Sequence[Fraction], by: str) -> str:
    """What is wrong with a change, "" for nothing."""
    if gains[len(gains) // 2] <= 0:
        return "That saves no time." if by == "productivity" else "That sells nothing more."
    if list(gains) != sorted(gains) or gains[0] < 0:
        return "Low, likely and high are out of order: low is the least you expect, high the most."
    return ""


def parts_of(size: Promised) -> list[Fraction]:
    """Low, likely and high of a promised change, in the likely one; nothing is worth less than 0."""
    likely = Fraction(exact(size.likely))
    return [max(Fraction(0), Fraction(exact(end)) / likely) for end in (size.low, size.likely, size.high)]


def price(by: str, given: Mapping[str, Decimal], rate: Money, gain: Exactly) -> Money | None:
    """What a gain is worth: minutes of an event, or units; None where that is out of reach."""
    try:
        if by == "revenue":
            return revenue(units=gain, price=rate, margin=given["margin"] / 100, share=given["share"] / 100)
        return saved(given, rate, gain)[1]
    except ValueError:
        return None


def saved(given: Mapping[str, Decimal], rate: Money, gain: Exactly) -> tuple[Decimal, Money]:
    """Hours that so many minutes an event come to in a month, and their worth."""
    found = productivity(
        minutes_before=gain,
        minutes_after=0,
        people=given["people"],
        events_a_day=given["events"],
        days=given["days"],
        hourly=rate,
    )
    return found.hours, found.worth


def hours_of(by: str, given: Mapping[str, Decimal], rate: Money, gain: Fraction) -> Decimal | None:
    """The hours saved a month; None where no time is saved."""
    return saved(given, rate, gain)[0] if by == "productivity" else None


def last_of(by: str) -> str:
    """The input that prices the others."""
    return next(name for name, unit in INPUTS[by].items() if unit == MONEY)


def worth_of(amounts: Sequence[Money | None], field: str) -> Worth:
    """One amount, or low, likely and high.

    Raises:
        FieldErrors: at `field`: it is more than fits a table.
    """
    found = [money for money in amounts if money is not None and money.amount < MOST_A_YEAR]
    if len(found) < len(amounts):
        raise FieldErrors({field: "That comes to more than anything is worth."})
    return Worth(found[0]) if len(found) == 1 else Worth(found[1], found[0], found[2])


def plain(amount: Decimal) -> str:
    """Digits as they can be typed again: "24", "19.9"."""
    return f"{amount.normalize():f}"


def worth_figure(worth: Worth | None, *, by: str, inputs: Mapping[str, str], sure: int) -> Figure:
    """What stands behind a worth a year: what it was worked out from, or that it was typed."""
    if worth is None:
        missing = "nobody put money on this promise"
        return Figure(label="worth a year", value="–", formula=FORMULAS[""], rows_out=(missing,))
    amounts = [worth.likely] if worth.low is None or worth.high is None else [worth.low, worth.likely, worth.high]
    rows = [f"{NAMES[by][name]}: {inputs[name]}" for name in NAMES.get(by, ()) if name in inputs]
    if by and len(amounts) > 1 and ";" not in inputs.get("after", ""):
        rows.append("low and high: as those of the promised change")
    return Figure(
        label="worth a year",
        value=f"{'–'.join(map(str, amounts))}, {sure} %",
        formula=FORMULAS[by],
        rows_in=(*rows, f"how sure: {sure} %"),
    )
