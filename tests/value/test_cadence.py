"""How far before and after a release to look depends on how often there is a reading."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.value.cadence import windows
from bot.value.points import Point

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "before", "after"),
    [(1, 28, 7), (3, 28, 7), (7, 182, 28), (14, 182, 28), (30, 366, 366), (91, 366, 366)],
)
def test_readings_by_day_week_and_month_are_compared_over_a_fitting_time(every, before, after):
    readings = [Point(at=START + timedelta(days=every * number), value=1.0) for number in range(12)]

    assert windows(readings) == (timedelta(days=before), timedelta(days=after))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_readings_to_tell_are_taken_as_daily(count):
    readings = [Point(at=START + timedelta(days=30 * number), value=1.0) for number in range(count)]

    assert windows(readings) == (timedelta(days=28), timedelta(days=7))


def test_one_long_gap_does_not_make_daily_readings_monthly():
    days = [*range(10), *range(60, 70)]

    assert windows([Point(at=START + timedelta(days=day), value=1.0) for day in days])[0] == timedelta(days=28)
