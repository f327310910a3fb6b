"""Ranges that were given beforehand, together and against what came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.guess import Guess
from bot.value.ranges import Held, held, is_within, together

AMOUNTS = st.floats(-1e6, 1e6)
RANGES = st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(lambda three: Guess(*sorted(three)))


def test_several_ranges_are_the_median_of_each_end() -> None:
    said = [Guess(0.2, 0.5, 0.8), Guess(0.1, 0.4, 9.0), Guess(0.3, 0.6, 0.9)]

    assert together(said) == Guess(0.2, 0.5, 0.9)
    assert together(said[:2]) == Guess(0.15, 0.45, 4.9)
    assert together(said[:1]) == said[0]
    assert together([]) is None


def test_of_a_metric_that_should_fall_low_is_the_largest_number() -> None:
    fall = together([Guess(-100.0, -300.0, -500.0), Guess(20.0, -100.0, -200.0)])

    assert fall == Guess(-40.0, -200.0, -350.0)
    assert is_within(fall, -40.0)
    assert is_within(fall, -350.0)
    assert not is_within(fall, -351.0)
    assert not is_within(fall, 0.0)


@pytest.mark.parametrize(
    ("came", "within"),
    [(0.2, True), (0.5, True), (0.8, True), (0.19, False), (0.81, False), (0.80412, True), (0.805123, False)],
)
def test_the_ends_are_within_and_so_is_what_looks_like_one(came: float, within: bool) -> None:
    assert is_within(Guess(0.2, 0.5, 0.8), came) is within


def test_what_lies_between_ends_with_many_digits_is_within_however_it_is_shown() -> None:
    assert is_within(Guess(0.1234, 0.2, 0.3), 0.12341)


@given(st.lists(RANGES, min_size=1, max_size=6))
def test_ends_keep_their_order_and_their_reach(said: list[Guess]) -> None:
    all_said = together(said)

    assert all_said is not None
    assert all_said.low <= all_said.likely <= all_said.high
    assert min(one.low for one in said) <= all_said.low <= max(one.low for one in said)
    assert is_within(all_said, all_said.likely)


@pytest.mark.parametrize(
    ("n", "within", "enough", "are"),
    [
        (0, 0, False, ""),
        (4, 0, False, ""),
        (5, 1, True, "too narrow"),
        (7, 4, True, ""),
        (10, 8, True, ""),
        (15, 15, True, ""),
        (16, 16, True, "too wide"),
    ],
)
def test_ranges_are_called_too_narrow_or_too_wide_only_beyond_chance(
    n: int, within: int, enough: bool, are: str
) -> None:
    found = held([True] * within + [False] * (n - within))

    assert found == Held(n=n, within=within)
    assert (found.is_enough, found.are) == (enough, are)
