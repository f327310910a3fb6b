"""Notice that an effect fades, and say nothing where it does not."""

from random import Random

import pytest

from bot.value.halflife import decay


def weeks(count, size=lambda day: 1.0):
    """The effect of each week, at its middle."""
    return [(7 * week + 3.5, size(7 * week + 3.5)) for week in range(count)]


def test_a_decay_is_found_with_its_half_life_and_what_is_left():
    found = decay(weeks(26, lambda day: 0.5 * 2 ** (-day / 60)))

    assert found is not None
    assert found.days == pytest.approx(60, rel=0.01)
    assert found.first == pytest.approx(0.5, rel=0.01)
    assert found.left == pytest.approx(2 ** (-178.5 / 60), rel=0.03)
    assert found.weeks == 26


def test_it_is_found_under_noise_and_scales_with_the_unit():
    noise = Random(7)
    effects = [(day, size + noise.gauss(0, 0.05)) for day, size in weeks(30, lambda day: 2 ** (-day / 70))]

    found, scaled = decay(effects), decay([(day, 1000 * size) for day, size in effects])

    assert found is not None
    assert scaled is not None
    assert found.days == pytest.approx(70, rel=0.2)
    assert scaled.days == found.days
    assert scaled.left == pytest.approx(found.left)


def test_an_effect_that_stays_is_said_to_fade_in_few_of_many_looks():
    noise = Random(11)
    alarms = sum(decay([(day, 1 + noise.gauss(0, 0.2)) for day, _ in weeks(20)]) is not None for _ in range(100))

    assert alarms <= 2


def test_nothing_is_said_of_few_weeks_of_a_level_of_a_rise_or_of_what_never_was_as_promised():
    assert decay(weeks(7, lambda day: 2 ** (-day / 10))) is None
    assert decay(weeks(20)) is None
    assert decay(weeks(20, lambda day: day)) is None
    assert decay(weeks(20, lambda day: -(2 ** (-day / 20)))) is None


def test_what_stands_behind_it_shows_each_week_beside_the_decay():
    found = decay(weeks(26, lambda day: 0.5 * 2 ** (-day / 60)))
    short = decay(weeks(9, lambda day: 0.5 * 2 ** (-day / 20)))

    why = found.figure("%", -1)

    assert why.value == f"{round(found.days)} days: −0.063 pt of −0.5 pt is left, {found.left:.0%}".replace("%", " %")
    assert why.rows_in[:2] == ("26 weeks since shipping", "the 12 newest of them:")
    assert why.rows_in[-1] == "day 178.5: −0.064 pt seen, −0.063 pt fitted"
    assert len(why.rows_in) == 14
    assert short.figure("%").rows_in[1].startswith("day 3.5: +0.44 pt seen, ")
