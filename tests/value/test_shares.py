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


def claim(key, change=3.0, *, before=60.0, day=0, seen=30, promised=3.0, off=None, step=None):
    """A claim; days are counted from the first Monday."""
    return Claim(
        key=key,
        shipped_at=START + day * DAY,
        seen_at=START + seen * DAY,
        before=before,
        after=before + change,
        promised=promised,
        off=off,
        step=step,
    )


def both(**more):
    """Two releases that both saw the metric come to 64, from 60 and from 61: 4 and 3 are claimed of 4."""
    return [claim(7, 4.0, day=0, **more), claim(9, 3.0, before=61.0, day=14, **more)]


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
claims = st.lists(
    st.builds(
        claim,
        key=st.integers(0, 10_000),
        change=numbers,
        before=numbers,
        day=st.integers(0, 400),
        seen=st.integers(0, 500),
        promised=numbers,
        off=st.none() | st.floats(0, 1e3),
        step=st.none() | numbers,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.key,
)
rules = st.sampled_from(["proposal", "weeks", "promise", "none"])


@settings(max_examples=50)
@given(claims, rules)
def test_claims_never_exceed_what_the_metric_moved_nor_what_each_claimed(given_claims, rule):
    found = split(given_claims, rule)

    first = min(given_claims, key=lambda one: (one.shipped_at, one.key)).before
    last = max(given_claims, key=lambda one: (one.seen_at, one.key)).after
    assert found.size == abs(Fraction(str(last)) - Fraction(str(first)))
    assert sum(found.shares.values()) <= found.size
    assert all(0 <= share <= found.claimed[key] for key, share in found.shares.items())
    assert found.unattributed >= 0


@settings(max_examples=50)
@given(claims, st.dictionaries(st.integers(0, 10_000), st.floats(0, 1e6)), st.data())
def test_neither_do_shares_that_people_agreed(given_claims, parts, data):
    agreed = {one.key: data.draw(st.floats(0, 1e6)) for one in given_claims} | parts

    found = split_as_agreed(given_claims, agreed)

    assert sum(found.shares.values()) <= found.size
    assert all(0 <= share <= min(found.claimed[key], Fraction(str(agreed[key]))) for key, share in found.shares.items())


@settings(max_examples=50)
@given(claims, rules, st.randoms())
def test_the_order_in_which_claims_come_changes_nothing(given_claims, rule, random):
    shuffled = list(given_claims)
    random.shuffle(shuffled)

    assert split(shuffled, rule) == split(given_claims, rule)


@settings(max_examples=50)
@given(claims, rules)
def test_what_is_not_disputed_is_left_as_it_is_claimed(given_claims, rule):
    found = split(given_claims, rule)

    if not found.is_disputed:
        assert dict(found.shares) == dict(found.claimed)


def test_the_proposal_goes_by_promise_and_weeks_live():
    # 4 × (3 × 30/7 against 3 × 16/7): 2.608… and 1.391….
    found = split(both())

    assert found.moved == Span(4.0, 4.0, 4.0)
    assert found.is_disputed
    assert found.shares[7] == Fraction(4 * 30, 46)
    assert found.shares[9] == Fraction(4 * 16, 46)
    assert found.part(9) == Fraction(4 * 16, 46 * 3)
    assert found.signed(found.shares[7]) == pytest.approx(4 * 30 / 46)


def test_weeks_live_alone_and_promises_alone_may_be_chosen():
    uneven = [claim(7, 4.0, promised=1.0), claim(9, 3.0, before=61.0, day=14, promised=3.0)]

    assert split(uneven, "weeks").shares[7] == pytest.approx(4 * 30 / 46)
    assert dict(split(uneven, "promise").shares) == {7: 1.0, 9: 3.0}


def test_left_unattributed_each_gets_what_no_other_claims():
    found = split(both(), "none")

    assert dict(found.shares) == {7: 1.0, 9: 0.0}
    assert found.unattributed == 3.0


def test_a_joint_fit_that_tells_them_apart_says_how_it_is_split():
    told = [claim(7, 4.0, step=1.0), claim(9, 3.0, before=61.0, day=14, step=3.0)]
    half_told = [claim(7, 4.0, step=1.0), claim(9, 3.0, before=61.0, day=14)]

    assert dict(split(told).shares) == {7: 1.0, 9: 3.0}
    assert split(half_told) == split(both())


def test_what_fills_its_claim_leaves_the_rest_to_the_others():
    found = split([claim(7, 4.0, promised=9.0), claim(9, 1.0, before=63.0, promised=1.0), claim(11, 4.0, promised=0.0)])

    assert dict(found.shares) == {7: Fraction(18, 5), 9: Fraction(2, 5), 11: 0}


def test_a_release_that_promised_nothing_gets_what_the_others_leave():
    found = split([claim(7, 1.0, before=60.0), claim(9, 4.0, promised=0.0)])

    assert dict(found.shares) == {7: 1.0, 9: 3.0}


def test_a_claim_against_the_movement_has_moved_nothing_of_it_and_is_not_cut():
    found = split([claim(7, 4.0, seen=20), claim(9, -1.0, before=65.0, day=10)])

    assert dict(found.shares) == {7: 4.0, 9: 0.0}
    assert found.part(9) == 1


def test_falling_is_shared_like_rising():
    found = split([claim(7, -4.0), claim(9, -3.0, before=59.0, day=14)])

    assert found.moved.likely == -4.0
    assert found.signed(found.size) == -4.0
    assert found.shares[7] == Fraction(4 * 30, 46)


def test_agreed_shares_shrink_in_proportion_when_less_was_moved_than_was_thought():
    found = split_as_agreed(both(), {7: 4.0, 9: 2.0})

    assert found.shares[7] == Fraction(8, 3)
    assert found.shares[9] == Fraction(4, 3)
    with pytest.raises(ValueError, match="less than nothing"):
        split_as_agreed(both(), {7: -1.0})


def test_releases_stand_together_within_a_month_or_while_one_is_still_watched():
    near = [claim(1, day=0, seen=7), claim(2, day=30, seen=37)]
    far = [claim(1, day=0, seen=7), claim(2, day=31, seen=38)]
    watched = [claim(1, day=0, seen=90), claim(2, day=60, seen=67), claim(3, day=90, seen=100)]

    assert [len(group) for group in together(near)] == [2]
    assert [len(group) for group in together(reversed(far))] == [1, 1]
    assert [[one.key for one in group] for group in together(watched)] == [[1, 2, 3]]


def test_what_was_moved_is_as_unsure_as_the_least_sure_claim():
    unsure = [claim(7, 4.0, off=0.5), claim(9, 3.0, before=61.0, day=14, off=1.0)]

    assert split(unsure).moved == Span(3.0, 4.0, 5.0)


def test_claims_that_add_up_in_decimals_are_not_disputed():
    tenths = [claim(7, 0.1, before=0.0, seen=20), claim(9, 0.2, before=0.1, day=10)]

    assert not split(tenths).is_disputed
