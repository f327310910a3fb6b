"""The moments at which a rhythm comes, in every zone there is: no day left out, none twice, always the same hour."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.calendar import WorkCalendar
from bot.value.recurrence import Rule, first_day, last_run, next_runs, parse_rule, runs
from tests.value.recurrence.test_read import RULES

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ALL_DAYS = (1, 2, 3, 4, 5, 6, 7)
# What a machine calls its own zone is no zone's name.
EVERY_ZONE = sorted(zoneinfo.available_timezones() - {"localtime"})
BERLIN = WorkCalendar("Europe/Berlin", holiday_calendar="DE")


def said(zone: str, moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" for moment in moments]


def coming(typed: str, after: datetime, count: int = 3, calendar: WorkCalendar = BERLIN) -> list[str]:
    """The next moments of what was typed at `after`, as the wall of its zone shows them."""
    rule = parse_rule(typed)
    anchor = first_day(rule, calendar, after=after)
    return said(rule.zone or calendar.zone, next_runs(rule, calendar, after=after, anchor=anchor, count=count))


@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), time(9, 0)], ids=str)
def test_in_every_zone_a_year_has_each_day_once_at_the_same_hour(at: time) -> None:
    assert len(EVERY_ZONE) > 500
    rule = Rule(unit="day", at=at)
    for zone in EVERY_ZONE:
        here = ZoneInfo(zone)
        after = datetime.combine(date(2025, 1, 1), at, here).astimezone(UTC) - MINUTE
        found = list(islice(runs(rule, WorkCalendar(zone, ALL_DAYS), after=after, anchor=after.date()), 366))

        assert [run.day for run in found] == [date(2025, 1, 1) + DAY * count for count in range(366)], zone
        for run in found:
            wanted = datetime.combine(run.day, at)
            shown = run.at.astimezone(here).replace(tzinfo=None)
            a_minute_ago = (run.at - MINUTE).astimezone(here).replace(tzinfo=None)
            # The first minute at which the clock shows the hour, or, if it leaps over it, has passed it.
            assert a_minute_ago < wanted <= shown, (zone, run)
            assert shown == wanted or shown - a_minute_ago > MINUTE, (zone, run)
        assert all(one.at < other.at for one, other in pairwise(found)), zone


def test_the_hour_stays_the_hour_when_the_clocks_are_put_back() -> None:
    chicago = WorkCalendar("America/Chicago")
    rule = parse_rule("every weekday 08:00")

    moments = next_runs(rule, chicago, after=datetime(2025, 10, 30, 6, tzinfo=UTC), anchor=date(2025, 10, 30))

    assert moments == [
        datetime(2025, 10, 30, 13, tzinfo=UTC),
        datetime(2025, 10, 31, 13, tzinfo=UTC),
        datetime(2025, 11, 3, 14, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("zone", "typed", "day", "moment"),
    [
        # The clocks leap from 02:00 to 03:00.
        ("America/Chicago", "daily 02:30", date(2025, 3, 9), datetime(2025, 3, 9, 8, 0, tzinfo=UTC)),
        # 02:30 comes twice: the first of them counts.
        ("Europe/Berlin", "daily 02:30", date(2025, 10, 26), datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        # The day begins at 01:00.
        ("Africa/Cairo", "daily 00:00", date(2025, 4, 25), datetime(2025, 4, 24, 22, 0, tzinfo=UTC)),
        # Half an hour is leapt over.
        ("Australia/Lord_Howe", "daily 02:15", date(2025, 10, 5), datetime(2025, 10, 4, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_gap_moves_to_the_next_minute_there_is_and_a_repeat_counts_once(
    zone: str, typed: str, day: date, moment: datetime
) -> None:
    found = runs(parse_rule(typed), WorkCalendar(zone, ALL_DAYS), after=moment - 2 * DAY, anchor=day)

    around = [run for run in islice(found, 5) if abs(run.day - day) <= DAY]

    assert [run.day for run in around] == [day - DAY, day, day + DAY]
    assert around[1].at == moment


def test_a_day_that_a_zone_leapt_over_brings_nothing_on_the_next() -> None:
    # Samoa crossed the date line: there was no 30 December 2011.
    samoa = WorkCalendar("Pacific/Apia", ALL_DAYS)

    moments = next_runs(parse_rule("daily 09:00"), samoa, after=datetime(2011, 12, 29, tzinfo=UTC), anchor=date.min)

    assert said("Pacific/Apia", moments) == ["Thu 29 Dec 09:00", "Sat 31 Dec 09:00", "Sun 01 Jan 09:00"]


TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("weekly mon 09:00", ["Mon 09 Mar 09:00", "Mon 16 Mar 09:00", "Mon 23 Mar 09:00"]),
        ("every mon, thu 09:00", ["Thu 05 Mar 09:00", "Mon 09 Mar 09:00", "Thu 12 Mar 09:00"]),
        ("every 2 weeks fri 16:00", ["Fri 06 Mar 16:00", "Fri 20 Mar 16:00", "Tue 07 Apr 16:00"]),
        ("every 2 weeks mon 09:00", ["Mon 09 Mar 09:00", "Mon 23 Mar 09:00", "Tue 07 Apr 09:00"]),
        ("every weekday 11:00", ["Tue 03 Mar 11:00", "Wed 04 Mar 11:00", "Thu 05 Mar 11:00"]),
        ("monthly 1st 09:00", ["Wed 01 Apr 09:00", "Mon 04 May 09:00", "Mon 01 Jun 09:00"]),
        ("monthly 31st 09:00", ["Tue 31 Mar 09:00", "Thu 30 Apr 09:00", "Mon 01 Jun 09:00"]),
        ("monthly last fri", ["Fri 27 Mar 09:00", "Fri 24 Apr 09:00", "Fri 29 May 09:00"]),
        ("monthly 2nd tue", ["Tue 10 Mar 09:00", "Tue 14 Apr 09:00", "Tue 12 May 09:00"]),
        ("every 2 months last day", ["Tue 31 Mar 09:00", "Mon 01 Jun 09:00", "Fri 31 Jul 09:00"]),
        ("quarterly", ["Wed 01 Apr 09:00", "Wed 01 Jul 09:00", "Thu 01 Oct 09:00"]),
        ("quarterly last day", ["Tue 31 Mar 09:00", "Tue 30 Jun 09:00", "Wed 30 Sep 09:00"]),
        ("quarterly last fri", ["Fri 27 Mar 09:00", "Fri 26 Jun 09:00", "Fri 25 Sep 09:00"]),
        ("weekly mon 09:00 America/Chicago", ["Mon 09 Mar 09:00", "Mon 16 Mar 09:00", "Mon 23 Mar 09:00"]),
    ],
)
def test_a_rhythm_comes_on_its_days_and_on_a_day_off_the_next_working_day(typed: str, expected: list[str]) -> None:
    assert coming(typed, TUESDAY) == expected


def test_days_off_in_a_row_leave_one_behind_not_a_pile() -> None:
    fortnight = tuple(date(2026, 8, 3) + DAY * count for count in range(14))
    calendar = WorkCalendar("Europe/Berlin", days_off=fortnight)

    daily = coming("daily 09:00", datetime(2026, 7, 31, 8, tzinfo=UTC), calendar=calendar)
    weekly = coming("weekly wed 09:00", datetime(2026, 7, 29, 8, tzinfo=UTC), 2, calendar)
    in_the_middle = coming("weekly wed 09:00", datetime(2026, 8, 10, 8, tzinfo=UTC), 2, calendar)

    assert daily == ["Mon 17 Aug 09:00", "Tue 18 Aug 09:00", "Wed 19 Aug 09:00"]
    assert weekly == in_the_middle == ["Mon 17 Aug 09:00", "Wed 19 Aug 09:00"]


def test_the_rules_zone_goes_before_the_teams_and_the_teams_days_stay() -> None:
    moments = next_runs(
        parse_rule("weekly fri 17:00 America/New_York"),
        BERLIN,
        after=datetime(2026, 3, 30, tzinfo=UTC),
        anchor=date(2026, 3, 30),
        count=1,
    )

    # Good Friday and Easter Monday are holidays of the team.
    assert said("America/New_York", moments) == ["Tue 07 Apr 17:00"]


def test_a_day_that_had_its_run_has_no_other_whatever_becomes_of_the_working_days() -> None:
    rule, monday = parse_rule("weekly mon 09:00"), date(2026, 3, 2)
    from_wednesday_on = WorkCalendar("Europe/Berlin", working_days=(3, 4, 5))

    moments = next_runs(rule, from_wednesday_on, after=TUESDAY, anchor=monday, since=monday, count=1)
    daily = next_runs(parse_rule("daily 09:00"), from_wednesday_on, after=TUESDAY, anchor=monday, since=monday, count=1)

    assert said("Europe/Berlin", moments) == ["Wed 11 Mar 09:00"]
    assert said("Europe/Berlin", daily) == ["Wed 04 Mar 09:00"]


CALENDARS = st.builds(
    WorkCalendar,
    st.sampled_from(["Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Chatham"]),
    st.sets(st.integers(1, 7), min_size=1).map(sorted).map(tuple),
    st.sampled_from(["", "DE", "US", "JP"]),
    st.lists(st.integers(0, 400).map(lambda count: date(2026, 1, 1) + DAY * count), max_size=20).map(tuple),
)
MOMENTS = st.integers(0, 500_000).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + MINUTE * minutes)


@given(RULES, CALENDARS, MOMENTS)
def test_whenever_one_asks_the_runs_are_the_same_and_on_working_days(
    rule: Rule, calendar: WorkCalendar, after: datetime
) -> None:
    anchor = first_day(rule, calendar, after=after)

    first, second, third = next_runs(rule, calendar, after=after, anchor=anchor)

    here = ZoneInfo(rule.zone or calendar.zone)
    assert after < first < second < third
    assert all(calendar.is_working(moment.astimezone(here).date()) for moment in (first, second, third))
    assert next_runs(rule, calendar, after=first, anchor=anchor, count=2) == [second, third]
    assert next_runs(rule, calendar, after=second - MINUTE, anchor=anchor, count=2) == [second, third]
    assert last_run(rule, calendar, until=second, anchor=anchor) == second
    assert last_run(rule, calendar, until=second - MINUTE, anchor=anchor) == first
