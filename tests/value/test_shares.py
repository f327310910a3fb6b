"""Split what a metric moved: claims of all releases on it never exceed what it moved."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.value.shares import Claim, split, split_as_agreed, together
from bot.value.span import Span

DAY = timedelta(days=1)
START = datetime(2026, 1, 5, tzinfo=UTC)


def span(likely):
    return Span(likely - 1, likely, likely + 1)


def claim(key, change=3.0, *, day=0, seen=30, promised=3.0, step=None):
    """A claim; days are counted from the first Monday."""
    return Claim(
        key=key,
        shipped_at=START + day * DAY,
        seen_at=START + seen * DAY,
        change=change,
        promised=promised,
        step=step,
    )


MOVED = span(4.0)
# Of 4 that the metric moved, the first claims all, and the second, two weeks later, 3.
BOTH = [claim(7, 4.0), claim(9, 3.0, day=14)]

numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
moves = numbers.map(span)
claims = st.lists(
    st.builds(
        claim,
        key=st.integers(0, 10_000),
        change=numbers,
        day=st.integers(0, 400),
        seen=st.integers(0, 500),
        promised=numbers,
        step=st.none() | numbers,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.key,
)
rules = st.sampled_from(["proposal", "weeks", "promise", "none"])


@settings(max_examples=50)
@given(moves, claims, rules)
def test_claims_never_exceed_what_the_metric_moved_nor_what_each_claimed(moved, given_claims, rule):
    found = split(moved, given_claims, rule)

    assert sum(found.shares.values()) <= found.size == abs(Fraction(str(moved.likely)))
    assert all(0 <= share <= found.claimed[key] for key, share in found.shares.items())
    assert found.unattributed >= 0


@settings(max_examples=50)
@given(moves, claims, st.data())
def test_neither_do_shares_that_people_agreed(moved, given_claims, data):
    agreed = {one.key: data.draw(st.floats(0, 1e6)) for one in given_claims}

    found = split_as_agreed(moved, given_claims, agreed)

    assert sum(found.shares.values()) <= found.size
    assert all(0 <= share <= min(found.claimed[key], Fraction(str(agreed[key]))) for key, share in found.shares.items())


@settings(max_examples=50)
@given(moves, claims, rules, st.randoms())
def test_the_order_in_which_claims_come_changes_nothing(moved, given_claims, rule, random):
    shuffled = list(given_claims)
    random.shuffle(shuffled)

    assert split(moved, shuffled, rule) == split(moved, given_claims, rule)


@settings(max_examples=50)
@given(moves, claims, rules)
def test_what_is_not_disputed_is_left_as_it_is_claimed(moved, given_claims, rule):
    found = split(moved, given_claims, rule)

    if not found.is_disputed:
        assert dict(found.shares) == dict(found.claimed)


def test_the_proposal_goes_by_promise_and_weeks_live():
    # Both promised 3; the first was live for 30 days, the second for 16.
    found = split(MOVED, BOTH)

    assert found.is_disputed
    assert dict(found.shares) == {7: Fraction(4 * 30, 46), 9: Fraction(4 * 16, 46)}
    assert found.part(9) == Fraction(4 * 16, 46 * 3)
    assert found.moved == MOVED


def test_weeks_live_alone_and_promises_alone_may_be_chosen():
    uneven = [claim(7, 4.0, promised=1.0), claim(9, 3.0, day=14, promised=3.0)]

    assert dict(split(MOVED, uneven, "weeks").shares) == {7: Fraction(4 * 30, 46), 9: Fraction(4 * 16, 46)}
    assert dict(split(MOVED, uneven, "promise").shares) == {7: 1, 9: 3}


def test_left_unattributed_each_gets_what_no_other_claims():
    found = split(MOVED, BOTH, "none")

    assert dict(found.shares) == {7: 1, 9: 0}
    assert found.unattributed == 3


def test_a_joint_fit_that_tells_them_apart_says_how_it_is_split():
    told = [claim(7, 4.0, step=1.0), claim(9, 3.0, day=14, step=3.0)]
    half_told = [claim(7, 4.0, step=1.0), claim(9, 3.0, day=14)]

    assert dict(split(MOVED, told).shares) == {7: 1, 9: 3}
    assert split(MOVED, half_told) == split(MOVED, BOTH)


def test_what_fills_its_claim_leaves_the_rest_to_the_others():
    found = split(MOVED, [claim(7, 1.0, promised=9.0), claim(9, 4.0, promised=1.0), claim(11, 4.0, promised=0.0)])

    assert dict(found.shares) == {7: 1, 9: 3, 11: 0}


def test_a_release_that_promised_nothing_gets_what_the_others_leave():
    found = split(MOVED, [claim(7, 1.0), claim(9, 4.0, promised=0.0)])

    assert dict(found.shares) == {7: 1, 9: 3}


def test_a_claim_against_the_movement_has_moved_nothing_of_it_and_is_not_cut():
    found = split(MOVED, [claim(7, 5.0), claim(9, -1.0)])

    assert dict(found.shares) == {7: 4, 9: 0}
    assert found.part(9) == 1


def test_falling_is_shared_like_rising():
    found = split(span(-4.0), [claim(7, -4.0), claim(9, -3.0, day=14)])

    assert found.shares[7] == Fraction(4 * 30, 46)
    assert found.signed(found.size) == -4.0
    assert split(MOVED, BOTH).signed(Fraction(1, 2)) == 0.5


def test_agreed_shares_shrink_in_proportion_when_less_was_moved_than_was_thought():
    found = split_as_agreed(MOVED, BOTH, {7: 4.0, 9: 2.0})

    assert dict(found.shares) == {7: Fraction(8, 3), 9: Fraction(4, 3)}
    with pytest.raises(ValueError, match="less than nothing"):
        split_as_agreed(MOVED, BOTH, {7: -1.0})


def test_releases_stand_together_within_a_month_or_while_one_is_still_watched():
    near = [claim(1, day=0, seen=7), claim(2, day=30, seen=37)]
    far = [claim(1, day=0, seen=7), claim(2, day=31, seen=38)]
    watched = [claim(1, day=0, seen=90), claim(2, day=60, seen=67), claim(3, day=90, seen=100)]

    assert [len(group) for group in together(near)] == [2]
    assert [len(group) for group in together(reversed(far))] == [1, 1]
    assert [[one.key for one in group] for group in together(watched)] == [[1, 2, 3]]


def test_claims_that_add_up_in_decimals_are_not_disputed():
    assert not split(Span(0.3, 0.3, 0.3), [claim(7, 0.1), claim(9, 0.2)]).is_disputed
