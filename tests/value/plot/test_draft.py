"""A chart shows every reading in its place, whatever the readings are."""

import math
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.plot import Expected, Marker, NothingToPlot, Plot, plot
from bot.value.plot.thinning import thin

FIRST = datetime(2026, 3, 3, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Reading:
    at: datetime
    value: float


def day(number: float) -> datetime:
    return FIRST + timedelta(days=number)


def daily(*values: float) -> list[Reading]:
    return [Reading(day(number), value) for number, value in enumerate(values)]


def label(chart: Plot, kind: str) -> str:
    return next(label.text for label in chart.labels if label.kind == kind)


def kinds(chart: Plot) -> list[str]:
    return [label.kind for label in chart.labels]


def test_without_readings_there_is_no_chart() -> None:
    with pytest.raises(NothingToPlot):
        plot([])
    with pytest.raises(NothingToPlot):
        plot(daily(math.nan))
    with pytest.raises(NothingToPlot):
        plot(daily(1, 2), start=day(5))


def test_a_later_reading_is_further_right_and_a_larger_one_further_up() -> None:
    first, second = plot(daily(10, 20)).readings

    assert first.x < second.x
    assert first.y > second.y


def test_a_single_reading_stands_in_the_middle_of_two_days() -> None:
    chart = plot(daily(12_400), unit="EUR")

    assert chart.last.x == pytest.approx((chart.frame.left + chart.frame.right) / 2, abs=0.01)
    assert [tick.label for tick in chart.time_ticks] == ["3 Mar", "4 Mar"]
    assert label(chart, "last") == "€12.4k"


def test_readings_of_a_few_minutes_have_two_hours() -> None:
    chart = plot([Reading(FIRST, 1), Reading(FIRST + timedelta(minutes=10), 2)])

    assert chart.time_ticks[0].label == "08:30"


def test_of_several_readings_at_one_moment_the_last_counts() -> None:
    chart = plot([Reading(day(1), 5), Reading(day(0), 3), Reading(day(1), 7)])

    assert [spot.value for spot in chart.readings] == [3, 7]


def test_only_the_window_is_shown() -> None:
    chart = plot(
        daily(1, 2, 3, 4, 5), start=day(1), end=day(3), markers=[Marker(day(0), "REL-1"), Marker(day(2), "REL-2")]
    )

    assert [spot.value for spot in chart.readings] == [2, 3, 4]
    assert [flag.label for flag in chart.flags] == ["REL-2"]


def test_a_gap_is_bridged_by_another_line() -> None:
    readings = [reading for reading in daily(*range(40)) if not 10 < (reading.at - FIRST).days < 25]

    chart = plot(readings)

    assert [len(run) for run in chart.runs] == [11, 15]
    ((earlier, later),) = chart.bridges
    assert (earlier.value, later.value) == (10, 25)


def test_weekends_are_no_gaps() -> None:
    readings = [reading for reading in daily(*range(60)) if reading.at.weekday() < 5]

    assert len(plot(readings).runs) == 1


def test_a_lone_reading_between_gaps_is_a_dot() -> None:
    readings = [
        reading for reading in daily(*range(60)) if (reading.at - FIRST).days not in {*range(20, 30), *range(31, 40)}
    ]

    chart = plot(readings)

    assert [dot.value for dot in chart.dots] == [30]


def test_few_readings_are_dots_each() -> None:
    assert len(plot(daily(*range(10))).dots) == 10
    assert not plot(daily(*range(30))).dots


def test_a_dense_line_is_thinner() -> None:
    strokes = [plot(daily(*range(count))).stroke for count in (20, 100, 400)]

    assert strokes == sorted(strokes, reverse=True)
    assert len(set(strokes)) == 3


def test_thinning_keeps_the_lowest_and_the_highest_of_a_column() -> None:
    values = [math.sin(number / 50) for number in range(20_000)]
    values[7_777] = 9
    values[12_345] = -9

    chart = plot([Reading(FIRST + timedelta(minutes=number), value) for number, value in enumerate(values)])

    drawn = [spot.value for run in chart.runs for spot in run]
    assert len(drawn) < 4_000
    assert {9, -9, values[0], values[-1]} <= set(drawn)
    assert all(earlier.x <= later.x for run in chart.runs for earlier, later in pairwise(run))
    assert len(chart.readings) == 20_000


def test_a_line_of_few_readings_is_not_thinned() -> None:
    spots = plot(daily(*range(400))).readings

    assert thin(spots) == spots


def test_the_target_is_a_line_with_its_value() -> None:
    chart = plot(daily(3.8, 3.9), unit="%", target=4.5)

    assert chart.target
    assert chart.target.y < chart.last.y
    assert label(chart, "target") == "target 4.5 %"


@pytest.mark.parametrize(
    ("target", "said", "off"),
    [(5_000, "↑ target 5,000", "above"), (-5_000, "↓ target −5,000", "below"), (3e9, "↑ target 3bn", "above")],
)
def test_a_target_far_away_is_pointed_at(target: float, said: str, off: str) -> None:
    chart = plot(daily(100, 140, 120), target=target)

    assert chart.target
    assert chart.target.off == off
    assert label(chart, "target") == said
    assert chart.value_ticks[-1].label == "140"


def test_the_expected_range_stands_after_the_release() -> None:
    expected = [Expected(day(9), 3.8, 3.6, 4.0), Expected(day(5), 3.8, 3.6, 4.0)]

    chart = plot(
        daily(*[3.8] * 5, *[4.3] * 5), unit="%", expected=expected, baseline=3.8, markers=[Marker(day(5), "REL-7")]
    )

    assert [slice_.x for slice_ in chart.band] == [chart.flags[0].x, chart.frame.right]
    assert chart.has_range
    assert all(slice_.high < slice_.likely < slice_.low for slice_ in chart.band)
    assert chart.baseline
    assert chart.baseline.right == chart.flags[0].x
    assert kinds(chart) == ["last", "expected"]
    assert label(chart, "expected") == "expected 3.8 %"


def test_without_a_range_only_the_line_is_expected() -> None:
    chart = plot(daily(1, 2, 3), expected=[Expected(day(1), 1), Expected(day(2), 1)])

    assert not chart.has_range
    assert all(slice_.low == slice_.likely == slice_.high for slice_ in chart.band)


def test_a_range_much_wider_than_the_readings_runs_off_the_frame() -> None:
    chart = plot(
        daily(10, 11, 12), expected=[Expected(day(1), 10.5, -1_000, 1_000), Expected(day(2), 10.5, -1_000, 1_000)]
    )

    assert chart.band[0].high == chart.frame.top
    assert chart.band[0].low == chart.frame.bottom
    assert chart.readings[0].y - chart.last.y > (chart.frame.bottom - chart.frame.top) / 5


def test_a_baseline_without_expectation_is_named() -> None:
    chart = plot(daily(3, 4), baseline=3.5)

    assert chart.baseline
    assert chart.baseline.right == chart.frame.right
    assert label(chart, "baseline") == "baseline 3.5"


def test_the_newest_reading_is_named_beside_its_dot_where_the_window_goes_on() -> None:
    chart = plot(daily(3, 4), end=day(20), target=5)

    newest, target = chart.labels
    assert newest.x < chart.frame.right < target.x


def test_a_flat_line_does_not_lie_on_the_axis() -> None:
    chart = plot(daily(99.9, 99.9, 99.9), target=99.95)

    assert chart.last.y < chart.frame.bottom - 10


@pytest.mark.parametrize(("values", "edge"), [((220, 1000), "0"), ((-220, -1000), "0")])
def test_an_axis_that_comes_near_zero_shows_zero(values: tuple[float, ...], edge: str) -> None:
    ticks = plot(daily(*values)).value_ticks

    assert edge in {ticks[0].label, ticks[-1].label}


def test_a_long_unit_stands_below_the_newest_reading() -> None:
    chart = plot(daily(1_210, 1_770), unit="signups")

    assert (chart.labels[0].text, chart.labels[0].detail) == ("1,770", "signups")


def test_names_that_are_too_long_are_cut_but_kept_for_those_who_hear_them() -> None:
    name = "Gross merchandise value of returning customers in all markets but those that joined this year"

    chart = plot(daily(1, 2), title=name, subtitle=name, markers=[Marker(day(1), name)])

    assert chart.name == name
    assert chart.title.endswith("…")
    assert chart.subtitle.endswith("…")
    assert chart.flags[0].label.endswith("…")


def test_without_title_and_releases_the_readings_have_the_room() -> None:
    bare, full = (
        plot(daily(1, 2)),
        plot(daily(1, 2), title="Signups", subtitle="a day", markers=[Marker(day(1), "REL-1")]),
    )

    assert bare.frame.top < full.frame.top


def test_each_row_of_flags_takes_its_room() -> None:
    one = plot(daily(1, 2), markers=[Marker(day(1), "REL-1")])
    two = plot(daily(1, 2), markers=[Marker(day(0.9), "REL-1"), Marker(day(0.95), "REL-2")])

    assert two.frame.top > one.frame.top
    assert max(flag.bottom for flag in two.flags) < two.frame.top


values = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.integers(-20, 20).map(float))
moments = st.datetimes(timezones=st.just(UTC)) | st.integers(0, 500).map(day)
sane = st.integers(-100, 600).map(day)
bounded = st.floats(min_value=-1e300, max_value=1e300)


@given(
    readings=st.lists(st.builds(Reading, moments, values), max_size=40),
    expected=st.lists(st.builds(Expected, sane, bounded, st.none() | bounded, st.none() | bounded), max_size=5),
    markers=st.lists(st.builds(Marker, sane, st.text(max_size=30)), max_size=5),
    levels=st.tuples(st.none() | bounded, st.none() | bounded),
    texts=st.tuples(st.text(max_size=12), st.text(), st.text()),
)
def test_everything_is_inside_the_chart_and_a_number(
    readings: list[Reading],
    expected: list[Expected],
    markers: list[Marker],
    levels: tuple[float | None, float | None],
    texts: tuple[str, str, str],
) -> None:
    unit, title, subtitle = texts
    target, baseline = levels
    given_: dict[str, Any] = {
        "unit": unit,
        "title": title,
        "subtitle": subtitle,
        "target": target,
        "baseline": baseline,
    }

    try:
        chart = plot(readings, expected=expected, markers=markers, zone="Asia/Tokyo", **given_)
    except NothingToPlot:
        return

    frame = chart.frame
    assert 0 < frame.left < frame.right < chart.width
    assert 0 < frame.top < frame.bottom < chart.height
    spots = [*chart.readings, *(spot for run in chart.runs for spot in run), *chart.dots, chart.last]
    slices = chart.band
    for x in (*(spot.x for spot in spots), *(slice_.x for slice_ in slices), *(flag.x for flag in chart.flags)):
        assert frame.left <= x <= frame.right
    for y in (*(spot.y for spot in spots), *(y for slice_ in slices for y in astuple(slice_)[1:])):
        assert frame.top <= y <= frame.bottom
    assert all(0 <= one.x <= chart.width and 0 <= one.y <= chart.height for one in chart.labels)
    assert all(earlier.at < later.at for earlier, later in pairwise(chart.time_ticks))
    assert all(earlier.at > later.at for earlier, later in pairwise(chart.value_ticks))
    assert all(math.isfinite(tick.at) for tick in (*chart.value_ticks, *chart.time_ticks))
