"""Past promises that are like a new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.similar import Past, alike, likeness

PAST = [
    Past("Guest checkout. Fewer people give up while paying", "REL-3", metric_id=1),
    Past("Faster search. Results under a second", "REL-4", metric_id=2),
    Past("Invoice export for accountants", "REL-5"),
    Past("One-page checkout. Fewer people give up", "REL-6", metric_id=9),
]


def test_alike_words_are_found_the_likest_first() -> None:
    found = alike("One-page checkout: fewer people give up while paying", PAST)

    assert [one.thing for one in found] == ["REL-6", "REL-3"]
    assert not found[0].same_metric


def test_the_same_metric_is_found_whatever_the_words() -> None:
    found = alike("Something else entirely", PAST, metric_id=2)

    assert [(one.thing, one.same_metric) for one in found] == [("REL-4", True)]


def test_the_same_metric_counts_as_much_as_half_of_the_words() -> None:
    found = alike("One-page checkout: fewer people give up while paying", PAST, metric_id=1)

    assert [one.thing for one in found] == ["REL-3", "REL-6"]


def test_two_without_a_metric_are_not_about_the_same_one() -> None:
    assert alike("Something else entirely", PAST, metric_id=None) == []


def test_what_is_equally_alike_stays_in_the_order_given() -> None:
    twins = [Past("checkout", number) for number in (3, 1, 2)]

    assert [one.thing for one in alike("Checkout", twins)] == [3, 1, 2]
    assert [one.thing for one in alike("Checkout", twins, limit=2)] == [3, 1]


def test_capitals_and_hidden_characters_make_no_difference() -> None:
    assert likeness("CHECK\u200bOUT", "checkout") == 1


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "checkout"), ("abc", "xyz")])
def test_nothing_in_common_is_0(one: str, other: str) -> None:
    assert likeness(one, other) == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_both_ways_and_at_most_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable()))
def test_a_text_is_like_itself(text: str) -> None:
    assert likeness(text, text) == 1
