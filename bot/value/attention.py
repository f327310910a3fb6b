"""Say when someone may be spoken to: which week counts, whether it is their time off, when their digest comes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.value.calendar import DAY, WorkCalendar

# The hour, by the person's own clock, at which what was kept comes as one.
DIGEST_AT = "09:00"
# How many asks in a row may be left unanswered before Payoff asks less.
IGNORED = 3
LEAST_BUDGET, MOST_BUDGET = 1, 50
# So many answers show a habit, if half of them lie within so many minutes of each other. Nobody's evening is asked for.
HABIT, WITHIN = 5, 180
EARLIEST, LATEST = time(7), time(19)
QUARTER = 15
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The day on which a day's ISO week begins."""
    return day - timedelta(days=day.isoweekday() - 1)


def is_away(day: date, away_from: date | None, away_until: date | None) -> bool:
    """Whether a day is someone's time off; its last day still is."""
    return away_from is not None and away_until is not None and away_from <= day <= away_until


def back_on(calendar: WorkCalendar, day: date, away_from: date | None, away_until: date | None) -> date:
    """That day, or the first working day after the time off in which it falls."""
    if away_until is not None and is_away(day, away_from, away_until):
        return calendar.next_working(away_until + DAY)
    return day


def next_digest(calendar: WorkCalendar, now: datetime, away_from: date | None, away_until: date | None) -> datetime:
    """When what is kept from now on comes: the next Monday at nine, or on the first working day after time off.

    A Monday on which nobody works moves to the next working day, and so does one in someone's time off.
    """
    today = calendar.local(now).date()
    if is_away(today, away_from, away_until):
        return calendar.moment(back_on(calendar, today, away_from, away_until), DIGEST_AT)
    monday = monday_of(today)
    while True:
        day = back_on(calendar, calendar.next_working(monday), away_from, away_until)
        moment = calendar.moment(day, DIGEST_AT)
        if moment > now:
            return moment
        monday += WEEK


def minutes_for(things: int) -> int:
    """About how long it takes to deal with so many things, half a minute each."""
    return max(1, -(-things // 2))


def keeps_back(*, spent: int, budget: int, reserved: bool) -> bool:
    """Whether one more message would be more than a week's budget, of which the digest that is due has its share."""
    return spent + reserved >= budget


def usual_time(answered: Sequence[time]) -> time | None:
    """At which hour someone answers: the middle of their answers, down to a quarter of an hour.

    None without a habit: too few answers, too far apart, or outside the hours at which people work.
    """
    minutes = sorted(each.hour * 60 + each.minute for each in answered)
    quarter = len(minutes) // 4
    if len(minutes) < HABIT or minutes[-1 - quarter] - minutes[quarter] > WITHIN:
        return None
    middle = minutes[(len(minutes) - 1) // 2] // QUARTER * QUARTER
    usual = time(middle // 60, middle % 60)
    return usual if EARLIEST <= usual <= LATEST else None
