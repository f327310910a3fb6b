"""Add up what is promised and has not shipped: as promised, weighted by how sure people are, and what waiting costs.

CD3, the cost of delay divided by duration, is the order of work of Reinertsen, The Principles of Product Development
Flow (2009): the weighted shortest job first, weighted by cost of delay. The name is Black Swan Farming's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.value.amounts import format_money
from bot.value.figure import Figure, counted
from bot.value.money import Money, add_up
from bot.value.worth import YEAR

WEEK = 7
NO_DATE = ""


@dataclass(frozen=True, kw_only=True)
class Priced:
    """One promise that someone put money on: what it is worth a year, and how sure they are, in percent."""

    low: Money
    likely: Money
    high: Money
    sure: int

    @property
    def weighted(self) -> Money:
        """Likely × how sure."""
        return self.likely.times(Fraction(self.sure, 100))


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One release that has not shipped: what it promises, and when its window begins and ends."""

    name: str
    promises: Sequence[Priced]
    begins: date | None = None
    ends: date | None = None

    @property
    def likely(self) -> tuple[Money, ...]:
        """What it promises a year, by currency."""
        return add_up(each.likely for each in self.promises)

    @property
    def weighted(self) -> tuple[Money, ...]:
        """The same, weighted by how sure people are."""
        return add_up(each.weighted for each in self.promises)

    @property
    def low(self) -> tuple[Money, ...]:
        """The least of it, by currency."""
        return add_up(each.low for each in self.promises)

    @property
    def high(self) -> tuple[Money, ...]:
        """The most of it, by currency."""
        return add_up(each.high for each in self.promises)

    @property
    def quarter(self) -> str:
        """The quarter in which its window begins: "Q4 2026"; "" without a date."""
        return quarter_of(self.begins) if self.begins is not None else NO_DATE

    @property
    def delay(self) -> tuple[Money, ...]:
        """What a week later costs, by currency."""
        return tuple(money.times(Fraction(WEEK, YEAR)) for money in self.likely)

    def cd3(self, today: date) -> Money | None:
        """Cost of delay a week ÷ the weeks until its window ends, today being one of their days.

        None where either is not known: without money, in several currencies, without a date, or when that has passed.
        """
        days = self.days(today)
        if days < 1 or len(self.likely) != 1:
            return None
        (money,) = self.likely
        return money.times(cost_by_duration(Fraction(WEEK, YEAR), Fraction(days, WEEK)))

    def days(self, today: date) -> int:
        """Days until its window ends, today being one of them; 0 without a date, or when that has passed."""
        return 0 if self.ends is None else max(0, (self.ends - today).days + 1)


def cost_by_duration(a_week: Fraction | int, weeks: Fraction | int) -> Fraction:
    """CD3: what a week of delay costs ÷ how many weeks the work takes. The most first costs least in all."""
    return Fraction(a_week) / Fraction(weeks)


def quarter_of(day: date) -> str:
    """The quarter of a day: "Q4 2026"."""
    return f"Q{(day.month + 2) // 3} {day.year}"


def by_quarter(planned: Sequence[Planned]) -> list[tuple[str, list[Planned]]]:
    """Releases under the quarter of their window, the nearest first; those without a date come last, under ""."""
    dated = sorted((each for each in planned if each.begins is not None), key=lambda each: each.begins or date.max)
    groups: dict[str, list[Planned]] = {}
    for each in [*dated, *(each for each in planned if each.begins is None)]:
        groups.setdefault(each.quarter, []).append(each)
    return list(groups.items())


def in_order(planned: Sequence[Planned], today: date) -> list[Planned]:
    """What to do first: the highest CD3 of each currency; after them those without one, by their date."""

    def rank(each: Planned) -> tuple[bool, str, Fraction, date]:
        cd3 = each.cd3(today)
        if cd3 is None:
            return True, "", Fraction(0), each.begins or date.max
        return False, cd3.currency, -Fraction(cd3.amount), date.max

    return sorted(planned, key=rank)


def pipeline_figures(planned: Sequence[Planned], left_out: Sequence[str], today: date) -> list[Figure]:
    """What stands behind the sums of the pipeline, and behind its order; `left_out` says what is not quantified."""
    ordered = in_order(planned, today)
    return [
        Figure(
            label="likely, not shipped yet",
            value=listed(add_up(money for each in planned for money in each.likely)),
            formula="sum of the likely worth a year of open promises, each currency for itself",
            rows_in=tuple(f"{each.name}: {listed(each.likely)}" for each in planned),
            rows_out=tuple(left_out),
        ),
        Figure(
            label="weighted by confidence",
            value=listed(add_up(money for each in planned for money in each.weighted)),
            formula="sum of likely worth a year × how sure, each currency for itself",
            rows_in=tuple(
                f"{each.name}: {format_money(one.likely)} × {one.sure} %" for each in planned for one in each.promises
            ),
            rows_out=tuple(left_out),
        ),
        Figure(
            label="CD3",
            value=next((f"{each.name} first" for each in ordered if each.cd3(today) is not None), "–"),
            formula=f"cost of delay a week (worth a year × {WEEK} ÷ {YEAR}) ÷ weeks until the window ends",
            rows_in=tuple(
                f"{each.name}: {listed(each.delay)} ÷ ({counted(each.days(today), 'day')} ÷ {WEEK}) = {money}"
                for each in ordered
                if (money := each.cd3(today)) is not None
            ),
            rows_out=tuple(f"{each.name}: {why_no_order(each, today)}" for each in ordered if each.cd3(today) is None),
        ),
    ]


def why_no_order(planned: Planned, today: date) -> str:
    """Why a release has no CD3."""
    if planned.ends is None:
        return "no date"
    return "its window has passed" if planned.ends < today else "it is worth money in several currencies"


def listed(amounts: Sequence[Money]) -> str:
    """Sums of several currencies, never added: "$1,200,000 + €300,000"; "–" for none."""
    return " + ".join(map(str, amounts)) or "–"
