"""Slack's own chart shows the same numbers, as many as it takes, and never one that nobody read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.plot import Marker, Native, NothingToPlot, line
from bot.value.span import Band
from tests.value.plot.test_draft import Reading, daily, day

FIRST = datetime(2026, 3, 3, 9, tzinfo=UTC)


def native(readings: list[Reading], **words: Any) -> Native:
    return line(readings, **words)


def test_few_readings_are_shown_as_they_are() -> None:
    chart = native(daily(3.8, 3.9, 4.3), unit="%", title="Conversion")

    assert chart == Native("Conversion", (("Conversion", (3.8, 3.9, 4.3)),), ("3 Mar", "4 Mar", "5 Mar"))


@pytest.mark.parametrize("values", [(), (float("nan"), float("inf"))])
def test_without_a_number_there_is_no_chart(values: tuple[float, ...]) -> None:
    with pytest.raises(NothingToPlot):
        native(daily(*values), title="Signups", target=5)


def test_many_readings_are_averaged_and_the_title_says_so() -> None:
    chart = native(daily(*range(0, 280, 10)), title="Signups")

    assert chart.title == "Signups · 2-day averages"
    assert chart.series[0][1] == tuple(range(5, 280, 20))
    assert chart.categories[-2:] == ("26 Mar", "28 Mar")


def test_a_span_without_readings_is_left_out() -> None:
    readings = [reading for reading in daily(*range(40)) if not 9 < (reading.at - FIRST).days < 20]

    chart = native(readings, title="Signups")

    assert chart.title == "Signups · 2-day averages"
    assert len(chart.categories) == 15


def test_the_target_is_a_line_of_its_own() -> None:
    assert native(daily(3, 4), title="Signups", target=5).series[1] == ("target", (5, 5))
    assert [name for name, _ in native(daily(3, 4), title="Target", target=5).series] == ["Target", "to reach"]


def test_nothing_is_shown_from_before_the_start() -> None:
    assert native(daily(1, 2, 3), start=day(1)).series[0][1] == (2, 3)


def test_the_path_without_a_release_parts_from_what_was_read_where_it_shipped() -> None:
    begins = [day(2) - timedelta(hours=9), day(3) - timedelta(hours=9)]

    chart = native(
        daily(10, 12, 30, 33),
        title="Signups",
        target=40,
        expected=[Band(begins[0], 10, 11, 12), Band(begins[1], 9, 12, 15)],
    )

    assert dict(chart.series) == {
        "Signups": (10, 12, 30, 33),
        "expected": (10, 12, 11, 12),
        "expected, at least": (10, 12, 10, 9),
        "expected, at most": (10, 12, 12, 15),
        "target": (40, 40, 40, 40),
    }


def test_the_path_without_a_release_is_averaged_as_the_readings_are() -> None:
    bands = [Band(day(number) - timedelta(hours=9), 1, 2, 3) for number in range(20, 30)]

    chart = native(daily(*[4.0] * 20, *[8.0] * 10), title="Signups", expected=bands)

    assert {len(values) for _, values in chart.series} == {len(chart.categories)}
    assert dict(chart.series)["expected"] == (4,) * 10 + (2,) * 5
    assert dict(chart.series)["expected, at most"][-1] == 3


def test_a_release_is_named_where_it_begins() -> None:
    marks = [
        Marker(day(-1), "REL-1"),
        Marker(day(1), "REL-2"),
        Marker(day(9), "REL-3"),
        Marker(day(2), "a name that is long"),
    ]

    assert native(daily(1, 2, 3), markers=marks).categories == ("3 Mar", "4 Mar · REL-2", "5 Mar")


@pytest.mark.parametrize(
    ("apart", "categories"),
    [
        (timedelta(hours=6), ("3 Mar 09:00", "3 Mar 15:00")),
        (timedelta(days=365), ("3 Mar 2026", "3 Mar 2027")),
        (timedelta(seconds=5), ("2026-03-03 09:00:00", "2026-03-03 09:00:05")),
        (timedelta(microseconds=5), ("1", "2")),
    ],
)
def test_categories_tell_moments_apart(apart: timedelta, categories: tuple[str, ...]) -> None:
    assert native([Reading(FIRST, 1), Reading(FIRST + apart, 2)]).categories == categories


def test_categories_are_days_where_the_team_is() -> None:
    assert native([Reading(datetime(2026, 3, 3, 23, tzinfo=UTC), 1)], zone="Asia/Tokyo").categories == ("4 Mar",)


def test_a_nameless_chart_is_named_by_its_unit() -> None:
    assert native(daily(1), unit="signups").title == "signups"
    assert native(daily(1)).title == "value"


def test_sixteen_years_of_months_become_years() -> None:
    months = [Reading(datetime(1969 + number // 12, number % 12 + 1, 1, tzinfo=UTC), number) for number in range(192)]

    chart = native(months, title="Car drivers killed or seriously injured in Great Britain")

    assert chart.title == "Car drivers killed or seriousl… · 52-week averages"
    assert len(chart.categories) == 16


def test_a_century_of_readings_still_fits() -> None:
    chart = native([Reading(FIRST + timedelta(days=400 * number), number) for number in range(100)], title="Signups")

    assert chart.title == "Signups · 312-week averages"
    assert len(chart.categories) <= 20


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60, unique=True), st.text(), st.text(max_size=8))
def test_slack_always_takes_it(seconds: list[int], title: str, unit: str) -> None:
    readings = [Reading(FIRST + timedelta(seconds=second), second) for second in seconds]

    chart = native(readings, title=title, unit=unit, target=3)

    assert 1 <= len(chart.categories) <= 20
    assert len(set(chart.categories)) == len(chart.categories)
    assert len({name for name, _ in chart.series}) == 2
    assert all(len(name) <= 20 for name in (*chart.categories, *(name for name, _ in chart.series)))
    assert len(chart.title) <= 50
    assert all(len(numbers) == len(chart.categories) for _, numbers in chart.series)
