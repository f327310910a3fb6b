"""Read a date or a window of days: the whole grammar, from single days to parts of a quarter and ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.value.dates.absolute import ABSOLUTE, dated
from bot.value.dates.hours import split_hour
from bot.value.dates.refusals import ImpossibleDate
from bot.value.dates.relative import RELATIVE, unit_span
from bot.value.dates.spans import Prefer, Recurring, Span, Term, day_span, each, months_span, settle, week_span
from bot.value.dates.words import DAY, MONTH, MONTHS, YEAR, Here, shown

# What may stand before a date and changes nothing.
LEADING = re.compile(r"(?:(?:on|by|for|from|to|until|till|in|during|between) )?(?:the )?")
PART = re.compile(
    r"(?P<part>start|beginning|early|mid|middle|late|end|first day|last day)(?:[ -]of)?(?:[ -]the)?[ -](?P<whole>.+)"
)
BARE_UNIT = re.compile(r"week|month|quarter|year")
WEEK_OF = re.compile(r"week of (?:the )?(?P<day>.+)")
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


def term(phrase: str, here: Here) -> Term | None:
    """A day, week, month, quarter, half or year, or a part of one."""
    for pattern, build in (*RELATIVE, *ABSOLUTE):
        found = pattern.fullmatch(phrase)
        if found:
            return build(found, here)
    found = WEEK_OF.fullmatch(phrase)
    if found:
        day = term(found["day"], here)
        return each(day, lambda span: week_span(span.first)) if day and length(day, here) == 1 else None
    found = PART.fullmatch(phrase)
    return part_of(found["part"], found["whole"], here) if found else None


def part_of(part: str, phrase: str, here: Here) -> Term | None:
    """A part of a longer span: "end of Q3", "early March"."""
    whole = bare_unit(phrase) if BARE_UNIT.fullmatch(phrase) else term(phrase, here)
    if whole is None or length(whole, here) == 1:
        return None
    return each(whole, lambda span: cut(span, part, here))


def bare_unit(name: str) -> Term:
    """The week, month, quarter or year that comes again and again, as in "end of month"."""
    return Recurring(lambda day, count: unit_span(day, name, count))


def length(whole: Term, here: Here) -> int:
    """How many days a term has, give or take a leap day."""
    return settle(whole, here.today, "future").days


def cut(span: Span, part: str, here: Here) -> Span:
    """A part of a span.

    The end of a week is its last working day, that of anything longer its last day. Early (start, beginning), mid and
    late are: of a week Monday and Tuesday, Wednesday, Thursday and Friday; of a month the 1st to the 10th, the 11th to
    the 20th and the rest; of a quarter, half or year its thirds in months.
    """
    if part == "first day":
        return day_span(span.first)
    if part == "last day":
        return day_span(span.last)
    if part == "end":
        return day_span(last_working(span, here) if span.days == 7 else span.last)
    third = {"mid": 1, "middle": 1, "late": 2}.get(part, 0)
    if span.days == 7:
        monday = span.first
        first, last = ((0, 1), (2, 2), (3, 4))[third]
        return Span(monday + timedelta(days=first), monday + timedelta(days=last))
    if span.days <= 31:
        return Span(
            span.first.replace(day=third * 10 + 1), span.last if third == 2 else span.first.replace(day=third * 10 + 10)
        )
    months = (span.last.month - span.first.month + 1) // 3
    begin = span.first.replace(month=span.first.month + third * months)
    end = begin.replace(month=begin.month + months - 1)
    return Span(begin, months_span(end, 1).last)


def last_working(week: Span, here: Here) -> date:
    """The last day of a week on which the team works; its Friday if it rests all week."""
    day = here.calendar.working_before(week.last + timedelta(days=1))
    return day if day >= week.first else week.first + timedelta(days=4)


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
    from_left = isinstance(left, Span) or left.never_today or (prefer == "past" and isinstance(right, Recurring))
    if from_left:
        first = settle(left, here.today, prefer)
        last = right if isinstance(right, Span) else right.after(first.first)
    else:
        last = settle(right, here.today, prefer)
        first = left if isinstance(left, Span) else left.before(last.last)
    open_year = isinstance(left, Recurring) or isinstance(right, Recurring)
    over_new_year = first.first.year != last.last.year and (last.last - first.first).days > HALF_A_YEAR
    if last.last < first.first or (open_year and over_new_year):
        raise ImpossibleDate(
            f"“{shown(phrase)}” ends before it begins.",
            hint="Turn it round, or write both years: `28 Dec 2026 - 3 Jan 2027`.",
        )
    return Span(first.first, last.last)
