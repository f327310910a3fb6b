"""Read a single term: a day, week, month, quarter, half or year, or a part of one."""

import re
from datetime import date, timedelta

from bot.value.dates.absolute import ABSOLUTE
from bot.value.dates.relative import RELATIVE, unit_span
from bot.value.dates.spans import Recurring, Span, Term, day_span, each, months_span, settle, week_span
from bot.value.dates.words import Here

PART = re.compile(
    r"(?P<part>start|beginning|early|mid|middle|late|end|first day|last day)(?:[ -]of)?(?:[ -]the)?[ -](?P<whole>.+)"
)
BARE_UNIT = re.compile(r"week|month|quarter|year")
WEEK_OF = re.compile(r"week of (?:the )?(?P<day>.+)")
# Which third of a span a word means; the start is its first.
THIRDS = {"mid": 1, "middle": 1, "late": 2}


def term(phrase: str, here: Here) -> Term | None:
    """What a phrase without a time means; None if it is no single term."""
    if named := whole(phrase, here):
        return named
    if found := WEEK_OF.fullmatch(phrase):
        return week_of(found["day"], here)
    if found := PART.fullmatch(phrase):
        return part_of(found["part"], found["whole"], here)
    return None


def whole(phrase: str, here: Here) -> Term | None:
    """A day, week, month, quarter, half or year."""
    for pattern, build in (*RELATIVE, *ABSOLUTE):
        if found := pattern.fullmatch(phrase):
            return build(found, here)
    return None


def week_of(phrase: str, here: Here) -> Term | None:
    """The week in which a day lies."""
    day = whole(phrase, here)
    return each(day, lambda span: week_span(span.first)) if day and length(day, here) == 1 else None


def part_of(part: str, phrase: str, here: Here) -> Term | None:
    """A part of a longer span: "end of Q3", "early March"."""
    span = bare_unit(phrase) if BARE_UNIT.fullmatch(phrase) else whole(phrase, here)
    return each(span, lambda span: cut(span, part, here)) if span and length(span, here) > 1 else None


def bare_unit(name: str) -> Term:
    """The week, month, quarter or year that comes again and again, as in "end of month"."""
    return Recurring(lambda day, count: unit_span(day, name, count))


def length(found: Term, here: Here) -> int:
    """How many days a term has, give or take a leap day."""
    return settle(found, here.today, "future").days


def cut(span: Span, part: str, here: Here) -> Span:
    """A part of a span.

    The end of a week is its last working day, that of anything longer its last day. Early (start, beginning), mid and
    late are: of a week Monday and Tuesday, Wednesday, Thursday and Friday; of a month the 1st to the 10th, the 11th to
    the 20th and the rest; of a quarter, half or year its thirds in months.
    """
    if part == "first day":
        return day_span(span.first)
    if part == "last day" or (part == "end" and span.days > 7):
        return day_span(span.last)
    if part == "end":
        return day_span(last_working(span, here))
    third = THIRDS.get(part, 0)
    if span.days == 7:
        first, last = ((0, 1), (2, 2), (3, 4))[third]
        return Span(span.first + timedelta(days=first), span.first + timedelta(days=last))
    if span.days <= 31:
        first, last = ((1, 10), (11, 20), (21, span.last.day))[third]
        return Span(span.first.replace(day=first), span.first.replace(day=last))
    months = (span.last.month - span.first.month + 1) // 3
    begins = span.first.replace(month=span.first.month + third * months)
    return Span(begins, months_span(begins.replace(month=begins.month + months - 1), 1).last)


def last_working(week: Span, here: Here) -> date:
    """The last day of a week on which the team works; its Friday if it rests all week."""
    day = here.calendar.working_before(week.last + timedelta(days=1))
    return day if day >= week.first else week.first + timedelta(days=4)
