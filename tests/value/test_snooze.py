"""Until when a question rests that someone put off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.value.calendar import WorkCalendar
from bot.value.snooze import CHOICES, UnknownSnooze, snoozed_until

BERLIN = WorkCalendar("Europe/Berlin", holiday_calendar="DE")
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def rests_until(choice: str, now: datetime) -> str:
    return f"{BERLIN.local(snoozed_until(choice, now, BERLIN, '09:00')):%a %d %b %H:%M}"


def test_an_hour_is_sixty_minutes_also_when_the_clocks_change() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert rests_until("hour", TUESDAY) == "Tue 03 Mar 11:00"
    assert snoozed_until("hour", BERLIN.local(night), BERLIN, "09:00") == night + timedelta(hours=1)


def test_tomorrow_is_the_next_working_day_at_the_teams_hour() -> None:
    assert rests_until("tomorrow", TUESDAY) == "Wed 04 Mar 09:00"
    assert rests_until("tomorrow", datetime(2026, 3, 6, 15, 0, tzinfo=UTC)) == "Mon 09 Mar 09:00"
    # It is Wednesday in Berlin already.
    assert rests_until("tomorrow", datetime(2026, 3, 3, 23, 30, tzinfo=UTC)) == "Thu 05 Mar 09:00"


def test_next_week_is_its_first_working_day() -> None:
    assert rests_until("next_week", TUESDAY) == "Mon 09 Mar 09:00"
    assert rests_until("next_week", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) == "Mon 09 Mar 09:00"
    assert rests_until("next_week", datetime(2026, 3, 8, 9, 0, tzinfo=UTC)) == "Mon 09 Mar 09:00"
    assert rests_until("next_week", datetime(2026, 4, 1, 9, 0, tzinfo=UTC)) == "Tue 07 Apr 09:00"


def test_next_week_begins_on_monday_also_where_sunday_is_worked() -> None:
    cairo = WorkCalendar("Africa/Cairo", working_days=(7, 1, 2, 3, 4))

    assert f"{cairo.local(snoozed_until('next_week', TUESDAY, cairo, '09:00')):%a %d %b}" == "Mon 09 Mar"


def test_every_choice_lies_ahead() -> None:
    closed = WorkCalendar("Europe/Berlin", days_off=tuple(date(2026, 3, day) for day in range(3, 28)))

    assert all(snoozed_until(choice, TUESDAY, closed, "09:00") > TUESDAY for choice in CHOICES)


def test_another_choice_is_refused() -> None:
    with pytest.raises(UnknownSnooze):
        snoozed_until("never", TUESDAY, BERLIN, "09:00")
