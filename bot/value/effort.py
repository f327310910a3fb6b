"""Read and write effort in person-days, and find the estimate that a team is held to."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.errors import Refusal
from bot.value.amounts import format_amount
from bot.value.digits import exact, written
from bot.value.numbers import read_amount

PERSON_DAYS = "person-days"
# More than anything that ships at once takes: some four hundred people for a year.
MOST = 100_000
CENT = Decimal("0.01")
_TYPED = re.compile(
    r"(?P<amount>.+?) ?(?:(?:(?:person|man)[ -]?)?(?P<unit>days?|weeks?|wks?)|(?P<short>p?[dw]))?", re.IGNORECASE
)


class NotAnEffort(Refusal):
    """Effort is person-days, more than 0: `30`, `12.5 days`, `6 weeks`."""


def parse_effort(text: str, *, week: int) -> float:
    """Person-days as they are typed: "30", "12.5 days", "6 weeks" of so many working days each; in hundredths of a day.

    Raises:
        NotAnEffort: 0 or less, or out of reach.
        NotANumber, TwoReadings, WrongUnit, OutOfReach: as `numbers.read_amount`.
    """
    typed = _TYPED.fullmatch(text.strip())
    amount = typed["amount"] if typed is not None else text
    unit = (typed["unit"] or typed["short"] or "") if typed is not None else ""
    number = read_amount(amount, PERSON_DAYS)
    if "w" in unit.casefold():
        number *= week
    days = number.quantize(CENT, ROUND_HALF_UP)
    if days <= 0:
        raise NotAnEffort()
    if days > MOST:
        raise NotAnEffort(f"{written(days)} person-days is out of reach.")
    return float(days)


def format_effort(days: float) -> str:
    """So many person-days: "30 person-days", "1 person-day"."""
    return f"{format_amount(days)} person-{'day' if days == 1 else 'days'}"


def effort_words(estimated: float | None, spent: float | None) -> str:
    """What was estimated and what it took: "30 person-days estimated, 41 spent"; "" where nobody said either."""
    if estimated is None:
        return f"{format_effort(spent)} spent, none estimated" if spent is not None else ""
    told = f"{format_effort(estimated)} estimated"
    return f"{told}, {format_amount(spent)} spent" if spent is not None else told


def in_history(days: float | None) -> str:
    """Person-days as a history keeps them, whole; "" for none."""
    return f"{exact(days).normalize():f} person-days" if days is not None else ""


def out_of_history(text: str) -> float | None:
    """What `in_history` wrote.

    Raises:
        ValueError: it is nothing of that kind.
    """
    return float(text.removesuffix(" person-days")) if text else None


def overrun(estimated: float, spent: float) -> Fraction:
    """Spent ÷ estimated, of the numbers as they were typed: 41 of 30 is 1.3666…"""
    return Fraction(exact(spent)) / Fraction(exact(estimated))


def estimate_held_to(said: Sequence[tuple[int, float | None]], scheduled: int | None) -> float | None:
    """The estimate that counts: the one that stood when the release was first scheduled, or else the first one said.

    What is estimated anew under way says more and more what it took, so that it would flatter. An estimate that was
    taken back, and not said again, counts for nothing.

    Args:
        said: each estimate with its place in the history, the oldest first; None is one that was taken back.
        scheduled: the place at which the release was first scheduled; None where it never was.
    """
    if not said or said[-1][1] is None:
        return None
    before = [days for place, days in said if scheduled is not None and place < scheduled]
    if before and before[-1] is not None:
        return before[-1]
    standing = said[-1][1]
    for _, days in reversed(said):
        if days is None:
            break
        standing = days
    return standing
