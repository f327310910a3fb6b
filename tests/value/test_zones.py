"""What a wall clock's hour is in UTC, in every zone and on every day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.zones import UnknownZone, check_zone, moment_of, zone_names

YEAR = [date(2026, 1, 1) + timedelta(days=count) for count in range(366)]
MINUTE = timedelta(minutes=1)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        # 08:00 stays 08:00 when the clocks go back.
        ("America/Chicago", date(2025, 10, 30), time(8), utc(2025, 10, 30, 13)),
        ("America/Chicago", date(2025, 11, 3), time(8), utc(2025, 11, 3, 14)),
        # 02:30 that never is: the first minute after the gap.
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1)),
        ("America/New_York", date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7)),
        # 02:30 (01:30 in New York, too) that comes twice: the first.
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30)),
        ("America/New_York", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),
        ("America/New_York", date(2026, 11, 1), time(2, 30), utc(2026, 11, 1, 7, 30)),
        # In Cairo the day begins at 01:00 when the clocks go forward.
        ("Africa/Cairo", date(2025, 4, 25), time(0), utc(2025, 4, 24, 22)),
        ("Africa/Cairo", date(2025, 4, 25), time(9), utc(2025, 4, 25, 6)),
        # Half an hour of summer time.
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 30)),
        # Samoa had no 30 December 2011: it begins with the 31st.
        ("Pacific/Apia", date(2011, 12, 30), time(9), utc(2011, 12, 30, 10)),
    ],
)
def test_a_wall_clock_hour_is_this_moment(zone: str, day: date, at: time, moment: datetime) -> None:
    assert moment_of(day, at, zone) == moment


@pytest.mark.parametrize("at", [time(9), time(2, 30), time(0)])
def test_in_every_zone_each_day_has_the_hour_once(at: time) -> None:
    for name in sorted(zone_names()):
        zone = ZoneInfo(name)
        before = moment_of(YEAR[0] - timedelta(days=1), at, name)
        for day in YEAR:
            moment = moment_of(day, at, name)
            shown = moment.astimezone(zone).replace(tzinfo=None)
            wanted = datetime.combine(day, at)
            assert before < moment, (name, day)
            assert shown.date() == day, (name, day)
            if shown != wanted or moment - before != timedelta(days=1):
                assert is_first(moment, wanted, zone), (name, day)
            before = moment


@given(
    name=st.sampled_from(sorted(zone_names())),
    day=st.dates(date(1975, 1, 1), date(2037, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_the_moment_is_the_first_at_which_the_clock_shows_the_hour_or_more(name: str, day: date, at: time) -> None:
    moment = moment_of(day, at, name)

    assert is_first(moment, datetime.combine(day, at), ZoneInfo(name))


def is_first(moment: datetime, wanted: datetime, zone: ZoneInfo) -> bool:
    """Whether a clock shows an hour (or has just leapt over it) at a moment, and did not in the hours before."""

    def shown(at: datetime) -> datetime:
        return at.astimezone(zone).replace(tzinfo=None)

    return shown(moment) >= wanted and all(
        shown(moment - earlier) < wanted for earlier in (MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE)
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("america/new york", "America/New_York")],
)
def test_a_zone_is_found_by_its_name(typed: str, name: str) -> None:
    assert check_zone(typed) == name


@pytest.mark.parametrize(
    ("typed", "advises"),
    [
        ("Berlin", "Did you mean `Europe/Berlin`?"),
        ("new york", "Did you mean `America/New_York`?"),
        ("Europe/Berln", "Did you mean `Europe/Berlin`?"),
        ("Louisville", "Did you mean `America/Kentucky/Louisville` or `America/Louisville`?"),
        ("PST", "Name it by a city: `Europe/Berlin`, `America/New_York`."),
        ("", "Name it by a city: `Europe/Berlin`, `America/New_York`."),
        ("../../etc/passwd", "Name it by a city: `Europe/Berlin`, `America/New_York`."),
        ("🎉" * 3000, "Name it by a city: `Europe/Berlin`, `America/New_York`."),
    ],
)
def test_an_unknown_zone_is_refused_with_the_one_that_was_meant(typed: str, advises: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        check_zone(typed)

    assert refused.value.message.endswith("is no time zone.")
    assert refused.value.hint == advises
