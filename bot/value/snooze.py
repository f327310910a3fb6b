"""Say until when a question that was put off rests."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from bot.errors import Refusal
from bot.value.calendar import WorkCalendar

Snooze = Literal["hour", "tomorrow", "next_week"]
CHOICES: tuple[Snooze, ...] = get_args(Snooze)


class UnknownSnooze(Refusal):
    """A question rests for an hour, until tomorrow, or until next week."""


def snoozed_until(choice: str, now: datetime, calendar: WorkCalendar, at: str | time) -> datetime:
    """The moment, in UTC, at which the question comes back; tomorrow and next week at `at`, the team's hour.

    Tomorrow is the next day on which the team works, next week its Monday or the first working day after it.

    Raises:
        UnknownSnooze: the choice is none of CHOICES.
    """
    today = calendar.local(now).date()
    if choice == "hour":
        # In UTC an hour is sixty minutes, also on the night on which the clocks change.
        return now.astimezone(UTC) + timedelta(hours=1)
    if choice == "tomorrow":
        return calendar.moment(calendar.next_working(today + timedelta(days=1)), at)
    if choice == "next_week":
        return calendar.moment(calendar.next_working(next_monday(today)), at)
    raise UnknownSnooze()


def next_monday(today: date) -> date:
    """The Monday after today."""
    return today + timedelta(days=8 - today.isoweekday())
