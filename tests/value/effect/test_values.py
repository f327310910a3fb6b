"""Few readings: what may be said of them, and which are used."""

import math
from datetime import timedelta

import pytest

from bot.value.effect import NOT_VERIFIED, Effect, Point, estimate
from tests.value.effect.readings import DAY, SHIPPED, around, effect_of, noisy, ranged


def test_four_readings_before_give_a_range() -> None:
    effect = effect_of([3.8, 3.9, 3.7, 3.8], [4.2, 4.3, 4.4])

    low, change, high = ranged(effect)
    assert (effect.after, effect.n_before, effect.n_after) == (4.3, 4, 3)
    assert (effect.says, effect.note) == ("range", NOT_VERIFIED)
    assert effect.before == pytest.approx(3.8, abs=0.05)
    assert 0 < low < change < high < 1.2
    assert effect.half_width == pytest.approx((high - low) / 2)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_to_three_readings_before_give_values_only(count: int) -> None:
    effect = effect_of([12.0] * count, [14.0])

    assert (effect.before, effect.after, effect.change, effect.newest) == (12, 14, 2, 14)
    assert (effect.low, effect.high, effect.half_width, effect.says) == (None, None, None, "values")
    assert (effect.probability, effect.sureness, effect.chance, effect.relative) == (None, None, None, None)
    assert (effect.total, effect.expected, effect.detectable, effect.is_confirmed) == (None, (), None, False)
    assert not effect.is_too_noisy_for(0.1)
    assert "values only" in effect.note


def test_several_readings_of_one_day_are_one() -> None:
    morning = [Point(SHIPPED - 2 * DAY + timedelta(hours=hour), 12.0) for hour in range(0, 10, 5)]

    effect = estimate([*morning, Point(SHIPPED, 14.0)], shipped_at=SHIPPED, now=SHIPPED)

    assert effect.says == "values"


def test_without_a_reading_since_shipping_nothing_is_said() -> None:
    effect = effect_of([3.8] * 10, [])

    assert (effect.before, effect.after, effect.change, effect.newest) == (3.8, None, None, None)
    assert (effect.says, effect.note) == ("nothing", "no complete reading since shipping")


def test_without_a_reading_before_nothing_is_said() -> None:
    effect = effect_of([], [4.3])

    assert (effect.before, effect.after, effect.change, effect.says) == (None, 4.3, None, "nothing")
    assert effect.note == "nothing was read before shipping"


def test_the_outcomes_baseline_stands_in_and_gives_values_only() -> None:
    effect = effect_of([], [14.0], baseline=12.0)

    assert (effect.before, effect.change, effect.n_before, effect.says) == (12, 2, 0, "values")
    assert "as it was written down" in effect.note
    assert effect.rows_in == ("the baseline as it was written down", "1 reading since shipping")
    assert effect_of([], [], baseline=12.0).note == "no complete reading since shipping"
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


def test_what_was_read_on_the_day_before_it_shipped_is_left_out_where_the_day_was_read_again() -> None:
    early = Point(SHIPPED - timedelta(hours=5), 99.0)
    points = [*around([3.8, 3.9, 3.7, 3.8, 3.8], [4.3, 4.2]), early]

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + DAY)

    assert effect.n_before == 5
    assert effect.rows_out == ("1 reading of the day in which it shipped, from before it did",)


def test_after_is_the_mean_of_the_last_28_days_read() -> None:
    effect = effect_of([3.8] * 5, [1.0] * 3 + [4.0] * 21 + [4.7] * 7)

    assert (effect.n_after, effect.newest) == (28, 4.7)
    assert effect.after == pytest.approx(4.175)
    assert "3 readings since shipping, before the last 28 days" in effect.rows_out
    assert effect.total is not None


def test_readings_younger_than_the_watermark_are_dropped() -> None:
    points = around([3.8] * 5, [4.3, 4.3, 0.1])

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 2.5 * DAY, watermark=DAY)

    assert (effect.n_after, effect.after) == (2, 4.3)
    assert effect.rows_out == ("1 reading under 1 day old, too young to be complete",)
    assert effect.latest_at == SHIPPED + DAY


def test_readings_dated_ahead_of_now_are_dropped() -> None:
    effect = effect_of([3.8] * 5, [4.3, 99.0], days=0.5)

    assert (effect.n_after, effect.after) == (1, 4.3)
    assert effect.rows_out == ("1 reading dated ahead of now",)


def test_readings_from_long_ago_are_left_out() -> None:
    effect = effect_of(noisy(50, 20) * 20 + [3.8] * 5, [4.3])

    assert effect.n_before == 400
    assert effect.rows_out == ("5 readings older than those used",)


def test_before_it_ships_there_is_no_effect() -> None:
    effect = estimate(around([3.8] * 5, [4.3]), shipped_at=SHIPPED, now=SHIPPED - 2 * DAY)

    assert (effect.n_after, effect.says) == (0, "nothing")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_an_effect_is_made_of_finite_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        Effect(
            before=1, after=2, change=value, low=None, high=None, n_before=1, n_after=1, says="values", note=""
        )  # fmt: skip
    with pytest.raises(ValueError, match="not a number"):
        effect_of([value] * 5, [1.0])
