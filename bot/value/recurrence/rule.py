"""Hold a rhythm: on which days something comes again, at which hour, and in whose zone."""

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from bot.value.dates.words import MONTH_NAMES

Unit = Literal["day", "weekday", "week", "month", "quarter"]

DAY = timedelta(days=1)
LAST = -1
SHORT_WEEKDAYS = ("", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
ADVERBS: dict[Unit, str] = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly"}
MONTHS_IN: dict[Unit, int] = {"month": 1, "quarter": 3}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rhythm. Its text is what a person would type for it, and is read back as the same rule.

    A week comes on each of its `weekdays` (ISO, Monday is 1). A month or quarter comes on one day: its `nth` day (−1 is
    its last, and one that a shorter month lacks is its last, too) or, with one weekday, the `nth` of these.
    """

    unit: Unit
    at: time
    #: Every so many weeks, months or quarters.
    count: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 1
    #: An IANA name; "" is the zone of whoever works by the rule.
    zone: str = ""

    def __str__(self) -> str:
        """As it is typed: "every 2 weeks fri 16:00", "monthly last fri 09:00 America/Chicago"."""
        if self.unit == "weekday":
            rhythm = "every weekday"
        elif self.count == 1:
            rhythm = ADVERBS[self.unit]
        else:
            rhythm = f"every {self.count} {self.unit}s"
        days = ", ".join(SHORT_WEEKDAYS[day] for day in self.weekdays)
        if self.unit in MONTHS_IN:
            days = f"{ordinal(self.nth)} {days or ('day' if self.nth == LAST else '')}".strip()
        return " ".join(word for word in (rhythm, days, f"{self.at:%H:%M}", self.zone) if word)

    def falls_on(self, day: date, anchor: date) -> bool:
        """Whether it comes on this day of the calendar, working day or not.

        Every second week or month is counted from that of `anchor`.
        """
        if self.unit == "day":
            return True
        if self.unit == "weekday":
            return day.isoweekday() <= 5
        if self.unit == "week":
            weeks = (monday_of(day) - monday_of(anchor)).days // 7
            return day.isoweekday() in self.weekdays and weeks % self.count == 0
        months = MONTHS_IN[self.unit]
        apart = period_of(day, months) - period_of(anchor, months)
        return apart % self.count == 0 and day == self.day_in_period(day, months)

    def day_in_period(self, day: date, months: int) -> date:
        """The day on which it comes in the month or quarter around a day."""
        number = (day.month - 1) // months * months + 1
        first = date(day.year, number, 1)
        final = number + months - 1
        last = date(day.year, final, calendar.monthrange(day.year, final)[1])
        if not self.weekdays:
            in_first_month = calendar.monthrange(first.year, first.month)[1]
            return last if self.nth == LAST else first.replace(day=min(self.nth, in_first_month))
        (weekday,) = self.weekdays
        if self.nth == LAST:
            return last - DAY * ((last.isoweekday() - weekday) % 7)
        return first + DAY * ((weekday - first.isoweekday()) % 7 + 7 * (self.nth - 1))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - DAY * (day.isoweekday() - 1)


def period_of(day: date, months: int) -> int:
    """The number of a day's month or quarter, counted through the years."""
    return (day.year * len(MONTH_NAMES) + day.month - 1) // months


def ordinal(number: int) -> str:
    """1 → "1st", 22 → "22nd", −1 → "last"."""
    if number == LAST:
        return "last"
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
