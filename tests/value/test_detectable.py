"""What change of a metric can be seen at all: how large, after how long, and whether waiting helps."""

import math
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.value.detectable import Detectable, detectable
from bot.value.points import Point
from tests.value.effect.readings import NOISE, noisy

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def read(values: list[float], *, every: timedelta = DAY) -> list[Point]:
    """Readings, the last of them yesterday."""
    newest = NOW.replace(hour=12) - DAY
    return [Point(newest - (len(values) - 1 - place) * every, value) for place, value in enumerate(values)]


def seen(values: list[float], *, every: timedelta = DAY) -> Detectable:
    """What can be seen of a metric with these readings, the last of them yesterday."""
    found = detectable(read(values, every=every), now=NOW)
    assert found is not None
    return found


def test_more_days_show_smaller_changes_of_a_number_that_stays() -> None:
    found = seen(noisy(100, 90))

    # 1.43 × 1.96 × σ ÷ √days, and what is not known of the level.
    assert 2.4 < found.at(1) < 3.6
    assert 0.95 < found.at(7) < 1.7
    assert 0.5 < found.at(28) < 1.2
    assert found.at(28) == found.least[1]
    assert found.waiting_helps


def test_days_that_are_still_being_filled_up_make_no_noise() -> None:
    half_full = [*noisy(100, 88), 60.0, 20.0]

    found = detectable(read(half_full), now=NOW, watermark=2 * DAY)

    assert found == detectable(read(half_full)[:-2], now=NOW)
    assert found is not None
    assert found.at(7) < seen(half_full).at(7) / 3


def test_in_another_unit_the_same_shows() -> None:
    one, other = seen(noisy(100, 90)), seen([value * 0.004 for value in noisy(100, 90)])

    assert [day for day, _ in other.sizes] == [day for day, _ in one.sizes]
    assert [size / 0.004 for _, size in other.sizes] == pytest.approx([size for _, size in one.sizes], rel=1e-3)


def test_a_change_shows_on_the_first_day_on_which_one_as_large_would() -> None:
    found = seen(noisy(100, 90))

    day = found.after(-1.5)

    assert day is not None
    assert found.at(day) <= 1.5 < found.at(day - 1)
    assert found.after(0.05) is None
    assert found.after(50) == 1
    assert found.at(0) == math.inf


def test_of_a_number_that_wanders_waiting_shows_no_more() -> None:
    walk, level = [], 100.0
    for step in NOISE[:120]:
        level += step
        walk.append(round(level, 3))

    found = seen(walk)

    assert not found.waiting_helps
    assert found.least[0] < 7


@pytest.mark.parametrize(("count", "says"), [(0, False), (3, False), (4, True)])
def test_under_four_readings_nothing_is_said(count: int, says: bool) -> None:
    points = [Point(NOW - (place + 1) * DAY, value) for place, value in enumerate(noisy(100, count))]

    assert (detectable(points, now=NOW) is not None) == says


def test_readings_to_come_tell_nothing() -> None:
    points = [Point(NOW - (place + 1) * DAY, value) for place, value in enumerate(noisy(100, 30))]

    assert detectable([*points, Point(NOW + DAY, 900.0)], now=NOW) == detectable(points, now=NOW)


def test_by_the_week_and_by_the_month_it_is_counted_in_days() -> None:
    weekly, monthly = (seen(noisy(100, 30), every=every * DAY) for every in (7, 30.4))

    assert [day for day, _ in weekly.sizes] == [7 * week for week in range(1, 9)]
    assert [day for day, _ in monthly.sizes][:2] == [31, 61]
    assert (weekly.early[0], monthly.early[0]) == (7, 31)


def test_by_the_hour_it_is_counted_in_whole_days() -> None:
    hours = [
        Point(NOW - hour * timedelta(hours=1), 100 + NOISE[hour % 160]) for hour in range(10 * 24)
    ]  # fmt: skip

    found = detectable(hours, now=NOW)

    assert found is not None
    assert found.sizes[0][0] == 1
    assert len(found.sizes) == 28


def test_what_stands_behind_it_can_be_counted_again_from_its_rows() -> None:
    found = seen(noisy(100, 90))

    why = found.figure("%", 1.5)

    assert why.value == f"a change of 1.5 pt shows after {found.after(1.5)} days"
    assert why.rows_in[0] == "90 days read, 2025-12-03 to 2026-03-02"
    assert "season: weekday" in why.rows_in
    told = [re.fullmatch(r"(\d+) days? after shipping: off by up to ±([\d.]+) pt, so ([\d.]+) pt shows", row)
            for row in why.rows_in]  # fmt: skip
    rows = [tuple(map(float, row.groups())) for row in told if row is not None]
    assert [day for day, _, _ in rows] == sorted({1, 7, 14, 28, found.after(1.5)})
    for day, off, size in rows:
        assert 1.43 * off == pytest.approx(size, rel=0.01)
        assert size == pytest.approx(found.at(int(day)), rel=0.005)
    assert why.rows_out == ()


def test_without_a_promise_it_tells_of_the_first_week_and_what_is_too_small_says_by_when() -> None:
    found = seen(noisy(100, 90))

    assert found.figure("%").value.endswith("shows after 7 days")
    assert found.figure("%", -0.05).value == "a change of 0.05 pt is too small to show"
    late = found.figure("%", -0.05, last=20)
    assert late.value == "a change of 0.05 pt is too small to show by the last check-in, 20 days in"
    assert any(row.startswith("20 days after") for row in late.rows_in)
    assert found.figure("%", 5, last=20).value == "a change of 5 pt shows after 1 day"
    assert Detectable(((31, 2.0),)).figure("%", 1, last=20).value.endswith("20 days in")


def test_what_is_not_used_is_told() -> None:
    found = detectable(read(noisy(100, 105) * 4), now=NOW, watermark=DAY)

    assert found is not None
    assert found.figure().rows_out == (
        "19 readings older than those used",
        "readings under 1 day old, which are still being filled up",
    )
