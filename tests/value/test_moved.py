"""A metric that moves by itself: noticed when it strays farther than looking every day explains, with its first day."""

from datetime import UTC, datetime, timedelta
from statistics import fmean

import pytest

from bot.value.moved import Moved, moved
from bot.value.points import Point
from tests.value.effect.readings import NOISE, noisy

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def seen(values: list[float], *, every: timedelta = DAY, watermark: timedelta = timedelta(0)) -> Moved | None:
    """What is noticed with these readings, the last of them yesterday at noon."""
    newest = NOW.replace(hour=12) - DAY
    count = len(values)
    points = [Point(newest - (count - 1 - place) * every, value) for place, value in enumerate(values)]
    return moved(points, now=NOW, watermark=watermark)


def test_a_number_that_stays_where_it_is_raises_nobody() -> None:
    assert all(seen(noisy(100, count)) is None for count in range(60, 88))


@pytest.mark.parametrize("change", [5, -5])
def test_one_that_moves_is_told_with_its_first_day_and_what_would_be_expected(change: int) -> None:
    found = seen([*noisy(100, 86), *noisy(100 + change, 4, first=86)])

    assert found is not None
    assert found.since == datetime(2026, 2, 27, tzinfo=UTC)
    assert found.change == pytest.approx(change, abs=1.5)
    assert found.relative == pytest.approx(change / 100, abs=0.015)
    assert found.between.low < found.expected < found.between.high
    assert abs(found.expected - 100) < 1
    assert found.chance > 700
    assert (found.count, found.grain) == (83, "day")


def test_a_single_day_that_is_far_out_is_no_move_and_two_are_one() -> None:
    before = noisy(100, 86)
    after = noisy(100, 4, first=86)

    assert seen([*before, *after[:3], 130.0]) is None
    assert seen([*before, *after[:2], 120.0, 120.0]) is not None


def test_of_a_week_in_which_only_one_day_was_read_that_day_speaks() -> None:
    newest = NOW.replace(hour=12) - DAY
    before = [Point(newest - (96 - place) * DAY, value) for place, value in enumerate(noisy(100, 86))]

    assert moved([*before, Point(newest, 101.0)], now=NOW) is None
    assert moved([*before, Point(newest, 130.0)], now=NOW) is not None


def test_in_another_unit_the_same_moves() -> None:
    values = [*noisy(100, 86), *noisy(105, 4, first=86)]

    one, other = seen(values), seen([value * 0.004 for value in values])

    assert one is not None
    assert other is not None
    assert (other.since, other.count) == (one.since, one.count)
    assert other.change == pytest.approx(one.change * 0.004, rel=1e-3)
    assert other.chance == pytest.approx(one.chance, rel=0.01)


def test_one_day_more_of_a_weekend_and_a_trend_are_no_move() -> None:
    week = [round(value - (30 if day % 7 in (5, 6) else 0), 3) for day, value in enumerate(noisy(100, 91))]
    rising = [round(value + 0.03 * day, 3) for day, value in enumerate(noisy(100, 90))]

    assert seen(week) is None
    assert seen(rising) is None


def test_with_twenty_days_before_nobody_is_raised_with_one_more_someone_is() -> None:
    few, enough = ([*noisy(100, count), *noisy(130, 7, first=count)] for count in (20, 21))

    assert seen(few) is None
    assert seen(enough) is not None
    assert moved([], now=NOW) is None


def test_a_day_that_is_still_being_filled_up_is_no_fall() -> None:
    half_full = [*noisy(100, 88), 60.0, 20.0]

    assert seen(half_full) is not None
    assert seen(half_full, watermark=2 * DAY) is None


def test_a_share_is_told_of_what_would_be_above_nothing_only() -> None:
    below = seen([*noisy(-100, 80), *noisy(-90, 7, first=80)])

    assert below is not None
    assert below.change > 5
    assert below.relative is None


def test_what_grows_by_shares_is_seen_and_so_is_what_falls_to_nothing() -> None:
    grown = [round(100 * 1.2**each, 4) for each in NOISE[:90]]

    risen = seen([*grown, *(3 * value for value in grown[:7])])

    assert risen is not None
    assert risen.relative == pytest.approx(2, abs=0.8)
    gone = seen([*grown, *[0.0] * 7])
    assert gone is not None
    assert gone.relative == -1


def test_gaps_are_no_readings_and_readings_to_come_are_not_used() -> None:
    values = [*noisy(100, 80), *noisy(110, 7, first=80)]
    points = [Point(NOW - (90 - day) * DAY, value) for day, value in enumerate(values) if day not in (30, 82, 83)]

    found = moved([*points, Point(NOW + DAY, 900.0)], now=NOW)

    assert found is not None
    assert found.value == pytest.approx(110, abs=1.5)


def test_by_the_hour_whole_days_are_looked_at_and_by_the_week_two_of_them() -> None:
    hours = [
        Point(NOW - hour * timedelta(hours=1), 100 + NOISE[hour % 160] + (9 if hour < 5 * 24 else 0))
        for hour in range(40 * 24)
    ]  # fmt: skip
    weekly = seen([*noisy(100, 30), *noisy(110, 2, first=30)], every=7 * DAY)

    by_day = moved(hours, now=NOW)

    assert by_day is not None
    assert by_day.grain == "day"
    assert weekly is not None
    assert (weekly.grain, weekly.count) == ("week", 30)


def test_what_stands_behind_it_shows_each_day_since_from_which_it_is_the_mean() -> None:
    found = seen([*noisy(100, 105) * 4, *noisy(105, 4)], watermark=timedelta(hours=6))

    assert found is not None
    why = found.figure("%")
    days = [float(row.split(": ")[1].removesuffix(" %")) for row in why.rows_in if row.startswith("2026-")]
    assert fmean(days) == pytest.approx(found.value, abs=0.01)
    assert len(days) == 4
    assert why.value.startswith("105")
    assert why.value.endswith(", +5 %") or ", +" in why.value
    assert f"chance alone would do this 1 time in {found.chance:,}" in why.rows_in
    assert "season: weekday" in why.rows_in
    assert why.rows_out[0].endswith("readings older than those used")
    assert why.rows_out[1] == "readings under 6 hours old, which are still being filled up"


def test_a_fall_and_a_number_below_nothing_are_told_as_they_are() -> None:
    fell, below = (seen([*noisy(level, 86), *noisy(level - 9, 4, first=86)]) for level in (100, -100))

    assert fell is not None
    assert below is not None
    assert ", −9" in fell.figure().value
    assert below.figure().value.endswith(")")
    assert fell.figure().rows_out == ()
