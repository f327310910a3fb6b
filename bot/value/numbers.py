"""Read the amounts that people type, in the unit of their metric; another unit is refused naming both."""

import re
from decimal import Decimal

from bot.errors import Refusal
from bot.value.currencies import is_currency
from bot.value.digits import NotANumber, OutOfReach, TwoReadings, read_digits, shown, spaced, within_reach, written
from bot.value.naming import quoted, visible
from bot.value.units import MILLISECONDS, means, named_unit, normalize_unit, same_unit, unit_of_change

__all__ = [
    "NotANumber", "OutOfReach", "TwoReadings", "WrongUnit", "normalize_unit", "parse_amount", "parse_change",
    "read_amount", "same_unit",
]  # fmt: skip

_LONGEST = 80
_AMOUNT = re.compile(
    r"(?P<sign>[+-]?) ?(?P<before>[^0-9+\-.,]*?) ?(?P<inner>[+-]?) ?"
    r"(?P<digits>[0-9.](?:[0-9.,'’ ]*[0-9.])?(?:[eE][+-]?[0-9]+)?) ?(?P<after>.*)"
)
# A letter or a sign that units are made of; brackets and the like are none.
_UNIT = re.compile(r"[^\W0-9_]|[%‰°#$€£¥₹₩₪₫₱₺₴₦]")
TIMES = {
    "k": 10**3, "K": 10**3, "thousand": 10**3, "M": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9,
    "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
# Small letters that mean a number only beside money: elsewhere "m" is metres or minutes.
MONEY_TIMES = {"m": 10**6, "mn": 10**6, "b": 10**9, "B": 10**9}


class WrongUnit(Refusal):
    """That is in another unit."""


def parse_amount(text: str, unit: str) -> float:
    """One amount in `unit`: "12.5%", "1,240", "€3.2k", "−5 ms", "1 240 signups"; a bare number is in the metric's unit.

    Percentages are taken as typed: 12.5% is 12.5.

    Raises:
        NotANumber: no digits, or other letters and marks in them.
        TwoReadings: "1,24", or "1.5m" where it is not money.
        WrongUnit: another unit, naming both.
        OutOfReach: from 10^15 up, or nearer to zero than 10^-12.
    """
    return to_float(read_amount(text, unit))


def parse_change(text: str, unit: str) -> float:
    """A change of an amount in `unit`: "+0.5 pt" of a percentage, "−300 ms" of a time.

    Raises:
        TwoReadings: "5 %" of a percentage, which may be points or a share.
        NotANumber, WrongUnit, OutOfReach: as `parse_amount`.
    """
    if normalize_unit(unit) == "%" and text.strip().endswith("%"):
        bare = visible(text).replace("%", "").strip()
        raise TwoReadings(
            f"{quoted(text)} of a percentage can be read as {bare} points, or as a share of it. Write {quoted(bare)}"
            " for points."
        )
    return to_float(read_amount(text, unit_of_change(normalize_unit(unit))))


def read_amount(text: str, unit: str) -> Decimal:
    """As `parse_amount`, exactly."""
    unit, typed = normalize_unit(unit), spaced(text)
    match = _AMOUNT.fullmatch(typed) if len(typed) <= _LONGEST else None
    foreign = not typed.isascii() and any(c.isdecimal() and c > "9" for c in typed)
    if match is None or foreign or (match["sign"] and match["inner"]):
        raise NotANumber(f"{quoted(text)} is not a number. {example(unit)}")
    if any(beside and not _UNIT.search(beside) for beside in (match["before"], match["after"])):
        raise NotANumber(f"{quoted(text)} is not a number. {example(unit)}")
    number = read_digits(match["digits"])
    if match["before"] and not means(match["before"], unit):
        raise WrongUnit(other_unit(typed, match["before"], unit))
    number *= factor(typed, number, match["after"], unit)
    return within_reach(-number if "-" in (match["sign"], match["inner"]) else number, typed)


def factor(typed: str, number: Decimal, after: str, unit: str) -> int:
    """What the letters after the digits multiply by; 1 for the unit itself, or nothing.

    Raises:
        WrongUnit: they are another unit.
        TwoReadings: "m" where it is not money.
    """
    if not after or means(after, unit):
        return 1
    times = {**TIMES, **(MONEY_TIMES if is_currency(unit) else {})}
    for word in sorted(times, key=len, reverse=True):
        rest = after.removeprefix(word).strip()
        if after.startswith(word) and (not rest or means(rest, unit)):
            return times[word]
    if after == "m":
        raise TwoReadings(f"{quoted(typed)} can be read as million, or as metres or minutes. Write M for million.")
    found, hint = normalize_unit(after), ""
    if found in MILLISECONDS and unit in MILLISECONDS:
        here = number * MILLISECONDS[found] / MILLISECONDS[unit]
        hint = f"In {unit} that is {written(shown(here))}."
    raise WrongUnit(other_unit(typed, after, unit), hint=hint)


def other_unit(typed: str, typed_unit: str, unit: str) -> str:
    """The sentence that names both units."""
    return f"{quoted(typed)} is in {quoted(normalize_unit(typed_unit))}; what is asked for is in {named_unit(unit)}."


def example(unit: str) -> str:
    """How an amount in this unit may be typed."""
    return f"Write digits, like 1240 or {'12.5%' if unit == '%' else '12.5'}."


def to_float(number: Decimal) -> float:
    """The number as a reading is kept; there is no negative zero."""
    return float(number) + 0.0
