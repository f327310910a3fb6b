"""Releases that shipped near each other: told apart where that can be, measured as one where it cannot."""

import pytest

from bot.value.effect import Point, estimate
from tests.value.effect.readings import DAY, NOISE, SHIPPED, around, effect_of, noisy, ranged

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
    # On the day of the first reading, and on the day after the last one, at the nearest.
    around_all = [SHIPPED + day * DAY for day in (-90, -60, 9, 30)]

    plain = effect_of(BEFORE, noisy(105, 9, first=60))
    effect = effect_of(BEFORE, noisy(105, 9, first=60), neighbours=around_all)

    assert effect == plain


def test_with_too_few_readings_before_the_first_of_them_there_are_values_only() -> None:
    effect = effect_of([3.8, 3.9, 3.7, 3.8], [4.3], neighbours=[SHIPPED - day * DAY for day in (1, 2, 3)])

    assert effect.says == "values"
    assert effect.change == pytest.approx(0.5)


def test_in_one_fit_what_may_be_chance_is_as_probable_as_it_is_said_to_be() -> None:
    since = [*noisy(100.2, 14, first=60), *noisy(110, 12, first=74)]
    given = {"neighbours": [SHIPPED + 14 * DAY]}

    up, down = (effect_of(BEFORE, since, direction=direction, **given) for direction in ("up", "down"))

    assert up.probability == pytest.approx(0.94, abs=0.04)
    assert down.probability == pytest.approx(1 - (up.probability or 0))


def test_in_one_fit_on_the_scale_of_the_logarithm_sizes_are_those_of_the_last_28_days() -> None:
    level = [round(100 * 1.3**each, 4) for each in NOISE[:110]]
    since = [*(2 * value for value in level[60:80]), *(4 * value for value in level[80:])]
    given = {"neighbours": [SHIPPED + 20 * DAY], "days": 70}
    low, change, high = ranged(effect_of(level[:60], since, **given))

    effect = effect_of(level[:60], since, sizes=(low, change, high), **given)

    assert effect.model is not None
    assert (effect.model.compared, effect.model.scale[:9], effect.n_after) == ("step", "logarithm", 28)
    # It doubled what the neighbour doubled again.
    assert low < (effect.after or 0) / 2 < high
    assert effect.at_least == pytest.approx([0.985, 0.5, 0.015], abs=0.01)


def test_of_one_fit_beside_a_later_release_sizes_are_told_too() -> None:
    since = [*noisy(103, 14, first=60), *noisy(113, 12, first=74)]
    given = {"neighbours": [SHIPPED + 14 * DAY]}
    low, _, high = ranged(effect_of(BEFORE, since, **given))

    effect = effect_of(BEFORE, since, sizes=(low, 0.0, high), **given)

    assert effect.at_least == pytest.approx([0.98, effect.probability, 0.02], abs=0.02)


def gappy(since: list[float]) -> list[Point]:
    """Readings that leave out the ten days from the 30th to the 21st before shipping, and the 5th to 9th after."""
    left_out = {SHIPPED + day * DAY for day in (*range(-30, -20), *range(5, 10))}
    return [point for point in around(BEFORE, since) if point.at not in left_out]


@pytest.mark.parametrize("days", [(-29, -25), (6, 8), (-29, -25, 6, 8)])
def test_releases_between_which_nothing_was_read_count_once(days: tuple[int, ...]) -> None:
    several, first = ([SHIPPED + day * DAY for day in some] for some in (days, days[::2]))

    told = [
        estimate(gappy(noisy(105, 20, first=60)), shipped_at=SHIPPED, now=SHIPPED + 40 * DAY, neighbours=some)
        for some in (several, first)
    ]

    assert ranged(told[0]) == pytest.approx(ranged(told[1]))
    assert told[0].train == told[1].train == ()


def test_a_later_release_is_measured_with_it_where_nothing_was_read_between() -> None:
    points = around(BEFORE, noisy(105, 20, first=60))
    left = [point for point in points if not SHIPPED <= point.at < SHIPPED + 6 * DAY]
    neighbour = SHIPPED + 4 * DAY

    effect = estimate(left, shipped_at=SHIPPED, now=SHIPPED + 40 * DAY, neighbours=[neighbour])

    assert effect.train == (neighbour,)
    assert ranged(effect)[1] == pytest.approx(5, abs=1)
