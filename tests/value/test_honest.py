"""Set a claim beside what past claims turned into, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.value.honest import Honest, honest, median, ratio

NINE = [Fraction(hundredth, 100) for hundredth in (110, 17, 25, 31, 40, 46, 62, 75, 90)]


def test_nine_promises_give_their_median_and_the_range_that_holds_the_next_eight_times_of_ten():
    assert honest(NINE, []) == Honest(
        n=9, median=Fraction(46, 100), low=Fraction(17, 100), high=Fraction(110, 100), chance=Fraction(4, 5),
        of_team=True,
    )  # fmt: skip


@pytest.mark.parametrize(("n", "low", "high", "chance"), [(5, 0, 4, Fraction(2, 3)), (18, 0, 17, Fraction(17, 19)),
                                                          (19, 1, 17, Fraction(4, 5))])  # fmt: skip
def test_the_more_there_are_the_more_of_the_ends_are_left_out(n, low, high, chance):
    found = honest([Fraction(number) for number in reversed(range(n))], [])

    assert found is not None
    assert (found.low, found.high, found.chance) == (low, high, chance)


def test_with_fewer_than_five_everyones_count_and_with_too_few_of_those_nothing_is_said():
    few = honest(NINE[:4], NINE)

    assert few is not None
    assert (few.of_team, few.n) == (False, 9)
    assert honest(NINE[:4], NINE[:4]) is None
    assert honest(NINE[:5], []) is not None


@pytest.mark.parametrize(
    ("seen", "promised", "share"),
    [(0.23, 0.5, "0.46"), (-41.0, -50.0, "0.82"), (20.0, -50.0, "-0.4"), (0.0, 0.3, "0"), (0.1, 0.3, "1/3")],
)
def test_a_ratio_is_exact_and_below_0_where_it_went_the_wrong_way(seen, promised, share):
    assert ratio(seen, promised) == Fraction(share)


def test_of_nothing_there_is_no_share_and_no_middle():
    with pytest.raises(ValueError, match="no share"):
        ratio(1.0, 0.0)
    with pytest.raises(ValueError, match="no middle"):
        median([])


def test_the_middle_of_an_even_number_is_the_mean_of_two():
    assert median([Fraction(3), Fraction(1), Fraction(2), Fraction(10)]) == Fraction(5, 2)


def test_shares_are_shown_as_numbers():
    found = honest(NINE, [])

    assert found is not None
    assert (found.least, found.share, found.most) == (0.17, 0.46, 1.1)


@given(some.lists(some.fractions(-2, 3), min_size=5, max_size=60))
def test_the_median_lies_within_the_range_and_order_does_not_matter(ratios):
    found, turned = honest(ratios, []), honest(list(reversed(ratios)), [])

    assert found == turned
    assert found is not None
    assert found.low <= found.median <= found.high
    assert found.chance >= Fraction(2, 3)
