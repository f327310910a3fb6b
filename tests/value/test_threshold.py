"""A line has a side; a reading on it is not beyond it, and a run begins after the last one that was not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.points import Point
from bot.value.threshold import Run, Threshold, last_run, parse_threshold, split_by_sign

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
BELOW, ABOVE = Threshold("below", 3.0), Threshold("above", 3.0)


def hourly(*values: float) -> list[Point]:
    """A reading an hour."""
    return [Point(START + timedelta(hours=hour), value) for hour, value in enumerate(values)]


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("< 3", "%", BELOW),
        ("<3%", "%", BELOW),
        ("falls below 3 %", "%", BELOW),
        ("Drops Under 3", "", BELOW),
        ("> 3", "%", ABOVE),
        ("rises above 3 %", "%", ABOVE),
        ("is over €3.2k", "EUR", Threshold("above", 3200.0)),
        ("below −0.5", "%", Threshold("below", -0.5)),
    ],
)
def test_a_line_is_understood_as_people_write_it(typed: str, unit: str, meant: Threshold) -> None:
    assert parse_threshold(typed, unit) == meant


@pytest.mark.parametrize(
    "typed", ["", "3", "<= 3", "=< 3", "around 3", "below", "< three", "< 3 ms", "<> 3", "belowish 3"]
)
def test_what_is_no_line_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        parse_threshold(typed, "%")


def test_the_last_sign_parts_a_name_from_its_line() -> None:
    assert split_by_sign("a<b share < 3") == ("a<b share", "< 3")
    assert split_by_sign("Signups>40") == ("Signups", ">40")
    assert split_by_sign("Signups") is None


def test_a_side_is_below_or_above() -> None:
    with pytest.raises(ValueError, match="no side"):
        Threshold("beside", 3.0)


def test_a_reading_on_the_line_is_not_beyond_it() -> None:
    assert [BELOW.is_beyond(value) for value in (2.9, 3.0, 3.1)] == [True, False, False]
    assert [ABOVE.is_beyond(value) for value in (2.9, 3.0, 3.1)] == [False, False, True]


@pytest.mark.parametrize(
    ("threshold", "values", "run"),
    [
        (BELOW, (), None),
        (BELOW, (3.0, 4.0), None),
        (BELOW, (2.0, 4.0, 2.9, 2.5, 2.8), Run(START + timedelta(hours=2), 2.5, is_whole=True)),
        (BELOW, (2.9, 2.5, 4.0), Run(START, 2.5, is_whole=False)),
        (ABOVE, (1.0, 3.1, 3.5, 2.0), Run(START + timedelta(hours=1), 3.5, is_whole=True)),
    ],
)
def test_a_run_has_its_first_moment_and_its_furthest_reading(
    threshold: Threshold, values: tuple[float, ...], run: Run | None
) -> None:
    assert last_run(hourly(*values), threshold) == run


@given(st.lists(st.floats(-10, 10), max_size=20))
def test_there_is_a_run_exactly_if_something_is_beyond(values: list[float]) -> None:
    run = last_run(hourly(*values), BELOW)

    assert (run is not None) == any(value < 3 for value in values)
    assert run is None or run.worst in values
