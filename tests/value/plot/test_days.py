"""Dates below a chart are round, in the team's zone, and have room."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.value.plot.days import Moment, time_axis

ZONES = ("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe")
# Seconds since 1970, from 1900 to 2190.
moments = st.integers(min_value=-2_200_000_000, max_value=6_900_000_000)
lengths = st.integers(min_value=7_200, max_value=150 * 366 * 86_400)


def axis(start: str, end: str, zone: str = "UTC") -> list[Moment]:
    first, last = (datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() for text in (start, end))
    return time_axis(first, last, zone=zone, size=16, room=400)


def words(chosen: list[Moment]) -> list[str]:
    return [f"{moment.label}/{moment.below}" if moment.below else moment.label for moment in chosen]


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        ("2026-03-03T09:00", "2026-03-03T11:00", ["09:00/3 Mar", "09:30", "10:00", "10:30", "11:00"]),
        ("2026-03-03T20:00", "2026-03-05T04:00", ["00:00/4 Mar", "06:00", "12:00", "18:00", "00:00/5 Mar"]),
        ("2026-03-03", "2026-03-08", ["3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar"]),
        ("2026-03-03", "2026-04-03", ["9 Mar", "16 Mar", "23 Mar", "30 Mar"]),
        ("2026-03-03", "2026-05-20", ["15 Mar", "1 Apr", "15 Apr", "1 May", "15 May"]),
        ("2026-03-03", "2026-07-20", ["1 Apr", "1 May", "1 Jun", "1 Jul"]),
        ("2026-12-20", "2027-01-20", ["21 Dec/2026", "28 Dec", "4 Jan/2027", "11 Jan", "18 Jan"]),
        ("2026-04-20", "2027-04-20", ["May/2026", "Jul", "Sep", "Nov", "Jan/2027", "Mar"]),
        ("1969-01-01", "1984-12-01", ["1970", "1975", "1980"]),
    ],
)
def test_dates_are_the_ones_a_person_would_write(start: str, end: str, labels: list[str]) -> None:
    assert words(axis(start, end)) == labels


def test_days_begin_at_midnight_where_the_team_is() -> None:
    first = axis("2026-03-03", "2026-03-08", zone="America/New_York")[0]

    assert datetime.fromtimestamp(first.seconds, ZoneInfo("America/New_York")).hour == 0


def test_the_hour_that_spring_skips_is_on_no_axis() -> None:
    chosen = axis("2026-03-29T00:00", "2026-03-29T02:10", zone="Europe/Berlin")

    assert words(chosen) == ["01:00/29 Mar", "01:30", "03:00", "03:30", "04:00"]


@given(moments, lengths, st.sampled_from(ZONES))
@example(1_325_116_800, 4 * 86_400, "Pacific/Apia")
def test_dates_rise_lie_within_and_are_few(first: int, length: int, zone: str) -> None:
    chosen = time_axis(first, first + length, zone=zone, size=16, room=360)

    assert 1 <= len(chosen) <= 7
    assert all(first <= moment.seconds <= first + length for moment in chosen)
    assert all(earlier.seconds < later.seconds for earlier, later in pairwise(chosen))


def test_where_dates_have_no_room_one_is_left_at_most() -> None:
    start = datetime(2026, 3, 3, tzinfo=UTC)

    chosen = time_axis(start.timestamp(), (start + timedelta(days=5000)).timestamp(), zone="UTC", size=16, room=1)

    assert words(chosen) == ["2030"]
