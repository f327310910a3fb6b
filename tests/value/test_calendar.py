"""The days on which a team works, and the moments that fall on them."""

from datetime import UTC, date, datetime, time

import pytest

from bot.value.calendar import NoWorkingDays, WorkCalendar, WrongHour, parse_hour
from bot.value.holiday_calendars import UnknownHolidays
from bot.value.zones import UnknownZone

BERLIN = WorkCalendar("Europe/Berlin", holiday_calendar="DE")
SUNDAY_TO_THURSDAY = WorkCalendar("Africa/Cairo", working_days=(7, 1, 2, 3, 4))
GOOD_FRIDAY = date(2026, 4, 3)
TUESDAY_AFTER_EASTER = date(2026, 4, 7)


def local(calendar: WorkCalendar, *moments: datetime) -> list[str]:
    return [f"{calendar.local(moment):%a %d %b %H:%M}" for moment in moments]


def test_weekends_holidays_and_days_off_are_no_working_days() -> None:
    calendar = WorkCalendar("Europe/Berlin", holiday_calendar="DE", days_off=(date(2026, 3, 4),))

    assert calendar.is_working(date(2026, 3, 3))
    assert not calendar.is_working(date(2026, 3, 4))
    assert not calendar.is_working(date(2026, 3, 7))
    assert not calendar.is_working(GOOD_FRIDAY)
    assert not SUNDAY_TO_THURSDAY.is_working(date(2026, 3, 6))
    assert SUNDAY_TO_THURSDAY.is_working(date(2026, 3, 8))


def test_a_holiday_on_friday_moves_to_the_next_working_day() -> None:
    assert BERLIN.next_working(GOOD_FRIDAY) == TUESDAY_AFTER_EASTER
    assert BERLIN.next_working(date(2026, 5, 1)) == date(2026, 5, 4)
    assert BERLIN.next_working(TUESDAY_AFTER_EASTER) == TUESDAY_AFTER_EASTER


def test_the_working_day_before_monday_is_friday() -> None:
    assert BERLIN.working_before(date(2026, 3, 9)) == date(2026, 3, 6)
    assert BERLIN.working_before(TUESDAY_AFTER_EASTER) == date(2026, 4, 2)


def test_working_days_are_counted_forth_and_back() -> None:
    tuesday = date(2026, 3, 3)

    assert BERLIN.add_working_days(tuesday, 10) == date(2026, 3, 17)
    assert BERLIN.add_working_days(tuesday, -2) == date(2026, 2, 27)
    assert BERLIN.add_working_days(tuesday, 0) == tuesday
    assert BERLIN.add_working_days(date(2026, 3, 7), 0) == date(2026, 3, 9)
    assert BERLIN.add_working_days(date(2026, 3, 7), 1) == date(2026, 3, 9)


def test_the_hour_stays_the_hour_when_the_clocks_change() -> None:
    chicago = WorkCalendar("America/Chicago")

    assert chicago.moment(date(2025, 10, 30), "08:00") == datetime(2025, 10, 30, 13, 0, tzinfo=UTC)
    assert chicago.moment(date(2025, 11, 3), time(8)) == datetime(2025, 11, 3, 14, 0, tzinfo=UTC)


def test_a_moment_is_shown_on_the_teams_wall() -> None:
    now = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)

    assert f"{BERLIN.local(now):%Y-%m-%d %H:%M}" == "2026-03-04 00:30"
    with pytest.raises(ValueError, match="needs a zone"):
        BERLIN.local(now.replace(tzinfo=None))


def test_a_look_back_is_due_days_after_shipping_at_the_teams_hour_on_a_working_day() -> None:
    late_in_the_evening = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)  # Wednesday in Berlin.

    week, month = (BERLIN.due_after(late_in_the_evening, days, "09:00") for days in (7, 30))

    assert local(BERLIN, week, month) == ["Wed 11 Mar 09:00", "Tue 07 Apr 09:00"]
    assert month == datetime(2026, 4, 7, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["09:00", "00:00", "23:59"])
def test_an_hour_is_read_as_settings_keep_it(text: str) -> None:
    assert f"{parse_hour(text):%H:%M}" == text


@pytest.mark.parametrize("text", ["9:00", "24:00", "09:60", "0900", "", "ab:cd", "09:00:00", "٠٩:٠٠", "-1:00"])
def test_anything_else_is_no_hour(text: str) -> None:
    with pytest.raises(WrongHour):
        parse_hour(text)


def test_a_calendar_needs_a_zone_a_working_day_and_holidays_that_exist() -> None:
    with pytest.raises(UnknownZone):
        WorkCalendar("Berlin")
    for days in ((), (0,), (8, 9)):
        with pytest.raises(NoWorkingDays):
            WorkCalendar(working_days=days)
    with pytest.raises(UnknownHolidays):
        WorkCalendar(holiday_calendar="ZZ").is_working(date(2026, 3, 3))
    assert WorkCalendar("europe/berlin").zone == "Europe/Berlin"
