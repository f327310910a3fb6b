"""Read a whole phrase: a term or a range of them, with or without a time of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from bot.value.dates.absolute import dated
from bot.value.dates.hours import split_hour
from bot.value.dates.refusals import ImpossibleDate
from bot.value.dates.spans import Prefer, Recurring, Span, Term, day_span, settle
from bot.value.dates.terms import term
from bot.value.dates.words import DAY, MONTH, MONTHS, YEAR, Here, shown

# What may stand before a date and changes nothing.
LEADING = re.compile(r"(?:(?:on|by|for|from|to|until|till|in|during|between) )?(?:the )?")
SEPARATOR = r"(?: ?(?:-|\.{2,3}) ?| (?:to|until|till|through|thru|and) )"
DAYS_OF_MONTH = (
    re.compile(rf"{DAY}{SEPARATOR}(?P<until>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}(?: {YEAR})?"),
    re.compile(rf"{MONTH} {DAY}{SEPARATOR}(?P<until>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: {YEAR})?"),
)
# Words before a hyphen with spaces before a bare one, which may belong to a date itself.
SEPARATORS = (
    re.compile(r" ?\.{2,3} ?| (?:to|until|till|through|thru) "),
    re.compile(r" - | and "),
    re.compile(r" ?- ?"),
)
HALF_A_YEAR = 183


@dataclass(frozen=True)
class Read:
    """What a text says: days, and the time of day if it names one."""

    span: Span
    time: time | None


def read(phrase: str, here: Here, prefer: Prefer) -> Read | None:
    """What a tidy phrase says; None if it is no date.

    Raises:
        AmbiguousDate: it could be two dates.
        ImpossibleDate: it could be one, but no calendar has it.
    """
    rest, hour = split_hour(phrase)
    if hour is None:
        span = days(rest, here, prefer)
        return Read(span, None) if span else None
    if not rest:
        return Read(day_span(here.today), hour)
    # "1240 17:30" is a number and a time, not the year 1240.
    span = None if rest.isdigit() else days(rest, here, prefer)
    if span and span.days > 1:
        raise ImpossibleDate(f"A time goes with one day; “{shown(rest)}” has {span.days}.", hint="Leave the time out.")
    return Read(span, hour) if span else None


def days(phrase: str, here: Here, prefer: Prefer) -> Span | None:
    """The days that a phrase without a time means."""
    bare = LEADING.sub("", phrase, count=1)
    for candidate in dict.fromkeys((phrase, bare)):
        span = days_of_month(candidate, here, prefer)
        if span:
            return span
        found = term(candidate, here)
        if found:
            return settle(found, here.today, prefer)
    return window(bare, here, prefer)


def days_of_month(phrase: str, here: Here, prefer: Prefer) -> Span | None:
    """Days of one month: "3-14 Mar"."""
    found = next(filter(None, (pattern.fullmatch(phrase) for pattern in DAYS_OF_MONTH)), None)
    if found is None:
        return None
    month, year = MONTHS[found["month"]], found["year"]
    return joined(phrase, dated(month, found["day"], year), dated(month, found["until"], year), here, prefer)


def window(phrase: str, here: Here, prefer: Prefer) -> Span | None:
    """From one term to another: "28 Feb - 3 Mar"."""
    for left, right in halves(phrase):
        first = term(left, here)
        last = term(right, here) if first else None
        if first and last:
            return joined(phrase, first, last, here, prefer)
    return None


def halves(phrase: str) -> Iterator[tuple[str, str]]:
    """Both sides of each separator."""
    for separator in SEPARATORS:
        for found in separator.finditer(phrase):
            yield phrase[: found.start()], phrase[found.end() :]


def joined(phrase: str, left: Term, right: Term, here: Here, prefer: Prefer) -> Span:
    """The window between two terms; what one of them leaves open follows from the other.

    Raises:
        ImpossibleDate: it ends before it begins.
    """
    if isinstance(left, Span) or left.never_today or (prefer == "past" and isinstance(right, Recurring)):
        first = settle(left, here.today, prefer)
        last = right if isinstance(right, Span) else right.after(first.first)
    else:
        last = settle(right, here.today, prefer)
        first = left.before(last.last)
    open_year = isinstance(left, Recurring) or isinstance(right, Recurring)
    over_new_year = first.first.year != last.last.year and (last.last - first.first).days > HALF_A_YEAR
    if last.last < first.first or (open_year and over_new_year):
        raise ImpossibleDate(
            f"“{shown(phrase)}” ends before it begins.",
            hint="Turn it round, or write both years: `28 Dec 2026 - 3 Jan 2027`.",
        )
    return Span(first.first, last.last)
