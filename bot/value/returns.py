"""Hold what a release brings against what it costs: return on investment, and the day on which it has paid back.

Formulas: ROI = (V − C) ÷ C, realisation = V ÷ V as planned, payback = the first day on which V ≥ C.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.errors import Refusal
from bot.value.amounts import format_change, format_money
from bot.value.figure import Figure, counted
from bot.value.money import Money, parse_money
from bot.value.worth import MOST_A_YEAR, YEAR

MONTHS = 12
# A value over time is drawn in so many points.
POINTS = 12
A_MONTH = re.compile(r"(?P<amount>.+?)\s*(?:(?:a|per|each|every|/)\s*(?:month|mo)|monthly|/mo)\.?", re.IGNORECASE)


class NotACost(Refusal):
    """A cost is what is paid once, each month, or both: `40k`, `500 a month`, `40k + 500 a month`."""


@dataclass(frozen=True)
class Cost:
    """What a release costs: once, and each month since it shipped, in one currency.

    Raises:
        DifferentCurrencies: they are not of one currency.
    """

    once: Money
    monthly: Money

    def __post_init__(self) -> None:
        self.once.same(self.monthly)

    @property
    def currency(self) -> str:
        """Of both."""
        return self.once.currency

    @property
    def a_year(self) -> Money:
        """What it comes to in its first year."""
        return self.until(YEAR)

    def until(self, days: int) -> Money:
        """What it has come to so many days after shipping; a month is a twelfth of 365 days."""
        return self.once + self.monthly.times(Fraction(MONTHS * days, YEAR))

    @property
    def words(self) -> str:
        """In full: "€40,000 once + €500 a month"."""
        parts = [f"{self.once} once"] if self.once.amount or not self.monthly.amount else []
        return " + ".join([*parts, *([f"{self.monthly} a month"] if self.monthly.amount else [])])

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Step:
    """What has come in up to a day after shipping, and how far that may be off."""

    days: int
    value: Money
    low: Money
    high: Money


def parse_cost(text: str, default: str) -> Cost:
    """A cost as it is typed: "40k", "500 a month", "40k + 500 a month"; bare numbers are in the currency `default`.

    Raises:
        NotACost: less than 0, or twice the same.
        DifferentCurrencies: one part is in another currency.
        NotANumber, TwoReadings, WrongUnit, OutOfReach, TooFine: as `money.parse_money`.
    """
    found: dict[str, Money] = {}
    for part in re.split(r"\s*(?:\+|\bplus\b|\band\b)\s*", text.strip(), flags=re.IGNORECASE):
        monthly = A_MONTH.fullmatch(part)
        kind = "monthly" if monthly else "once"
        bare = monthly["amount"] if monthly else re.sub(r"\s*\bonce$", "", part, flags=re.IGNORECASE)
        if kind in found:
            raise NotACost(f"Two amounts are paid {'each month' if monthly else 'once'}. Add them up, and write one.")
        found[kind] = cost_amount(bare, default)
    known = next(iter(found.values()))
    nothing = Money.of_minor(0, known.currency)
    return Cost(found.get("once", nothing), found.get("monthly", nothing))


def cost_amount(text: str, default: str) -> Money:
    """One amount of a cost.

    Raises:
        NotACost: less than 0, or out of reach.
        NotANumber, TwoReadings, WrongUnit, OutOfReach, TooFine: as `money.parse_money`.
    """
    money = parse_money(text, default)
    if money.amount < 0:
        raise NotACost("A cost is not less than 0.")
    if money.amount >= MOST_A_YEAR:
        raise NotACost(f"{money.compact()} is out of reach.")
    return money


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


def ratio(part: Money, whole: Money) -> float | None:
    """One amount in another, of one currency; None when the other is 0."""
    part = whole.same(part)
    return float(Fraction(part.amount) / Fraction(whole.amount)) if whole.amount else None


def format_roi(share: float | None) -> str:
    """A return on investment as it is shown: "+25 %", "n/a"."""
    return "n/a" if share is None else f"{format_change(100 * share, digits=2)} %"


def why_none(values: Sequence[Money], cost: Cost | None, *, realised: bool) -> str:
    """Why there is no return on investment; "" where there is one.

    Args:
        values: what came in, or what was promised, one sum for each currency.
        realised: whether it is about what came in.
    """
    if cost is None:
        return "no cost is known"
    if not cost.a_year.amount:
        return "a cost of 0 has no return"
    if not values:
        return "nothing is verified yet" if realised else "nobody put money on it"
    others = sorted({value.currency for value in values} - {cost.currency})
    if others:
        return f"the cost is in {cost.currency}, what it brings in {' and '.join(others)}"
    return ""


def value_on(steps: Sequence[Step], day: int) -> Step:
    """What had come in by a day: between two looks along a straight line, after the last as at the last."""
    nothing = Money.of_minor(0, steps[0].value.currency)
    before = Step(0, nothing, nothing, nothing)
    for step in steps:
        if day < step.days:
            part = Fraction(day - before.days, step.days - before.days)
            value, low, high = (
                earlier + (later - earlier).times(part)
                for earlier, later in ((before.value, step.value), (before.low, step.low), (before.high, step.high))
            )
            return Step(day, value, low, high)
        before = step
    return Step(day, before.value, before.low, before.high)


def together(lines: Sequence[Sequence[Step]], day: int) -> Step:
    """What several promises had brought by a day; their ranges are added up, which is wider than chance would have it.

    Raises:
        DifferentCurrencies: they are not of one currency.
    """
    first, *others = (value_on(steps, day) for steps in lines)
    for other in others:
        first = Step(day, first.value + other.value, first.low + other.low, first.high + other.high)
    return first


def curve(lines: Sequence[Sequence[Step]], flagged: int | None = None) -> list[Step]:
    """What came in over time, in at most 12 points from shipping to the last look, and on the day that is flagged."""
    last = max(steps[-1].days for steps in lines)
    days = {round(Fraction(last * place, POINTS - 1)) for place in range(POINTS)}
    return [together(lines, day) for day in sorted(days if flagged is None else days | {flagged})]


def payback(lines: Sequence[Sequence[Step]], cost: Cost) -> int | None:
    """The first day after shipping on which what came in was no less than the cost; None when that has not come yet.

    Raises:
        DifferentCurrencies: it is in another currency than the cost.
    """
    last = max(steps[-1].days for steps in lines)
    for day in range(1, last + 1):
        if together(lines, day).value >= cost.until(day):
            return day
    return None


def expected_payback(value: Money, days: int, cost: Cost) -> int | None:
    """The day on which it pays back if it goes on bringing `value` in so many `days`; None if not within a year.

    No promise is priced for longer than its first year.

    Raises:
        DifferentCurrencies: it is in another currency than the cost.
        ValueError: `days` is less than 1.
    """
    if days < 1:
        raise ValueError("What came in on no day does not go on.")
    a_day = Fraction(cost.once.same(value).minor, days) - Fraction(MONTHS * cost.monthly.minor, YEAR)
    if a_day <= 0:
        return None
    day = max(1, int(-(-Fraction(cost.once.minor) // a_day)))
    return day if day <= YEAR else None


def roi_figure(realised: Money | None, cost: Cost | None, days: int, *, label: str = "ROI", why: str = "") -> Figure:
    """What stands behind a return on investment so many days after shipping; `why` there is none."""
    spent = cost.until(days) if cost is not None else None
    share = roi(realised, spent) if realised is not None and not why else None
    rows = [f"what it brings: {format_money(realised)}", f"cost of {counted(days, 'day')}: {format_money(spent)}"]
    if cost is not None:
        rows.append(f"cost: {cost}")
    return Figure(
        label=label,
        value=format_roi(share),
        formula=f"(what it brings − cost) ÷ cost; a month of cost is {YEAR} ÷ {MONTHS} days",
        rows_in=tuple(rows),
        rows_out=(why,) if why else (),
    )
