"""Points in time, directions, and how old a reading is."""

import math
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.baseline import propose
from bot.value.directions import gain, toward
from bot.value.figure import counted
from bot.value.freshness import freshness
from bot.value.points import Point, between, mean

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def daily(*values: float, until: datetime = NOW) -> list[Point]:
    """One reading a day, the last one a day before `until`."""
    return [Point(until - (len(values) - place) * DAY, value) for place, value in enumerate(values)]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e15])
def test_a_point_is_a_finite_number_within_reach(value: float) -> None:
    with pytest.raises(ValueError, match=r"not a number|out of reach"):
        Point(NOW, value)


def test_a_point_names_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Point(datetime(2026, 3, 3), 1.0)  # noqa: DTZ001


def test_a_stretch_of_time_holds_its_start_and_not_its_end() -> None:
    points = daily(1, 2, 3)

    assert between(reversed(points), points[0].at, points[2].at) == points[:2]


def test_the_mean_is_of_the_numbers_as_they_were_typed() -> None:
    assert mean(daily(0.1, 0.1, 0.1)) == Decimal("0.1")


def test_up_and_down_are_the_two_directions() -> None:
    assert (toward("up"), toward("down")) == (1, -1)
    assert gain(-300, "down") == 300
    assert str(gain(0.0, "down")) == "0.0"
    with pytest.raises(ValueError, match="no direction"):
        toward("sideways")


@pytest.mark.parametrize(
    ("age", "words", "stale"),
    [
        (timedelta(hours=3), "under a day old", False), (3 * DAY, "3 d old", False), (7 * DAY, "7 d old", False),
        (9 * DAY, "stale 9 d", True), (-DAY, "under a day old", False),
    ],
)  # fmt: skip
def test_a_metric_is_stale_once_its_newest_reading_is_too_old(age: timedelta, words: str, stale: bool) -> None:
    found = freshness(NOW - age, NOW, fresh_days=7)

    assert (found.words, found.stale) == (words, stale)


def test_a_metric_without_readings_has_no_data() -> None:
    assert freshness(None, NOW, fresh_days=7).words == "no data"
    assert freshness(None, NOW, fresh_days=7).stale


def test_a_baseline_is_the_mean_of_the_last_28_days() -> None:
    readings = [Point(NOW - 40 * DAY, 99.0), *daily(3.7, 3.8, 3.9)]

    proposed = propose(readings, NOW)

    assert proposed is not None
    assert (proposed.value, proposed.low, proposed.high, proposed.count) == (3.8, 3.7, 3.9, 3)
    assert proposed.latest_at == NOW - DAY
    assert proposed.figure("%").value == "3.8 %"
    assert proposed.figure("%").rows_in == ("3 readings of the 28 days before today",)


def test_an_older_reading_stands_in_where_the_window_is_empty() -> None:
    proposed = propose([Point(NOW - 40 * DAY, 3.8), Point(NOW - 50 * DAY, 3.1)], NOW)

    assert proposed is not None
    assert proposed.value == 3.8
    assert proposed.words == "1 reading, from before the last 28 days"


def test_no_reading_proposes_no_baseline_and_not_0() -> None:
    assert propose([], NOW) is None
    assert propose([Point(NOW, 1.0)], NOW) is None


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=28))
def test_a_baseline_lies_within_its_readings(values: list[float]) -> None:
    proposed = propose(daily(*values), NOW)

    assert proposed is not None
    assert min(values) <= proposed.value <= max(values)


def test_the_zone_of_a_reading_does_not_matter() -> None:
    berlin = timezone(timedelta(hours=1))
    here = [Point(point.at.astimezone(berlin), point.value) for point in daily(1, 2, 3)]

    assert propose(here, NOW) == propose(daily(1, 2, 3), NOW)


def test_things_are_counted_in_words() -> None:
    assert [counted(count, "reading") for count in (0, 1, 1240)] == ["0 readings", "1 reading", "1,240 readings"]
