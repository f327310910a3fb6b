"""Where a metric will be on a day: its range, how likely the target is, and when nothing is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.value.outlook import Outlook, look_ahead
from bot.value.points import Point
from bot.value.span import Span
from tests.value.effect.readings import noisy

# A Tuesday; the newest reading is the day before's.
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)
DUE = date(2026, 4, 10)


def read(values: list[float], *, every: timedelta = DAY) -> list[Point]:
    """The newest readings up to yesterday noon."""
    newest = NOW.replace(hour=12) - DAY
    return [Point(newest - (len(values) - 1 - place) * every, value) for place, value in enumerate(values)]


def outlook_of(values: list[float], *, every: timedelta = DAY, **given: Any) -> Outlook:
    """What there is to say of readings of which something can be said."""
    wanted: dict[str, Any] = {"due": DUE, "target": 103.0, "now": NOW} | given
    found = look_ahead(read(values, every=every), **wanted)
    assert found is not None
    return found


def ends(found: Outlook) -> list[float]:
    """Where it will be on the day, from low to high."""
    return [found.at_end.low, found.at_end.likely, found.at_end.high]


def test_a_level_stays_where_it_is_and_a_target_far_off_is_unlikely() -> None:
    found = outlook_of(noisy(100, 90))

    assert 98.5 < found.at_end.low < 99.8 < found.at_end.likely < 100.2 < found.at_end.high < 101.5
    assert found.probability < 0.01
    assert found.word == "unlikely"
    assert outlook_of(noisy(100, 90), target=97.0).word == "likely"
    assert outlook_of(noisy(100, 90), target=100.0).word == "open"


def test_days_that_are_still_being_filled_up_lead_nowhere() -> None:
    half_full = [*noisy(100, 88), 60.0, 20.0]

    found = outlook_of(half_full, watermark=2 * DAY)

    assert found == look_ahead(read(half_full)[:-2], due=DUE, target=103.0, now=NOW)
    assert found.at_end.low > 98


def test_less_is_better_where_the_metric_should_fall() -> None:
    up, down = (outlook_of(noisy(100, 90), direction=direction, target=100.3) for direction in ("up", "down"))

    assert up.probability + down.probability == pytest.approx(1, abs=1e-5)
    assert up.probability < 0.35


def test_a_trend_goes_on_and_gets_less_certain() -> None:
    rising = [round(value + 0.03 * day, 4) for day, value in enumerate(noisy(100, 90))]

    found = outlook_of(rising, target=104.0, on_the_way=True)

    assert found.at_end.low < 103.7 < found.at_end.high
    assert 0.3 < found.probability < 0.9
    widths = [band.high - band.low for band in found.path]
    assert widths[-1] > widths[0]


def test_the_way_there_is_told_in_at_most_eight_steps_up_to_the_day() -> None:
    path = outlook_of(noisy(100, 90), on_the_way=True).path

    assert len(path) == 8
    assert [path[0].at.date(), path[-1].at.date()] == [date(2026, 3, 7), DUE]
    assert all(band.low < band.mid < band.high for band in path)


@pytest.mark.parametrize(
    "values", [noisy(100, 90), [round(value + 0.03 * day) for day, value in enumerate(noisy(9, 60))]]
)
def test_where_it_ends_is_the_same_whether_the_way_is_told_or_not(values: list[float]) -> None:
    alone, told = (outlook_of(values, shipped=[NOW - 9 * DAY], on_the_way=way) for way in (False, True))

    assert replace(told, path=told.path[-1:]) == alone


def test_what_was_read_of_the_last_week_is_known_already() -> None:
    nearly, far = (outlook_of(noisy(100, 90), due=day) for day in (date(2026, 3, 4), DUE))

    assert nearly.at_end.high - nearly.at_end.low < 0.6 * (far.at_end.high - far.at_end.low)


def test_under_four_readings_nothing_is_said() -> None:
    said = [look_ahead(read(noisy(100, count)), due=DUE, target=103, now=NOW) is not None for count in (0, 1, 3, 4)]

    assert said == [False, False, False, True]


@pytest.mark.parametrize("due", [date(2026, 3, 2), date(2025, 1, 1), date(2030, 1, 1)])
def test_a_day_that_is_past_or_out_of_sight_is_not_told(due: date) -> None:
    assert look_ahead(read(noisy(100, 90)), due=due, target=103, now=NOW) is None


def test_readings_ahead_of_now_are_not_used() -> None:
    ahead = [*read(noisy(100, 90)), Point(NOW + DAY, 500.0)]

    assert look_ahead(ahead, due=DUE, target=103, now=NOW) == outlook_of(noisy(100, 90))


def test_a_release_that_is_being_taken_up_may_still_grow() -> None:
    shipped = [NOW - 14 * DAY]
    growing = [
        round(value + max(0, day - 75) * 0.4, 4) for day, value in enumerate(noisy(100, 90))
    ]  # fmt: skip

    told = outlook_of(growing, shipped=shipped, target=112)
    later = outlook_of(growing, shipped=[NOW - 60 * DAY], target=112)

    assert told.is_ramping
    assert not later.is_ramping
    assert told.at_end.low < 107 < 112 < told.at_end.high
    assert 0.02 < told.probability < 0.98
    assert any("under-forecast" in row for row in told.figure("ms").rows_in)
    assert not any("under-forecast" in row for row in later.figure("ms").rows_in)


def test_a_release_that_did_nothing_leaves_things_as_they_were() -> None:
    told = outlook_of(noisy(100, 90), shipped=[NOW - 14 * DAY])

    assert told.is_ramping
    assert 98 < told.at_end.likely < 102
    assert told.probability < 0.1


def test_older_releases_are_steps_that_stay() -> None:
    moved = noisy(100, 45) + noisy(110, 45, first=45)

    told = outlook_of(moved, shipped=[NOW - 45.5 * DAY], target=109)

    assert told.at_end.low > 108
    assert told.probability > 0.8


def test_releases_from_before_the_first_reading_and_after_the_last_are_left_out() -> None:
    values = noisy(100, 90)

    assert outlook_of(values, shipped=[NOW - 200 * DAY, NOW - timedelta(hours=20), NOW]) == outlook_of(values)
    assert outlook_of(values, shipped=[NOW - timedelta(hours=22)]).is_ramping


def test_what_never_was_below_nothing_does_not_go_there() -> None:
    counts = [float(round(max(0.0, value))) for value in noisy(0.2, 90, spread=2)]

    assert outlook_of(counts, target=5).at_end.low == 0
    assert outlook_of([value - 1 for value in counts], target=5).at_end.low < 0


def test_a_mean_of_what_multiplies_is_not_its_geometric_mean() -> None:
    week = [3.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5]
    values = [round(100 * week[day % 7] * 1.05**each, 4) for day, each in enumerate(noisy(0, 91))]

    told = outlook_of(values, target=114)

    assert told.scale.startswith("logarithm")
    assert told.at_end.likely == pytest.approx(100 * 8 / 7, rel=0.02)
    assert 0.2 < told.probability < 0.8
    assert outlook_of(values, target=-5).probability == 1
    assert outlook_of(values[-21:-7] + values[-7:], target=-5).probability == 1


def test_by_the_week_it_is_the_last_week_and_by_the_hour_whole_days() -> None:
    weekly = outlook_of(noisy(100, 20), every=7 * DAY)
    hourly = look_ahead(
        [*read(noisy(100, 90)), *(Point(NOW - hour * timedelta(hours=1), 100.0) for hour in range(200))],
        due=DUE,
        target=103,
        now=NOW,
    )

    assert weekly.grain == "week"
    assert hourly is not None
    assert hourly.grain == "day"


def test_the_figure_says_what_it_rests_on() -> None:
    way = outlook_of(noisy(15, 90, spread=0.5), on_the_way=True)
    found = replace(way, target=18.0, at_end=Span(14.4, 15.1, 15.5), probability=0.12)

    figure = found.figure("%")

    assert figure.label == "outlook"
    assert figure.value == "14.4–15.5 % by 2026-04-10, 12 % likely to reach 18 %"
    assert figure.rows_in[0] == "90 days read"
    assert len(figure.rows_in) == 3 + 8


@pytest.mark.parametrize(("probability", "told"), [(0.0, "under 1 %"), (0.5349, "53 %"), (0.996, "over 99 %")])
def test_nothing_that_is_to_come_is_certain(probability: float, told: str) -> None:
    assert replace(outlook_of(noisy(100, 30)), probability=probability).chance == told


@pytest.mark.parametrize(
    ("before", "probability", "is_ramping", "word"),
    [
        ("", 0.19, False, "unlikely"),
        ("", 0.5, True, "open"),
        ("unlikely", 0.25, False, "unlikely"),
        ("unlikely", 0.35, False, "open"),
        ("unlikely", 0.35, True, "unlikely"),
        ("open", 0.15, False, "open"),
        ("open", 0.05, False, "unlikely"),
        ("open", 0.85, False, "open"),
        ("open", 0.95, False, "likely"),
        ("likely", 0.75, False, "likely"),
        ("likely", 0.6, False, "open"),
        ("likely", 0.05, False, "unlikely"),
    ],
)
def test_a_word_that_was_told_stands_until_another_is_clear(
    before: str, probability: float, is_ramping: bool, word: str
) -> None:
    found = replace(outlook_of(noisy(100, 30)), probability=probability, is_ramping=is_ramping)

    assert found.word_after(before) == word


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=4, max_size=10), st.floats(-1e6, 1e6, width=32))
def test_whatever_was_read_the_ends_are_in_order_and_the_chance_is_one(values: list[float], target: float) -> None:
    found = outlook_of(values, target=target)

    assert found.at_end.low <= found.at_end.likely <= found.at_end.high
    assert 0 <= found.probability <= 1
    assert look_ahead(read(values)[::-1], due=DUE, target=target, now=NOW) == found


@settings(max_examples=8, deadline=None)
@given(st.floats(0.001, 1000), st.integers(0, 40))
def test_in_another_unit_the_same_is_foreseen(factor: float, first: int) -> None:
    values = noisy(40, 30, first=first)

    one = outlook_of(values, target=40.3)
    other = outlook_of([value * factor for value in values], target=40.3 * factor)

    assert other.probability == pytest.approx(one.probability, abs=1e-4)
    assert [end / factor for end in ends(other)] == pytest.approx(ends(one), rel=1e-4)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 60))
def test_what_is_foreseen_upside_down_is_the_mirror(first: int) -> None:
    # So few that no logarithm is tried.
    values = noisy(100, 20, first=first)

    up = outlook_of(values, target=100.3)
    down = outlook_of([-value for value in values], target=-100.3, direction="down")

    assert down.probability == pytest.approx(up.probability, abs=1e-5)
    assert [-end for end in reversed(ends(down))] == pytest.approx(ends(up), rel=1e-6)


def test_days_are_those_of_the_zone() -> None:
    east = outlook_of(noisy(100, 30), zone="Asia/Tokyo")

    assert east.path[-1].at == datetime(2026, 4, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert east.figure().rows_in[-1].startswith("by 2026-04-10: ")
