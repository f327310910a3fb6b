"""Other metrics beside one: what moves both is no effect, and what was hardly read is not compared with."""

import numpy as np
import pytest

from bot.value.effect import Control, Effect, Point, estimate
from bot.value.effect.controls import beneath
from bot.value.effect.sides import part
from tests.value.effect.readings import DAY, NOISE, SHIPPED, around, effect_of, noisy, ranged

BEFORE, SINCE = 60, 14
# It moves, and jumps by a quarter when the release ships, which it has nothing to do with.
TRAFFIC = [round(200 + 10 * each + 50 * (day >= BEFORE), 2) for day, each in enumerate(NOISE[: BEFORE + SINCE])]
SIGNUPS = [round(one / 4 + each / 2, 2) for one, each in zip(TRAFFIC, NOISE[80:], strict=False)]


def beside(days: range | list[int], *, added: float = 0.0, name: str = "Traffic", out: str = "") -> Effect:
    """Signups, which follow traffic, and to which a release added something; traffic was read on these days."""
    points = around(TRAFFIC[:BEFORE], TRAFFIC[BEFORE:])
    values = [value + added * (day >= BEFORE) for day, value in enumerate(SIGNUPS)]
    control = Control(name, [points[day] for day in days], out)
    return effect_of(values[:BEFORE], values[BEFORE:], controls=[control])


def test_what_moves_with_another_metric_is_no_effect_and_what_does_not_is_one() -> None:
    alone = ranged(effect_of(SIGNUPS[:BEFORE], SIGNUPS[BEFORE:]))
    none, some = beside(range(74)), beside(range(74), added=5)

    assert alone[0] > 5
    assert ranged(none)[0] < 0 < ranged(none)[2]
    assert 2 < ranged(some)[0] < 5 < ranged(some)[2] < 8
    assert none.compared_with == some.compared_with == ("Traffic",)
    assert "compared with Traffic: 60 days of it before shipping, 14 days since" in none.figure().rows_in
    assert none.rows_out == ()


@pytest.mark.parametrize("least", [0, -190])
def test_a_large_move_of_both_is_no_effect_on_either_scale(least: int) -> None:
    # Where nothing is below 0, and the logarithm of one is held against that of the other; and where something is.
    traffic = [round(value + least, 2) for value in TRAFFIC]
    signups = [round(1 + 0.3 * value + each / 9, 2) for value, each in zip(traffic, NOISE[80:], strict=False)]
    control = Control("Traffic", around(traffic[:BEFORE], traffic[BEFORE:]))

    effect = effect_of(signups[:BEFORE], signups[BEFORE:], controls=[control])

    assert ranged(effect)[0] < 0 < ranged(effect)[2]


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (list(range(60)), "not read since shipping"),
        (list(range(66)), "read in only 6 of 14 days since shipping"),
        (list(range(40, 43)) + list(range(60, 74)), "read in only 3 of 60 days before shipping"),
        (list(range(40, 60)) + list(range(60, 74)), "read in only 20 of 60 days before shipping"),
        ([], "not read since shipping"),
    ],
)
def test_what_was_hardly_read_is_not_compared_with(days: list[int], why: str) -> None:
    effect = beside(days)

    alone = effect_of(SIGNUPS[:BEFORE], SIGNUPS[BEFORE:])
    assert ranged(effect) == ranged(alone)
    assert effect.compared_with == ()
    assert effect.rows_out == (f"Traffic, which it is to be compared with: {why}",)
    assert effect.rows_in == alone.rows_in


def test_days_on_which_the_other_was_not_read_are_not_compared() -> None:
    # Without them it would seem to stand at its mean, and what moved both would be an effect.
    effect = beside([*range(30, 60), *range(60, 67)])

    assert ranged(effect)[0] < 0 < ranged(effect)[2]
    assert (effect.n_before, effect.n_after) == (30, 7)
    assert effect.latest_at == SHIPPED + 6 * DAY
    assert len(beside([*range(67), *range(68, 74)]).expected) == 13
    assert "compared with Traffic: 30 days of it before shipping, 7 days since" in effect.rows_in
    assert effect.rows_out == ("37 readings of days in which Traffic was not read",)


def test_what_never_changed_says_nothing() -> None:
    flat = Control("Shops", around([7.0] * BEFORE, [9.0] * SINCE))

    effect = effect_of(SIGNUPS[:BEFORE], SIGNUPS[BEFORE:], controls=[flat])

    assert effect.rows_out == ("Shops, which it is to be compared with: it never changed before shipping",)


def test_what_is_left_out_for_another_reason_says_so_and_is_not_looked_at() -> None:
    effect = beside(range(74), out="it is archived")

    assert effect.compared_with == ()
    assert effect.rows_out == ("Traffic, which it is to be compared with: it is archived",)


@pytest.mark.parametrize("out", ["it is archived", ""])
def test_with_values_alone_nothing_is_compared(out: str) -> None:
    points = around([3.0, 4.0], [5.0])

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + DAY, controls=[Control("Traffic", points, out)])

    assert (effect.says, effect.compared_with) == ("values", ())
    why = out or "too little was read of both to tell chance from change"
    assert effect.rows_out == (f"Traffic, which it is to be compared with: {why}",)


def test_several_readings_of_a_day_are_their_mean() -> None:
    points = around([1.0, 2.0, 4.0, 5.0], [])
    sides = part(points, shipped_at=SHIPPED, now=SHIPPED + DAY, watermark=0 * DAY, zone="UTC")
    twice = Control("Traffic", [*points, Point(points[1].at + DAY / 24, 3.0)])

    assert beneath(sides, sides.split - 5, 4, twice) == [1.0, 2.5, 4.0, 5.0]


def test_of_two_each_is_held_where_both_were_read() -> None:
    points = around(TRAFFIC[:BEFORE], TRAFFIC[BEFORE:])
    other = around(noisy(30, BEFORE, first=40), noisy(30, SINCE, first=10))[10:]

    effect = effect_of(
        SIGNUPS[:BEFORE], SIGNUPS[BEFORE:], controls=[Control("Traffic", points), Control("Weather", other)]
    )

    assert effect.compared_with == ("Traffic", "Weather")
    assert "compared with Traffic: 50 days of it before shipping, 14 days since" in effect.rows_in
    assert effect.rows_out == ("10 readings of days in which Weather was not read",)


@pytest.mark.parametrize(
    ("days", "why"),
    [(70, "not read in the newest 28 days"), (105, "read in only 5 of 28 days that are compared")],
)
def test_long_after_shipping_the_days_that_are_compared_have_to_be_read_of_both(days: int, why: str) -> None:
    values = noisy(100, 128)
    control = Control("Traffic", around(values[:60], values[60:])[:days])

    effect = estimate(around(values[:60], values[60:]), shipped_at=SHIPPED, now=SHIPPED + 68 * DAY, controls=[control])

    assert effect.compared_with == ()
    assert effect.rows_out[-1] == f"Traffic, which it is to be compared with: {why}"


@pytest.mark.parametrize("seed", [1, 4, 12, 26])
def test_noise_that_another_metric_has_for_itself_does_not_hide_that_both_moved(seed: int) -> None:
    # Both wander together and jump three days after shipping; each is read with noise of its own.
    steps, first, second = np.random.default_rng(seed).standard_normal((3, 118))
    together = 2 * steps.cumsum() + 15 * (np.arange(118) >= 93)
    mine = [round(float(each), 2) for each in 100 + together + 3 * first]
    other = [round(float(each), 2) for each in 200 + 2 * (together + 3 * second)]
    control = Control("Traffic", around(other[:90], other[90:]))

    held = effect_of(mine[:90], mine[90:], controls=[control])

    assert ranged(held)[0] < 0 < ranged(held)[2]
    assert ranged(held)[2] - ranged(held)[0] < 9
    assert any(row.startswith("compared with what lasts of it") for row in held.figure().rows_in)


def test_what_moves_another_metric_day_by_day_is_taken_as_it_was_read() -> None:
    assert not any(row.startswith("compared with what lasts") for row in beside(range(74)).figure().rows_in)
