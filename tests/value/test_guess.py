"""Read what someone privately expects."""

import pytest

from bot.value.digits import NotANumber
from bot.value.guess import Guess, NotAChance, parse_chance, parse_guess
from bot.value.promise import BadPromise


@pytest.mark.parametrize(("typed", "chance"), [("80", 80), (" 80 % ", 80), ("0", 0), ("100%", 100)])
def test_a_chance_is_a_whole_percentage(typed, chance):
    assert parse_chance(typed) == chance


@pytest.mark.parametrize(
    ("typed", "refusal"), [("", NotANumber), ("0.8", NotANumber), ("-5", NotANumber), ("101", NotAChance)]
)
def test_what_is_no_chance_is_refused(typed, refusal):
    with pytest.raises(refusal):
        parse_chance(typed)


@pytest.mark.parametrize(
    ("typed", "unit", "direction", "guess"),
    [
        ("0.2, 0.5, 0.8", "%", "up", Guess(0.2, 0.5, 0.8)),
        ("-0.1, 0, 0.3", "%", "up", Guess(-0.1, 0.0, 0.3)),
        ("100, 300, 500", "ms", "down", Guess(-100.0, -300.0, -500.0)),
        ("20, -10, -30", "ms", "down", Guess(20.0, -10.0, -30.0)),
    ],
)
def test_what_is_expected_may_be_a_loss(typed, unit, direction, guess):
    assert parse_guess(typed, unit, direction) == guess


@pytest.mark.parametrize(("typed", "direction"), [("0.8, 0.5, 0.2", "up"), ("-0.8, -0.2, -0.5", "down"), ("0.2", "up")])
def test_what_is_out_of_order_is_refused(typed, direction):
    with pytest.raises(BadPromise):
        parse_guess(typed, "%", direction)
