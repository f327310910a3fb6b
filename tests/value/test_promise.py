"""Promises: how much, how sure, in the good direction."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.digits import NotANumber, TwoReadings
from bot.value.numbers import WrongUnit
from bot.value.promise import BadPromise, Promised, check_promise, parse_range, parse_sure

SIZES = st.lists(st.floats(1, 50), min_size=3, max_size=3).map(sorted)


@pytest.mark.parametrize(
    ("typed", "unit", "direction", "changes"),
    [
        ("0.2, 0.5, 0.8", "%", "up", (0.2, 0.5, 0.8)), ("0.2,0.5,0.8", "%", "up", (0.2, 0.5, 0.8)),
        ("0.2 pt; 0.5 pt; 0.8 pt", "%", "up", (0.2, 0.5, 0.8)), ("0.2 / 0.5 / 0.8", "%", "up", (0.2, 0.5, 0.8)),
        ("0.2\n0.5\n0.8", "%", "up", (0.2, 0.5, 0.8)), ("0.2 0.5 0.8", "%", "up", (0.2, 0.5, 0.8)),
        ("+0.2, +0.5, +0.8 pt", "%", "up", (0.2, 0.5, 0.8)), ("−0.1, 0.5, 0.8", "%", "up", (-0.1, 0.5, 0.8)),
        ("1,000, 2,000, 3,000", "", "up", (1000, 2000, 3000)), ("€1k, €2k, €3k", "EUR", "up", (1000, 2000, 3000)),
        # For a metric that should fall, sizes and signed changes mean the same.
        ("100, 300, 500 ms", "ms", "down", (-100, -300, -500)), ("−100, −300, −500", "ms", "down",
        (-100, -300, -500)),
        ("−50, 300, 500", "ms", "down", (50, -300, -500)), ("50, −300, −500", "ms", "down", (50, -300, -500)),
        ("0, 300, 500", "ms", "down", (0, -300, -500)),
    ],
)  # fmt: skip
def test_a_range_is_low_likely_and_high(
    typed: str, unit: str, direction: str, changes: tuple[float, float, float]
) -> None:
    promised = parse_range(typed, unit, direction, sure=60)

    assert (promised.low, promised.likely, promised.high) == changes
    assert (promised.sure, promised.direction) == (60, direction)


@pytest.mark.parametrize("typed", ["", "0.5", "0.2, 0.5", "0.2, , 0.8", "1, 2, 3, 4"])
def test_a_range_needs_three_amounts(typed: str) -> None:
    with pytest.raises(BadPromise, match="low, likely and high"):
        parse_range(typed, "%", "up")


def test_a_range_that_may_be_one_number_is_refused_with_both_readings() -> None:
    with pytest.raises(TwoReadings, match="Write “100; 300; 500” or “100300500”"):
        parse_range("100,300,500", "ms", "down")
    with pytest.raises(TwoReadings, match="“1; 240; 500”"):
        parse_range("1 240 500", "ms", "down")


def test_an_amount_of_a_range_is_read_as_strictly_as_any() -> None:
    with pytest.raises(WrongUnit):
        parse_range("1 s, 2 s, 3 s", "ms", "down")
    with pytest.raises(TwoReadings):
        parse_range("0,2; 0,5; 0,8", "%", "up")
    with pytest.raises(NotANumber):
        parse_range("a, b, c", "%", "up")


@pytest.mark.parametrize(
    ("typed", "direction", "words"),
    [
        ("0.8, 0.5, 0.2", "up", "out of order: \\+0.8 pt, \\+0.5 pt, \\+0.2 pt"), ("0.2, 0.8, 0.5", "up",
        "out of order"),
        ("−0.8, −0.5, −0.2", "down", "out of order"), ("−0.2, −0.5, −0.8", "up",
        "wrong way: this metric should rise"),
        ("0, 0, 0", "up", "promises nothing"), ("0, 0, 1", "down", "promises nothing"), ("0, 0.5, 51", "up",
        "100 times likely"),
    ],
)  # fmt: skip
def test_a_promise_out_of_order_is_refused(typed: str, direction: str, words: str) -> None:
    with pytest.raises(BadPromise, match=words):
        parse_range(typed, "%", direction)


def test_a_promise_the_wrong_way_is_refused_in_both_directions() -> None:
    with pytest.raises(BadPromise, match="should fall"):
        check_promise(1, 2, 3, direction="down")
    with pytest.raises(BadPromise, match="should rise"):
        check_promise(-1, -2, -3, direction="up")


@pytest.mark.parametrize("sure", [0, -1, 101])
def test_how_sure_is_a_percentage(sure: int) -> None:
    with pytest.raises(BadPromise, match="1 to 100"):
        check_promise(1, 2, 3, direction="up", sure=sure)


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e15])
def test_a_promise_is_made_of_finite_numbers(value: float) -> None:
    with pytest.raises(ValueError, match=r"not a number|out of reach"):
        check_promise(1, 2, value, direction="up")


@given(SIZES)
def test_up_and_down_mirror_each_other(sizes: list[float]) -> None:
    typed = "; ".join(map(repr, sizes))

    up, down = parse_range(typed, "ms", "up"), parse_range(typed, "ms", "down")

    assert (up.low, up.likely, up.high) == (-down.low, -down.likely, -down.high)
    assert up.gains() == down.gains() == tuple(sizes)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.sampled_from(["up", "down"]))
def test_a_promise_that_passes_is_in_order_and_a_gain(amounts: list[float], direction: str) -> None:
    with contextlib.suppress(Refusal):
        promised = check_promise(*amounts, direction=direction)
        low, likely, high = promised.gains()
        assert low <= likely <= high
        assert likely > 0


def test_a_promise_that_was_kept_needs_no_check() -> None:
    assert Promised(low=-1, likely=-2, high=-3, sure=50, direction="down").gains() == (1, 2, 3)


@pytest.mark.parametrize(("typed", "sure"), [("60", 60), (" 60 % ", 60), ("100%", 100), ("1", 1)])
def test_how_sure_is_read(typed: str, sure: int) -> None:
    assert parse_sure(typed) == sure


@pytest.mark.parametrize("typed", ["", "half", "0.6", "60.5", "٣", "-5"])
def test_how_sure_is_a_whole_number(typed: str) -> None:
    with pytest.raises(NotANumber, match="whole percentage"):
        parse_sure(typed)


@pytest.mark.parametrize("typed", ["0", "101", "999999999"])
def test_how_sure_is_from_1_to_100(typed: str) -> None:
    with pytest.raises(BadPromise, match="1 to 100"):
        parse_sure(typed)
