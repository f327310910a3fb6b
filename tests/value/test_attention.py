"""When someone may be spoken to, and when what was kept for them comes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.attention import back_on, is_away, keeps_back, minutes_for, monday_of, next_digest, usual_time
from bot.value.calendar import WorkCalendar

BERLIN = WorkCalendar(zone="Europe/Berlin")
NEW_YORK = WorkCalendar(zone="America/New_York")
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(DAYS)
def test_a_week_begins_on_its_monday(day):
    monday = monday_of(day)

    assert monday.isoweekday() == 1
    assert monday <= day < monday + timedelta(days=7)
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]


def test_time_off_is_from_its_first_day_to_its_last():
    first, last = date(2026, 8, 3), date(2026, 8, 14)

    away = [day for day in range(1, 20) if is_away(date(2026, 8, day), first, last)]

    assert away == list(range(3, 15))
    assert not is_away(first, None, None)


def test_someone_is_back_on_the_first_working_day_after_it():
    calendar = WorkCalendar(zone="Europe/Berlin", days_off=(date(2026, 8, 17),))

    assert back_on(calendar, date(2026, 8, 5), date(2026, 8, 3), date(2026, 8, 14)) == date(2026, 8, 18)
    assert back_on(calendar, date(2026, 8, 15), date(2026, 8, 3), date(2026, 8, 14)) == date(2026, 8, 15)


@pytest.mark.parametrize(
    ("now", "calendar", "comes"),
    [
        # A Tuesday; a Monday a minute before nine, and at nine.
        (datetime(2026, 3, 3, 9, tzinfo=UTC), BERLIN, datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (datetime(2026, 3, 9, 7, 59, tzinfo=UTC), BERLIN, datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (datetime(2026, 3, 9, 8, tzinfo=UTC), BERLIN, datetime(2026, 3, 16, 8, tzinfo=UTC)),
        # By their own clock: in New York it is still Sunday.
        (datetime(2026, 3, 9, 3, 30, tzinfo=UTC), NEW_YORK, datetime(2026, 3, 9, 13, tzinfo=UTC)),
        # Nine stays nine after the clocks changed.
        (datetime(2026, 3, 24, 9, tzinfo=UTC), BERLIN, datetime(2026, 3, 30, 7, tzinfo=UTC)),
        # Easter Monday is a holiday.
        (
            datetime(2026, 4, 1, 9, tzinfo=UTC),
            WorkCalendar(zone="Europe/Berlin", holiday_calendar="DE"),
            datetime(2026, 4, 7, 7, tzinfo=UTC),
        ),
    ],
)
def test_what_is_kept_comes_on_monday_at_nine_by_their_own_clock(now, calendar, comes):
    assert next_digest(calendar, now, None, None) == comes


def test_on_a_tuesday_whose_monday_was_off_it_still_comes():
    calendar = WorkCalendar(zone="Europe/Berlin", days_off=(date(2026, 3, 9),))

    assert next_digest(calendar, datetime(2026, 3, 10, 7, tzinfo=UTC), None, None) == datetime(
        2026, 3, 10, 8, tzinfo=UTC
    )


def test_in_time_off_it_comes_on_the_first_day_back_and_no_monday_is_in_it():
    first, last = date(2026, 3, 5), date(2026, 3, 10)

    during = next_digest(BERLIN, datetime(2026, 3, 6, 9, tzinfo=UTC), first, last)
    before = next_digest(BERLIN, datetime(2026, 3, 4, 9, tzinfo=UTC), first, last)

    assert during == before == datetime(2026, 3, 11, 8, tzinfo=UTC)


@given(
    st.integers(0, 730 * 24 * 60).map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
    st.one_of(st.none(), st.tuples(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 40))),
)
def test_it_always_lies_ahead_at_nine_on_a_working_day_that_is_not_off(now, zone, off):
    calendar = WorkCalendar(zone=zone)
    first, last = (off[0], off[0] + timedelta(days=off[1])) if off else (None, None)

    comes = next_digest(calendar, now, first, last)

    local = calendar.local(comes)
    assert comes > now
    assert (local.hour, local.minute) == (9, 0)
    assert calendar.is_working(local.date())
    assert not is_away(local.date(), first, last)


@pytest.mark.parametrize(("things", "minutes"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_thing_takes_half_a_minute(things, minutes):
    assert minutes_for(things) == minutes


def test_the_digest_that_is_due_has_its_share_of_the_budget():
    assert not keeps_back(spent=4, budget=5, reserved=False)
    assert keeps_back(spent=4, budget=5, reserved=True)
    assert keeps_back(spent=5, budget=5, reserved=False)


@pytest.mark.parametrize(
    ("answered", "usual"),
    [
        ([], None),
        (["14:40"] * 4, None),
        (["14:40"] * 5, "14:30"),
        (["09:10", "14:40", "14:44", "14:50", "15:10"], "14:30"),
        (["11:45", "13:00", "13:15", "14:00", "14:44"], "13:15"),
        # Half of them within three hours, and a minute more.
        (["08:00", "10:00", "11:00", "13:00", "17:00"], "11:00"),
        (["08:00", "10:00", "11:00", "13:01", "17:00"], None),
        (["06:59"] * 5, None),
        (["07:00"] * 5, "07:00"),
        (["19:14"] * 5, "19:00"),
        (["19:15"] * 5, None),
    ],
)
def test_a_habit_is_the_quarter_hour_in_the_middle_of_enough_answers_that_lie_near(answered, usual):
    found = usual_time([time.fromisoformat(each) for each in answered])

    assert found == (time.fromisoformat(usual) if usual else None)
