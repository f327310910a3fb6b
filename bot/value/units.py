"""Know the units that numbers come in: percent and points, times, currencies, and words of the team's own."""

import re

from bot.errors import Refusal
from bot.value.currencies import CODES, SIGNS
from bot.value.naming import fold, quoted, visible

UNIT_LIMIT = 30

# Codes that are no English word, so that they are understood in small letters too, as a unit.
_PLAIN_CODES = {"usd", "eur", "gbp", "jpy", "chf", "sek", "nok", "dkk", "pln", "czk", "inr", "cny", "aud", "nzd", "brl"}

_ALIASES = {
    name: unit
    for unit, names in {
        "%": ("%", "percent", "per cent", "pct", "percentage"),
        "pt": ("pt", "pts", "point", "points", "pp", "ppt", "percentage point", "percentage points", "%-points"),
        "ms": ("ms", "msec", "millisecond", "milliseconds"),
        "s": ("s", "sec", "secs", "second", "seconds"),
        "min": ("min", "mins", "minute", "minutes"),
        "h": ("h", "hr", "hrs", "hour", "hours"),
        "days": ("d", "day", "days"),
        "weeks": ("week", "weeks"),
        "months": ("month", "months"),
    }.items()
    for name in names
}
# How many of the smallest of them each lasts; months differ, so they are not here.
MILLISECONDS = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "days": 86_400_000, "weeks": 604_800_000}


class NotAUnit(Refusal):
    """A unit is a word or two, like %, ms, EUR or signups."""


def normalize_unit(text: str) -> str:
    """The one way in which a unit is kept: "percent" → "%", "€" → "EUR", "secs" → "s"; own words as typed."""
    typed = visible(text)
    if fold(typed) in _ALIASES:
        return _ALIASES[fold(typed)]
    if typed in CODES or fold(typed) in _PLAIN_CODES:
        return typed.upper()
    return SIGNS.get(fold(typed), (typed,))[0]


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same; capitals tell only units of one letter apart (m and M)."""
    one, other = normalize_unit(one), normalize_unit(other)
    return one == other or (len(one) > 1 and fold(one) == fold(other))


def is_renaming(old: str, new: str) -> bool:
    """Whether numbers in one unit are as true in the other: both are words of the team's own for what is counted."""
    return same_unit(old, new) or not any(is_measure(unit) for unit in (old, new))


def is_measure(unit: str) -> bool:
    """Whether a unit says how large its numbers are: percent, points, times and currencies."""
    return normalize_unit(unit) in {*_ALIASES.values(), *CODES}


def means(typed: str, unit: str) -> bool:
    """Whether what was typed beside a number may mean `unit`: as `same_unit`, and "$" for any dollar."""
    return same_unit(typed, unit) or unit in SIGNS.get(fold(typed), ())


def parse_unit(text: str) -> str:
    """The unit of a new metric, normalized; "" counts things.

    Raises:
        NotAUnit: too long, or it would be read as part of a number.
    """
    unit = normalize_unit(text)
    if len(unit) > UNIT_LIMIT:
        raise NotAUnit(f"A unit is a word or two, like % or signups; this has {len(unit):,} characters.")
    if re.match(r"[0-9+\-−.,]", unit) or fold(unit) in ("k", "bn", "thousand", "million", "billion") or unit == "M":
        raise NotAUnit(f"{quoted(unit)} would be read as part of a number. Use a word, like % or signups.")
    return unit


def unit_of_change(unit: str) -> str:
    """The unit of a difference of two amounts: percentages differ by points, all others by themselves."""
    return "pt" if unit == "%" else unit


def named_unit(unit: str) -> str:
    """A unit within a sentence."""
    return {"": "plain numbers", "pt": "points (pt)"}.get(unit, unit)
