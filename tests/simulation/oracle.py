"""Know when a team's wall clock shows its hour, found by looking at every minute and in no cleverer way."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MINUTE = timedelta(minutes=1)
FAR = timedelta(hours=15)


@lru_cache(maxsize=100_000)
def moment_of(day: date, hour: str, zone: str) -> datetime:
    """The first moment at which the clock shows that day and that hour, or the first minute after it."""
    here = ZoneInfo(zone)
    wanted = datetime.combine(day, time.fromisoformat(hour))
    moment = wanted.replace(tzinfo=UTC) - FAR
    # Offsets are whole minutes today. By days, hours and minutes, as long as the clock shows less.
    for step in (timedelta(hours=1), MINUTE):
        while (moment + step).astimezone(here).replace(tzinfo=None) < wanted:
            moment += step
    return moment + MINUTE


def habits(answered: list[datetime], zone: str) -> set[str]:
    """The hours at which somebody could be said to answer, after each of their answers, on this clock.

    Of the newest twelve, five or more: the middle one, down to a quarter of an hour.
    """
    here = ZoneInfo(zone)
    clock = [moment.astimezone(here).time() for moment in sorted(answered)]
    newest = [sorted(clock[max(0, end - 12) : end]) for end in range(5, len(clock) + 1)]
    middle = [several[(len(several) - 1) // 2] for several in newest]
    return {f"{each.hour:02}:{each.minute // 15 * 15:02}" for each in middle}


@lru_cache(maxsize=1000)
def free_days(calendar: str, year: int) -> frozenset[date]:
    """The public holidays of a year."""
    country, _, part = calendar.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def works(day: date, working_days: list[int], calendar: str, days_off: list[str]) -> bool:
    """Whether a team works on a day."""
    if day.isoweekday() not in working_days or day.isoformat() in days_off:
        return False
    return not calendar or day not in free_days(calendar, day.year)
