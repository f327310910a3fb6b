"""Read dates that name their day, week, month, quarter or year: "12 Jan", "2026-12-01", "week 12", "Q3 2026"."""

import re
from datetime import date

from bot.value.dates.refusals import AmbiguousDate, ImpossibleDate
from bot.value.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Recurring,
    Span,
    Term,
    check_weekday,
    day_span,
    months_span,
    week_span,
)
from bot.value.dates.words import (
    DAY,
    MONTH,
    MONTH_DAYS,
    MONTH_NAMES,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Here,
    Rule,
    day_in,
    month_in,
    year_in,
)


def day_of_month(found: re.Match[str], here: Here) -> Term:
    """A day with its month as a word."""
    weekday = WEEKDAYS[found["weekday"]] if found["weekday"] else None
    return dated(MONTHS[found["month"]], found["day"], found["year"], weekday)


def dated(month: int, day: str, year: str | None, weekday: int | None = None) -> Term:
    """A day of a month, of one year or of every year."""
    if year:
        wanted = date(year_in(year), month, day_in(month, day, year_in(year)))
        if weekday is not None:
            check_weekday(wanted, weekday)
        return day_span(wanted)
    number = day_in(month, day)

    def around(near: date, count: int) -> Span | None:
        try:
            return day_span(date(near.year + count, month, number))
        except ValueError:
            return None

    return Recurring(around, weekday=weekday)


def year_first(found: re.Match[str], here: Here) -> Term:
    """Year, month, day, in digits."""
    return dated(month_in(found["digits"]), found["day"], found["year"])


def year_last(found: re.Match[str], here: Here) -> Term:
    """Day and month in digits, in an order that has to be clear."""
    return two_numbers(found.group(), found["one"], found["other"], found.groupdict().get("year"))


def two_numbers(typed: str, one: str, other: str, year: str | None) -> Term:
    """Day and month, or month and day, if the numbers allow only one of them.

    Raises:
        AmbiguousDate: they allow both.
        ImpossibleDate: they allow none.
    """
    readings = {(int(month), int(day)) for day, month in ((one, other), (other, one)) if fits(month, day)}
    if len(readings) > 1:
        said = [
            " ".join((str(day), MONTH_NAMES[month - 1][:3], *([year] if year else [])))
            for month, day in sorted(readings)
        ]
        raise AmbiguousDate(
            f"“{typed}” is {said[0]} or {said[1]}.",
            hint=f"Write the month as a word: `{said[0]}` or `{said[1]}`.",
        )
    if not readings:
        # Of two numbers that fit nowhere, one that can be a month says which month it is that lacks the day.
        month, day = (one, other) if 1 <= int(one) <= 12 else (other, one)
        day_in(month_in(month), day)
    ((month_number, day_number),) = readings
    return dated(month_number, str(day_number), year)


def fits(month: str, day: str) -> bool:
    """Whether there is such a day in some year."""
    return 1 <= int(month) <= 12 and 1 <= int(day) <= MONTH_DAYS[int(month) - 1]


def short_year(found: re.Match[str], here: Here) -> Term:
    """Three pairs of digits: never clear, since the year may be the first or the last."""
    one, other, last = found["one"], found["other"], found["last"]
    readings = [
        f"{int(day)} {MONTH_NAMES[int(month) - 1][:3]} 20{year}"
        for day, month, year in ((one, other, last), (other, one, last), (last, other, one))
        if fits(month, day)
    ]
    if not readings:
        raise ImpossibleDate(f"“{found.group()}” is no date in any order of day, month and year.")
    clear = list(dict.fromkeys(readings))
    raise AmbiguousDate(
        f"“{found.group()}” is {' or '.join(clear)}." if len(clear) > 1 else f"“{found.group()}” needs its whole year.",
        hint=f"Write the month as a word and the year with four digits: `{clear[0]}`.",
    )


def whole_month(found: re.Match[str], here: Here) -> Term:
    """A month, by its name or in digits, from its first to its last day."""
    named = found.groupdict().get("month")
    number = MONTHS[named] if named else month_in(found["digits"])
    if found["year"]:
        return months_span(date(year_in(found["year"]), number, 1), 1)
    return Recurring(lambda day, count: months_span(date(day.year + count, number, 1), 1))


def part_of_year(found: re.Match[str], here: Here) -> Term:
    """A quarter or a half of the calendar year."""
    months, name = (3, "quarter") if found["kind"] == "q" else (6, "half")
    number = int(found["number"])
    if not 1 <= number <= 12 // months:
        raise ImpossibleDate(f"There is no {name} {number}: a year has {12 // months}.")
    first_month = (number - 1) * months + 1
    if found["year"]:
        return months_span(date(year_in(found["year"]), first_month, 1), months)
    return Recurring(lambda day, count: months_span(date(day.year + count, first_month, 1), months))


def whole_week(found: re.Match[str], here: Here) -> Term:
    """A week by its ISO 8601 number, from Monday to Sunday; or a day of it (1 is Monday)."""
    number = int(found["number"])
    if not 1 <= number <= 53:
        raise ImpossibleDate(f"There is no week {number}: a year has 52, some have 53.")
    weekday = found.groupdict().get("isoday")
    if found["year"]:
        year = year_in(found["year"])
        span = week_numbered(year, number)
        if span is None:
            raise ImpossibleDate(f"There is no week {number} in {year}: it has 52.")
        return day_span(date.fromisocalendar(year, number, int(weekday))) if weekday else span
    return Recurring(lambda day, count: week_numbered(day.isocalendar().year + count, number))


def week_numbered(year: int, number: int) -> Span | None:
    """A year's n-th week; None where the year has no 53rd."""
    try:
        return week_span(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def whole_year(found: re.Match[str], here: Here) -> Term | None:
    """A whole year; four digits that are no year that Payoff knows are no date at all."""
    number = int(found["year"])
    return months_span(date(number, 1, 1), 12) if FIRST_YEAR <= number <= LAST_YEAR else None


PART_OF_YEAR = r"(?P<kind>[qh]) ?(?P<number>[0-9])"
WEEK_NUMBER = r"(?:calendar week|week|wk|cw|kw|w) ?(?P<number>[0-9]{1,2})"

ABSOLUTE: tuple[Rule, ...] = (
    (re.compile(rf"(?:{WEEKDAY} )?(?:the )?{DAY}(?: of)? {MONTH}(?: {YEAR})?"), day_of_month),
    (re.compile(rf"(?:{WEEKDAY} )?{MONTH} (?:the )?{DAY}(?: {YEAR})?"), day_of_month),
    (re.compile(rf"{YEAR}(?P<mark>[-/.])(?P<digits>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})"), year_first),
    (re.compile(rf"(?P<one>[0-9]{{1,2}})(?P<mark>[-/.])(?P<other>[0-9]{{1,2}})(?P=mark){YEAR}"), year_last),
    (re.compile(r"(?P<one>[0-9]{1,2})/(?P<other>[0-9]{1,2})"), year_last),
    (re.compile(r"(?P<one>[0-9]{1,2})/(?P<other>[0-9]{1,2})/(?P<last>[0-9]{2})"), short_year),
    (re.compile(rf"{MONTH}(?: (?:of )?{YEAR})?"), whole_month),
    (re.compile(rf"{YEAR}-(?P<digits>[0-9]{{1,2}})"), whole_month),
    (re.compile(rf"{PART_OF_YEAR}(?:(?: of |[ /-]){YEAR})?"), part_of_year),
    (re.compile(rf"{YEAR}[ /-]?{PART_OF_YEAR}"), part_of_year),
    (re.compile(rf"{WEEK_NUMBER}(?: (?:of )?{YEAR})?"), whole_week),
    (re.compile(rf"{YEAR}-?w(?P<number>[0-9]{{1,2}})(?:-?(?P<isoday>[1-7]))?"), whole_week),
    (re.compile(rf"{YEAR}"), whole_year),
)
