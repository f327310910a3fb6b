"""Count in whole days, weeks, months, quarters and years, and find such a span near a day."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.value.dates.refusals import ImpossibleDate, WrongWeekday

Prefer = Literal["future", "past"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
# 29 February is up to eight years away, a 53rd week up to seven.
FARTHEST = 9
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Recurring:
    """A span that was named without its year (or week, or month), and so comes again and again."""

    #: The n-th of them counted from the one around a day; None where the calendar has none (29 February).
    around: Callable[[date, int], Span | None]
    #: The day of the week it was said to fall on, Monday is 0.
    weekday: int | None = None
    #: "Tuesday", said on a Tuesday, is another one.
    never_today: bool = False

    def after(self, day: date) -> Span:
        """The first that has not ended before a day."""
        spans = (self.around(day, count) for count in range(-1, FARTHEST))
        return self._checked(next(s for s in spans if s and (s.first > day if self.never_today else s.last >= day)))

    def before(self, day: date) -> Span:
        """The last that begins no later than a day."""
        spans = (self.around(day, -count) for count in range(-1, FARTHEST))
        return self._checked(next(s for s in spans if s and (s.last < day if self.never_today else s.first <= day)))

    def _checked(self, span: Span) -> Span:
        if self.weekday is not None:
            check_weekday(span.first, self.weekday)
        return span


Term = Span | Recurring


def settle(term: Term, today: date, prefer: Prefer) -> Span:
    """The span that is meant: of those that recur the next one for plans, the last one for readings."""
    if isinstance(term, Span):
        return term
    return term.after(today) if prefer == "future" else term.before(today)


def each(term: Term, change: Callable[[Span], Span]) -> Term:
    """The term with each of its spans changed; from then on it is no longer a weekday's."""
    if isinstance(term, Span):
        return change(term)

    def around(day: date, count: int) -> Span | None:
        span = term.around(day, count)
        return change(span) if span else None

    return Recurring(around)


def check_weekday(day: date, weekday: int) -> None:
    """Refuse a date that does not fall on the day of the week that was typed before it."""
    if day.weekday() != weekday:
        raise WrongWeekday(
            f"{day.day} {day:%b} {day.year} is a {WEEKDAY_NAMES[day.weekday()]}, not a {WEEKDAY_NAMES[weekday]}.",
            hint="Correct one of the two, or leave the weekday out.",
        )


def day_span(day: date) -> Span:
    """A single day."""
    return Span(day, day)


def week_span(day: date) -> Span:
    """The week of a day, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def months_span(day: date, months: int) -> Span:
    """The month (1), quarter (3), half (6) or year (12) of a day."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    month = first.month + months - 1
    return Span(first, date(day.year, month, calendar.monthrange(day.year, month)[1]))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it is shorter.

    Raises:
        ImpossibleDate: outside the years that Payoff knows.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    check_year(year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """So many days later.

    Raises:
        ImpossibleDate: outside the years that Payoff knows.
    """
    later = day + timedelta(days=days)
    check_year(later.year)
    return later


def check_year(year: int) -> None:
    """Refuse a year that nobody plans for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImpossibleDate(f"Payoff knows the years {FIRST_YEAR} to {LAST_YEAR}.", hint="Give a date among them.")
