"""A chart says in words what its signs stand for, where the lines' own labels do not."""

import pytest

from bot.value.plot import Expected, Marker, plot
from bot.value.plot.keys import SIZE, keys_of
from bot.value.plot.lettering import width_of
from tests.value.plot.test_draft import daily, day

RANGE = [Expected(day(5), 3.8, 3.6, 4.0), Expected(day(9), 3.8, 3.6, 4.0)]
OTHER = [Marker(day(3), "REL-7"), Marker(day(6), "REL-9", is_neighbour=True)]


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, []),
        ({"markers": OTHER[:1]}, []),
        ({"expected": [Expected(day(5), 3.8)]}, []),
        ({"expected": RANGE}, ["read", "expected"]),
        ({"markers": OTHER}, ["read", "neighbour"]),
        ({"expected": RANGE, "markers": OTHER}, ["read", "expected", "neighbour"]),
        ({"markers": OTHER, "end": day(5)}, []),
    ],
)
def test_only_the_signs_that_are_drawn_are_named(given, kinds) -> None:
    assert [key.kind for key in plot(daily(*[3.8] * 10), **given).keys] == kinds


def test_the_readings_make_room_for_the_words_below() -> None:
    plain, named = plot(daily(1, 2)), plot(daily(1, 2), expected=[Expected(day(1), 1, 0, 2)])

    assert named.frame.bottom < plain.frame.bottom
    assert max(key.y for key in named.keys) + SIZE / 2 <= named.height
    assert named.frame.bottom + 20 < min(key.y for key in named.keys) - SIZE / 2


@pytest.mark.parametrize("without", ["the release", "these releases"])
def test_the_words_stand_apart_and_fit(without) -> None:
    first, second, third = keys_of(20, 340, without=without, neighbours=True)

    assert second.text == f"without {without}, 95 times of 100"
    assert first.x < second.x < third.x
    assert third.x + 31 + width_of(third.text, SIZE) < 580
