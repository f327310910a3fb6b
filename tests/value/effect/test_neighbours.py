"""Releases that shipped near each other: told apart where that can be, measured as one where it cannot."""

import pytest

from bot.value.effect import estimate
from tests.value.effect.readings import DAY, SHIPPED, around, effect_of, noisy, ranged

BEFORE = noisy(100, 60)


def test_an_earlier_release_far_enough_is_told_apart() -> None:
    stepped = [*noisy(100, 40), *noisy(110, 20, first=40)]

    alone = effect_of(stepped, noisy(113, 14, first=60))
    beside = effect_of(stepped, noisy(113, 14, first=60), neighbours=[SHIPPED - 20 * DAY])

    low, change, high = ranged(beside)
    assert low < 3 < high
    assert change == pytest.approx(3, abs=1)
    assert (beside.half_width or 0) < (alone.half_width or 0)
    assert beside.train == ()
    assert beside.model is not None
    assert beside.model.compared == "forecast"


def test_a_later_release_far_enough_is_told_apart_in_one_fit() -> None:
    since = [*noisy(103, 14, first=60), *noisy(113, 12, first=74)]

    effect = effect_of(BEFORE, since, neighbours=[SHIPPED + 14 * DAY])

    low, change, high = ranged(effect)
    assert low < 3 < high
    assert change == pytest.approx(3, abs=1)
    assert effect.train == ()
    assert effect.model is not None
    assert effect.model.compared == "step"
    assert "one step for each release" in effect.figure().formula
    assert [round(band.mid - (band.low + band.high) / 2, 1) for band in effect.expected] == [0.0] * 26


def test_days_without_a_reading_have_no_path_in_one_fit() -> None:
    since = [*noisy(103, 14, first=60), *noisy(113, 12, first=74)]
    points = [point for point in around(BEFORE, since) if point.at != SHIPPED + 5 * DAY]

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 40 * DAY, neighbours=[SHIPPED + 14 * DAY])

    assert len(effect.expected) == 25


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_releases_too_near_are_measured_as_one(days: int) -> None:
    neighbour = SHIPPED + days * DAY

    effect = effect_of(BEFORE, noisy(105, 20, first=60), neighbours=[neighbour])

    low, _, high = ranged(effect)
    assert effect.train == (neighbour,)
    assert low < 5 < high
    assert "measured as one" in " ".join(effect.rows_in)


def test_of_several_the_near_one_goes_with_it_and_the_far_one_does_not() -> None:
    stepped = [*noisy(100, 30), *noisy(110, 30, first=30)]
    near, far = SHIPPED - 1 * DAY, SHIPPED - 30 * DAY

    effect = effect_of(stepped, noisy(114, 20, first=60), neighbours=[far, near])

    low, _, high = ranged(effect)
    assert effect.train == (near,)
    assert low < 4 < high


def test_a_release_that_nothing_was_read_around_is_no_neighbour() -> None:
    long_ago, ahead = SHIPPED - 90 * DAY, SHIPPED + 30 * DAY

    plain = effect_of(BEFORE, noisy(105, 9, first=60))
    effect = effect_of(BEFORE, noisy(105, 9, first=60), neighbours=[long_ago, ahead])

    assert effect == plain


def test_with_too_few_readings_before_the_first_of_them_there_are_values_only() -> None:
    effect = effect_of([3.8, 3.9, 3.7, 3.8], [4.3], neighbours=[SHIPPED - day * DAY for day in (1, 2, 3)])

    assert effect.says == "values"
    assert effect.change == pytest.approx(0.5)
