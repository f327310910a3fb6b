"""Know the public holidays of a country, or of a part of it."""

from datetime import date
from functools import lru_cache

from bot.errors import Refusal
from bot.value.naming import fold, nearest, quoted

# The holidays package takes half a second and 18 MB to load, so it is loaded when a team that has a calendar is first
# looked at, and never for a team without one.
OFFERED = 30


class UnknownHolidays(Refusal):
    """There is no such holiday calendar."""


@lru_cache(maxsize=1024)
def holidays_of(code: str, year: int) -> frozenset[date]:
    """The public holidays of a year in the calendar `code` ("DE", "DE-BY"), on the days on which they are observed.

    Raises:
        UnknownHolidays: no calendar has that code.
    """
    import holidays

    country, _, part = check_holiday_calendar(code).partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def check_holiday_calendar(code: str) -> str:
    """The calendar's code as it is kept: "de-by" → "DE-BY"; "" stands for no calendar.

    Raises:
        UnknownHolidays: the country or its part is not known; those that may have been meant are offered.
    """
    import holidays

    typed, _, typed_part = code[:100].strip().partition("-")
    if not typed and not typed_part:
        return ""
    parts_of = holidays.list_supported_countries(include_aliases=False)
    country = typed.strip().upper()
    if country not in parts_of:
        raise UnknownHolidays(f"{quoted(code)} is no holiday calendar.", hint=country_hint(typed))
    if not typed_part:
        return country
    parts = {fold(part): part for part in parts_of[country]}
    part = parts.get(fold(typed_part))
    if part is None:
        raise UnknownHolidays(
            f"{country} has no part {quoted(typed_part.strip())} with holidays of its own.",
            hint=part_hint(country, parts),
        )
    return f"{country}-{part}"


def country_hint(typed: str) -> str:
    """The code of the country that was probably named, or what a code looks like."""
    from holidays.registry import COUNTRIES

    codes = {name.replace("_", " "): known[1] for name, known in COUNTRIES.items()}
    codes |= {known[2]: known[1] for known in COUNTRIES.values()}
    meant = nearest(typed.strip(), codes)
    example = "Use a country's two letters, and its part where it has one: `DE`, `DE-BY`, `US-CA`."
    return f"Did you mean `{codes[meant]}`? {example}" if meant else example


def part_hint(country: str, parts: dict[str, str]) -> str:
    """The parts of a country that have holidays of their own."""
    if not parts:
        return f"Use `{country}` for the whole country."
    shown = [f"`{country}-{part}`" for part in list(parts.values())[:OFFERED]]
    more = ", …" if len(parts) > OFFERED else ""
    return f"Use `{country}` for the whole country, or one of {', '.join(shown)}{more}."
