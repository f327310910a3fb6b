"""Readings on a regular grid: which one, and where each lies."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from bot.value.points import Point
from bot.value.series.course import course
from bot.value.series.grain import Grain, Grid, begins, grain_of, period_of, regular, season_of

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def every(hours: float, count: int = 9) -> list[Point]:
    return [Point(NOON + timedelta(hours=hours * place), float(place)) for place in range(count)]


@pytest.mark.parametrize(
    ("hours", "grain"), [(1, "hour"), (3, "hour"), (4, "day"), (24, "day"), (72, "day"), (96, "week"), (168, "week"),
    (480, "month"), (730, "month")]
)  # fmt: skip
def test_the_usual_distance_of_readings_is_their_grain(hours: float, grain: Grain) -> None:
    assert grain_of(every(hours)) == grain
    assert grain_of(every(hours, count=2)) == "day"


def test_a_day_is_one_on_the_teams_wall() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    assert period_of(late, "day", BERLIN) == period_of(NOON, "day", BERLIN)
    assert begins(period_of(late, "day", BERLIN), "day", BERLIN) == datetime(2026, 3, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("grain", "start"),
    [
        ("hour", datetime(2026, 3, 4, 15, tzinfo=UTC)),
        ("day", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("week", datetime(2026, 3, 1, 23, tzinfo=UTC)),
        ("month", datetime(2026, 2, 28, 23, tzinfo=UTC)),
    ],
)
def test_a_period_begins_before_what_lies_in_it(grain: Grain, start: datetime) -> None:
    moment = datetime(2026, 3, 4, 15, 40, tzinfo=UTC)
    period = period_of(moment, grain, BERLIN)

    assert begins(period, grain, BERLIN) == start
    assert period_of(start, grain, BERLIN) == period
    assert period_of(start - timedelta.resolution, grain, BERLIN) == period - 1


def test_several_readings_of_a_day_are_their_mean_and_days_without_one_a_gap() -> None:
    points = [Point(NOON, 4.0), Point(NOON + timedelta(hours=1), 6.0), Point(NOON + timedelta(days=2), 9.0)]

    grid = regular(points, "day", BERLIN)

    assert grid.values[0] == 5
    assert math.isnan(grid.values[1])
    assert grid.values[2] == 9
    assert grid.begins(2) == datetime(2026, 3, 3, 23, tzinfo=UTC)


def test_a_season_comes_again() -> None:
    monday = period_of(NOON, "day", BERLIN)

    assert season_of(monday, "day", BERLIN)[0].place == 0
    assert [season_of(place, "month", BERLIN)[0].place for place in (24311, 24312)] == [11, 0]
    assert season_of(5, "week", BERLIN) == ()
    hour, weekday = season_of(period_of(NOON, "hour", BERLIN), "hour", BERLIN)
    assert (hour.place, hour.size, weekday.place, weekday.length) == (13, 24, 0, 168)


@pytest.mark.parametrize(
    ("grain", "learned", "sizes"),
    [("day", 20, []), ("day", 21, [7]), ("month", 35, []), ("month", 36, [12]), ("hour", 72, [24]),
     ("hour", 504, [24, 7]), ("week", 60, [])],
)  # fmt: skip
def test_a_season_is_told_from_noise_after_three_rounds(grain: Grain, learned: int, sizes: list[int]) -> None:
    made = course(Grid(grain, BERLIN, 24000, (1.0,) * learned), learned=learned, ahead=3, controls=[[2.0] * learned])

    assert [size for _, size in made.seasons] == sizes
    assert [len(places) for places, _ in made.seasons] == [learned + 3] * len(sizes)
    assert np.isnan(made.controls[0][-3:]).all()
