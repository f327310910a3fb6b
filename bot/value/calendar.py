"""Know the days on which a team works, and the moments at which its clock shows an hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.value.holiday_calendars import holidays_of
from bot.value.naming import quoted
from bot.value.zones import check_zone, moment_of

DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


class NoWorkingDays(Refusal):
    """A team works on at least one day of the week."""


class WrongHour(Refusal):
    """An hour is written like 09:00, from 00:00 to 23:59."""


def parse_hour(text: str) -> time:
    """A time of day as settings keep it: "09:00".

    Raises:
        WrongHour: anything else.
    """
    hours, colon, minutes = text.partition(":")
    well_formed = len(hours) == len(minutes) == 2 and f"{hours}{minutes}".isascii() and f"{hours}{minutes}".isdigit()
    if not (colon and well_formed and int(hours) < 24 and int(minutes) < 60):
        raise WrongHour(f"{quoted(text)} is no time of day.", hint="Write it like `09:00`, from `00:00` to `23:59`.")
    return time(int(hours), int(minutes))


@dataclass(frozen=True)
class WorkCalendar:
    """When a team works: its zone, its days of the week, public holidays and days off.

    `working_days` are ISO weekdays, Monday is 1. `holiday_calendar` is a country, or a country and its part
    ("DE", "DE-BY"); "" for none.

    Raises:
        UnknownZone: the zone has no such name.
        NoWorkingDays: no day of the week is left.
    """

    zone: str = "UTC"
    working_days: tuple[int, ...] = MONDAY_TO_FRIDAY
    holiday_calendar: str = ""
    days_off: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "zone", check_zone(self.zone))
        if not set(self.working_days) & set(range(1, 8)):
            raise NoWorkingDays()

    def is_working(self, day: date) -> bool:
        """Whether the team works on that day."""
        if day.isoweekday() not in self.working_days or day in self.days_off:
            return False
        return not self.holiday_calendar or day not in holidays_of(self.holiday_calendar, day.year)

    def next_working(self, day: date) -> date:
        """That day if the team works on it, otherwise the next on which it does."""
        while not self.is_working(day):
            day += DAY
        return day

    def working_before(self, day: date) -> date:
        """The last day before that day on which the team works."""
        day -= DAY
        while not self.is_working(day):
            day -= DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, or before it if `count` is negative; for 0 as `next_working`."""
        if count == 0:
            return self.next_working(day)
        for _ in range(abs(count)):
            day = self.next_working(day + DAY) if count > 0 else self.working_before(day)
        return day

    def moment(self, day: date, at: str | time) -> datetime:
        """The moment, in UTC, at which the team's clock first shows `at` on that day.

        In the gap of a clock put forward it is the first minute after it; an hour that comes twice counts once.
        """
        return moment_of(day, parse_hour(at) if isinstance(at, str) else at, self.zone)

    def local(self, now: datetime) -> datetime:
        """What the team's clock shows at a moment.

        Raises:
            ValueError: the moment has no zone.
        """
        if now.tzinfo is None:
            raise ValueError("A moment needs a zone.")
        return now.astimezone(ZoneInfo(self.zone))

    def due_after(self, shipped_at: datetime, days: int, at: str | time) -> datetime:
        """When to look at what shipped: so many days later at the team's hour, on a day on which it works."""
        day = self.local(shipped_at).date() + timedelta(days=days)
        return self.moment(self.next_working(day), at)
