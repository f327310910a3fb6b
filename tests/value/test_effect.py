"""Before and after a release: what may be said, and from which readings."""

import math
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.effect import NOT_VERIFIED, Effect, Point, estimate

SHIPPED = datetime(2026, 3, 3, 14, tzinfo=UTC)
DAY = timedelta(days=1)
VALUES = st.lists(st.floats(-1e9, 1e9), max_size=12)


def readings(before: list[float], after: list[float], *, shipped: datetime = SHIPPED) -> list[Point]:
    """One reading a day before and since shipping."""
    return [
        *(Point(shipped - (len(before) - place) * DAY, value) for place, value in enumerate(before)),
        *(Point(shipped + place * DAY, value) for place, value in enumerate(after)),
    ]


def effect_of(before: list[float], after: list[float], *, days: float = 30, baseline: float | None = None) -> Effect:
    return estimate(readings(before, after), shipped_at=SHIPPED, now=SHIPPED + days * DAY, baseline=baseline)


def test_four_readings_before_give_a_range() -> None:
    effect = effect_of([3.8, 3.9, 3.7, 3.8], [4.2, 4.3, 4.4])

    assert (effect.before, effect.after, effect.change) == (3.8, 4.3, 0.5)
    assert (effect.n_before, effect.n_after, effect.says, effect.note) == (4, 3, "range", NOT_VERIFIED)
    assert effect.low is not None
    assert effect.high is not None
    assert effect.low < 0.5 < effect.high
    assert effect.half_width == pytest.approx(0.5 - effect.low)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_to_three_readings_before_give_values_only(count: int) -> None:
    effect = effect_of([12.0] * count, [14.0])

    assert (effect.before, effect.after, effect.change) == (12, 14, 2)
    assert (effect.low, effect.high, effect.half_width, effect.says) == (None, None, None, "values")
    assert "values only" in effect.note


def test_without_a_reading_since_shipping_nothing_is_said() -> None:
    effect = effect_of([3.8] * 10, [])

    assert (effect.before, effect.after, effect.change) == (3.8, None, None)
    assert (effect.says, effect.note) == ("nothing", "no complete reading since shipping")


def test_without_a_reading_before_nothing_is_said() -> None:
    effect = effect_of([], [4.3])

    assert (effect.before, effect.after, effect.change, effect.says) == (None, 4.3, None, "nothing")
    assert effect.note == "nothing was read before shipping"


def test_the_outcomes_baseline_stands_in_and_gives_values_only() -> None:
    effect = effect_of([], [14.0], baseline=12.0)

    assert (effect.before, effect.change, effect.n_before, effect.says) == (12, 2, 0, "values")
    assert "as it was written down" in effect.note
    assert effect.rows_in == ("the baseline as it was written down", "1 reading of the last 7 days read since shipping")
    assert effect_of([], [], baseline=12.0).note == "no complete reading since shipping"


def test_readings_before_count_more_than_a_baseline_that_was_written_down() -> None:
    assert effect_of([3.8], [4.3], baseline=3.0).before == 3.8


def test_no_readings_at_all_are_no_data_and_not_0() -> None:
    effect = effect_of([], [])

    assert (effect.before, effect.after, effect.change, effect.says, effect.latest_at) == (
        None,
        None,
        None,
        "nothing",
        None,
    )
    assert effect.figure("%").value == "–"
    assert effect.rows_in == ("no reading before shipping", "no complete reading since shipping")


def test_a_reading_at_the_moment_of_shipping_is_after_it() -> None:
    effect = estimate([Point(SHIPPED, 4.3)], shipped_at=SHIPPED, now=SHIPPED)

    assert (effect.n_before, effect.n_after) == (0, 1)


def test_after_is_the_mean_of_the_last_seven_days_read() -> None:
    effect = effect_of([3.8] * 5, [1.0] * 13 + [4.0] * 6 + [4.7])

    assert (effect.n_after, effect.after) == (7, 4.1)
    assert "13 readings since shipping, before the last days read" in effect.rows_out


def test_before_is_the_mean_of_the_28_days_before_shipping() -> None:
    effect = effect_of([99.0] * 12 + [3.8] * 28, [4.3])

    assert (effect.n_before, effect.before) == (28, 3.8)
    assert effect.rows_out == ("12 readings older than those used",)
    assert effect.rows_in[0] == "28 readings of the 28 days before shipping"


def test_readings_younger_than_the_watermark_are_dropped() -> None:
    points = readings([3.8] * 5, [4.3, 4.3, 0.1])

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 2.5 * DAY, watermark=DAY)

    assert (effect.n_after, effect.after) == (2, 4.3)
    assert effect.rows_out == ("1 reading too young to be complete",)
    assert effect.latest_at == SHIPPED + DAY


def test_readings_dated_ahead_of_now_are_dropped() -> None:
    effect = effect_of([3.8] * 5, [4.3, 99.0], days=0.5)

    assert (effect.n_after, effect.after) == (1, 4.3)
    assert effect.rows_out == ("1 reading dated ahead of now",)


def test_before_it_ships_there_is_no_effect() -> None:
    effect = estimate(readings([3.8] * 5, [4.3]), shipped_at=SHIPPED, now=SHIPPED - 2 * DAY)

    assert (effect.n_after, effect.says) == (0, "nothing")


def test_a_window_is_longer_than_nothing() -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        estimate([], shipped_at=SHIPPED, now=SHIPPED, before_window=timedelta(0))
    with pytest.raises(ValueError, match="longer than nothing"):
        estimate([], shipped_at=SHIPPED, now=SHIPPED, after_window=-DAY)


def test_an_effect_explains_itself() -> None:
    figure = effect_of([3.8, 3.9, 3.7, 3.8], [4.3]).figure("%")

    assert figure.label == "effect"
    assert figure.value.startswith("+0.5 pt (")
    assert "95 times of 100" in figure.formula
    assert figure.rows_in == (
        "before: 3.8 %",
        "after: 4.3 %",
        "4 readings of the 28 days before shipping",
        "1 reading of the last 7 days read since shipping",
    )
    assert figure.version == "v1"
    assert effect_of([12.0], [14.0]).figure("%").value == "+2 pt"
    assert effect_of([12.0], [14.0]).figure("%").formula == "after − before."


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_an_effect_is_made_of_finite_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        Effect(
            before=1, after=2, change=value, low=None, high=None, n_before=1, n_after=1, says="values", note=""
        )  # fmt: skip


@given(VALUES, VALUES)
def test_nothing_but_finite_numbers_ever_comes_out(before: list[float], after: list[float]) -> None:
    effect = effect_of(before, after)

    for value in (effect.before, effect.after, effect.change, effect.low, effect.high, effect.half_width):
        assert value is None or math.isfinite(value)
    assert (effect.says == "nothing") == (not before or not after)
    assert (effect.says == "range") == (len(before) >= 4 and bool(after))
    assert (effect.low is None) == (effect.says != "range")


@given(VALUES, VALUES)
def test_an_effect_upside_down_is_the_mirror(before: list[float], after: list[float]) -> None:
    up = effect_of(before, after)
    down = effect_of([-value for value in before], [-value for value in after])

    assert up.change == (None if down.change is None else -down.change)
    if up.low is not None:
        assert down.high == pytest.approx(-up.low)
        assert down.says == up.says


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=7))
def test_a_change_is_never_larger_than_the_distance_of_the_readings(before: list[float], after: list[float]) -> None:
    change = effect_of(before, after).change

    assert change is not None
    slack = 1e-9 * max(map(abs, [*before, *after, 1.0]))
    assert min(after) - max(before) - slack <= change <= max(after) - min(before) + slack


@given(VALUES, VALUES, st.randoms())
def test_the_order_of_readings_does_not_matter(before: list[float], after: list[float], chance: Random) -> None:
    points = readings(before, after)
    shuffled = points.copy()
    chance.shuffle(shuffled)
    now = SHIPPED + 30 * DAY

    assert estimate(shuffled, shipped_at=SHIPPED, now=now) == estimate(points, shipped_at=SHIPPED, now=now)


def monthly(years: int, *, change: float = 0.0, drift: float = 1.0) -> list[Point]:
    """A reading a month with a strong season, years that differ by the drift in turn, and a change since shipping."""
    months = range(-12 * years, 12)
    year = timedelta(days=365.2425)
    return [
        Point(
            SHIPPED + month * year / 12,
            100
            + 30 * math.sin(math.tau * month / 12)
            + (drift if month // 12 % 2 else 0)
            + (change if month >= 0 else 0),
        )
        for month in months
    ]


def a_year_on(points: list[Point]) -> Effect:
    window = timedelta(days=366)
    return estimate(
        points, shipped_at=SHIPPED, now=SHIPPED + window, before_window=window - DAY / 2, after_window=window
    )


def test_where_years_are_compared_their_differences_tell_chance_and_seasons_do_not() -> None:
    effect = a_year_on(monthly(8, change=-20, drift=2))

    assert (effect.change, effect.years) == (pytest.approx(-22, abs=0.5), 7)
    # Seven differences of 2: t is 2.365.
    assert effect.half_width == pytest.approx(2 * 2.365, abs=0.05)
    assert "strays from the one before it" in effect.figure("drivers").formula


def test_with_fewer_than_four_differences_of_years_the_readings_of_the_window_tell_chance() -> None:
    four, three = a_year_on(monthly(5, change=-20)), a_year_on(monthly(4, change=-20))

    assert (four.years, three.years) == (4, 0)
    assert three.half_width is not None
    assert four.half_width is not None
    assert three.half_width > four.half_width
    assert "strays 95 times of 100" in three.figure().formula
