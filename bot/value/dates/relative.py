"""Read dates that are counted from today: "tomorrow", "next Tuesday", "in 10 business days", "last quarter"."""

import re
from datetime import date, timedelta

from bot.value.dates.spans import (
    Recurring,
    Span,
    Term,
    add_days,
    add_months,
    check_year,
    day_span,
    months_span,
    week_span,
)
from bot.value.dates.words import COUNT, MONTHS_IN, WEEKDAY, WEEKDAYS, Here, Rule, how_many

WHICH = r"(?P<which>this|next|last|previous)"
STEPS = {"this": 0, "next": 1, "last": -1, "previous": -1}
NEAR = {
    **dict.fromkeys(("today", "now", "eod", "end of day"), 0),
    **dict.fromkeys(("tomorrow",), 1),
    **dict.fromkeys(("yesterday",), -1),
    **dict.fromkeys(("day after tomorrow",), 2),
    **dict.fromkeys(("day before yesterday",), -2),
}
UNIT = r"(?P<unit>(?P<work>(?:business|working|work) ?)?days?|d|weeks?|w|months?|mo|quarters?|years?|y)"
UNITS = {"d": "day", "w": "week", "mo": "month", "y": "year"}


def near(found: re.Match[str], here: Here) -> Term:
    """Today and the days around it."""
    return day_span(here.today + timedelta(days=NEAR[found["near"]]))


def weekday(found: re.Match[str], here: Here) -> Term:
    """A day of the week; this, next and last are those of this, the next and the last week, Monday to Sunday."""
    wanted = timedelta(days=WEEKDAYS[found["weekday"]])
    if found["which"]:
        return day_span(week_span(here.today).first + wanted + timedelta(weeks=STEPS[found["which"]]))

    def around(day: date, count: int) -> Span:
        return day_span(week_span(day).first + wanted + timedelta(weeks=count))

    return Recurring(around, never_today=True)


def unit(found: re.Match[str], here: Here) -> Term:
    """This, the next or the last week, month, quarter or year, from its first to its last day."""
    return unit_span(here.today, found["unit"], STEPS[found["which"]])


def counted(found: re.Match[str], here: Here) -> Term:
    """So many days, working days, weeks, months, quarters or years from today, or ago."""
    count = how_many(found["count"]) * (-1 if found.groupdict().get("ago") else 1)
    if found["work"]:
        day = here.calendar.add_working_days(here.today, count)
        check_year(day.year)
        return day_span(day)
    return day_span(shifted(here.today, UNITS.get(found["unit"], found["unit"].rstrip("s")), count))


def shifted(day: date, unit_name: str, count: int) -> date:
    """A day so many units later."""
    if unit_name in MONTHS_IN:
        return add_months(day, count * MONTHS_IN[unit_name])
    return add_days(day, count * (7 if unit_name == "week" else 1))


def unit_span(day: date, unit_name: str, count: int = 0) -> Span:
    """The week, month, quarter or year that comes so many after that of a day."""
    if unit_name == "week":
        return week_span(add_days(day, 7 * count))
    months = MONTHS_IN[unit_name]
    return months_span(add_months(months_span(day, months).first, months * count), months)


RELATIVE: tuple[Rule, ...] = (
    (re.compile(rf"(?:the )?(?P<near>{'|'.join(NEAR)})"), near),
    (re.compile(rf"(?:{WHICH} )?{WEEKDAY}"), weekday),
    (re.compile(rf"{WHICH} (?P<unit>week|month|quarter|year)"), unit),
    (re.compile(rf"in {COUNT} ?{UNIT}"), counted),
    (re.compile(rf"{COUNT} ?{UNIT} (?:(?P<ago>ago)|from (?:now|today))"), counted),
)
