"""Understand the periods that people ask about: "last 30 days", "Q3 2026", "since 1 Mar"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import Refusal
from bot.value.calendar import WorkCalendar
from bot.value.dates import NotADate, Prefer, When, in_full, short
from bot.value.dates.endings import longest_ending
from bot.value.dates.grammar import read
from bot.value.dates.parse import MONDAY_TO_FRIDAY
from bot.value.dates.spans import Span, add_days, add_months
from bot.value.dates.words import COUNT, MONTH_NAMES, MONTHS_IN, Here, how_many, repaired, shown, tidy
from bot.value.naming import quoted
from bot.value.zones import moment_of

DAY = timedelta(days=1)
FIRST_DAY = date(1970, 1, 1)
EXAMPLES = "Try `last 30 days`, `last quarter`, `this month`, `Q3 2026`, `since 1 Mar`, `ytd` or `all`."
LAST_UNITS = re.compile(
    rf"(?:(?:the )?(?:last|past|previous) )?{COUNT} ?(?P<unit>days?|d|weeks?|w|months?|mo|quarters?|years?|y)"
)
UNITS = {"d": "day", "w": "week", "mo": "month", "y": "year"}
THIS_YEAR_SO_FAR = frozenset(("ytd", "year to date", "this year so far"))
EVERYTHING = frozenset(("all", "all time", "ever", "everything"))


class UnknownPeriod(Refusal):
    """Payoff does not understand these words as a period."""


class ImpossiblePeriod(Refusal):
    """There is no such period."""


@dataclass(frozen=True)
class Period:
    """Days from `start` up to, not including, `end`, in the team's zone; and what people call them."""

    start: date
    end: date
    label: str
    #: How many calendar months it has, where it is made of them.
    months: int = 0

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """Its first moment and the first after it, in UTC."""
        return moment_of(self.start, time(0), zone), moment_of(self.end, time(0), zone)

    def previous(self) -> "Period":
        """The period just before: so many calendar months if it is made of them, otherwise as many days."""
        start = add_months(self.start, -self.months) if self.months else self.start - (self.end - self.start)
        span = Span(start, self.start - DAY)
        return Period(start, self.start, label_of(span), self.months)


def parse_period(text: str, *, today: date, prefer: Prefer = "past") -> Period:
    """The period that `text` means when the team's wall says `today`.

    "last 30 days" ends with today; last week, month, quarter and year are the calendar's, the one before this. Whatever
    parses as a date is a period, too: without a year the last one that has begun, or, with `prefer` "future", the next
    that has not ended.

    Raises:
        UnknownPeriod: the words are no period; what they may have meant is offered, or examples.
        ImpossiblePeriod: it has no days, or begins after today.
        AmbiguousDate, ImpossibleDate: a date in it is.
    """
    period = understood(text, today, prefer)
    if period is None:
        raise UnknownPeriod(f"{quoted(text)} is no period that Payoff understands.", hint=hint_for(text, today, prefer))
    return period


def take_period(text: str, *, today: date, prefer: Prefer = "past") -> tuple[Period | None, str]:
    """The period that the last words of `text` make, and the words before it: "Checkout conversion last 30d".

    Raises:
        ImpossiblePeriod, AmbiguousDate, ImpossibleDate: as parse_period.
    """
    return longest_ending(text, lambda ending: understood(ending, today, prefer))


def since_last_working_day(day: date, calendar: WorkCalendar) -> Period:
    """What a morning's report covers: the last working day before it and all since, so that a Monday's has Friday."""
    start = calendar.working_before(day)
    return Period(start, day, label_of(Span(start, day - DAY)))


def understood(text: str, today: date, prefer: Prefer) -> Period | None:
    """What a text means; None if it is no period."""
    phrase = tidy(text)
    return until_today(phrase, today) or since(phrase, today) or named(phrase, today, prefer)


def until_today(phrase: str, today: date) -> Period | None:
    """So many days, weeks or months up to today, this year so far, or all time."""
    end = today + DAY
    if phrase in EVERYTHING:
        return Period(FIRST_DAY, end, "all time")
    if phrase in THIS_YEAR_SO_FAR:
        return Period(date(today.year, 1, 1), end, f"{today.year} so far")
    found = LAST_UNITS.fullmatch(phrase)
    if found is None:
        return None
    count, unit = how_many(found["count"]), UNITS.get(found["unit"], found["unit"].rstrip("s"))
    if count == 0:
        raise ImpossiblePeriod(f"{quoted(phrase)} has no days.", hint=EXAMPLES)
    label = f"last {count} {unit}{'s' if count > 1 else ''}"
    if unit in MONTHS_IN:
        months = count * MONTHS_IN[unit]
        return Period(add_months(end, -months), end, label, months)
    return Period(add_days(end, -count * (7 if unit == "week" else 1)), end, label)


def since(phrase: str, today: date) -> Period | None:
    """From a date that has come up to today."""
    start = phrase.removeprefix("since ")
    found = read(start, Here(today, MONDAY_TO_FRIDAY), "past") if start != phrase else None
    if found is None or found.time is not None:
        return None
    first = found.span.first
    if first > today:
        raise ImpossiblePeriod(f"{in_full(When(first, first))} is still to come.", hint=EXAMPLES)
    return Period(first, today + DAY, f"since {short(first)} {first.year}")


def named(phrase: str, today: date, prefer: Prefer) -> Period | None:
    """The days of a date or window."""
    found = read(phrase, Here(today, MONDAY_TO_FRIDAY), prefer)
    if found is None or found.time is not None:
        return None
    return Period(found.span.first, found.span.last + DAY, label_of(found.span), whole_months(found.span))


def whole_months(span: Span) -> int:
    """How many calendar months a span is made of; 0 if it is not."""
    end = span.last + DAY
    return 12 * (end.year - span.first.year) + end.month - span.first.month if span.first.day == end.day == 1 else 0


def label_of(span: Span) -> str:
    """What a span is called: "Q3 2026", "March 2026", "3 Mar to 14 Mar 2026"."""
    first, last = span.first, span.last
    months = whole_months(span)
    if months and (first.month - 1) % months == 0:
        names = {
            1: f"{MONTH_NAMES[first.month - 1]} ",
            3: f"Q{first.month // 3 + 1} ",
            6: f"H{first.month // 6 + 1} ",
            12: "",
        }
        if months in names:
            return f"{names[months]}{first.year}"
    if span.days == 1:
        return in_full(When(first, last))
    year = f" {first.year}" if first.year != last.year else ""
    return f"{short(first)}{year} to {short(last)} {last.year}"


def hint_for(text: str, today: date, prefer: Prefer) -> str:
    """What was probably meant, or examples that work."""
    mended = repaired(tidy(text))
    try:
        works = bool(mended) and understood(mended, today, prefer) is not None
    except (NotADate, ImpossiblePeriod):
        works = False
    return f"Did you mean `{shown(mended)}`?" if works else EXAMPLES
