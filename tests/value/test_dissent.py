"""With whom later readings side, by the distance on the order missed < partly < hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.dissent import ORDER, Dissent, sided

RATED = st.sampled_from(sorted(ORDER))
WORDS = st.sampled_from([*ORDER, "too_early", "unmeasurable"])
OTHER = {"person": "proposal", "proposal": "person"}


@pytest.mark.parametrize(
    ("said", "proposed", "later", "side"),
    [
        ("hit", "partly", "hit", "person"),
        ("hit", "partly", "partly", "proposal"),
        ("hit", "partly", "missed", "proposal"),
        ("hit", "missed", "partly", "neither"),
        ("missed", "partly", "missed", "person"),
        ("missed", "too_early", "missed", "person"),
        ("missed", "too_early", "partly", "proposal"),
        ("missed", "unmeasurable", "hit", "proposal"),
        ("too_early", "hit", "hit", "proposal"),
        ("too_early", "hit", "partly", "person"),
        ("unmeasurable", "too_early", "hit", "neither"),
        ("hit", "partly", "too_early", "untold"),
        ("hit", "partly", "", "untold"),
    ],
)
def test_a_later_look_sides_with_whoever_was_nearer(said: str, proposed: str, later: str, side: str) -> None:
    assert sided(said, proposed, later) == side


@given(WORDS, WORDS, WORDS)
def test_whoever_changes_places_changes_sides(said: str, proposed: str, later: str) -> None:
    side = sided(said, proposed, later)

    assert sided(proposed, said, later) == (OTHER.get(side, side) if said != proposed else side)


@given(RATED, WORDS)
def test_whoever_said_what_is_said_last_has_it_on_their_side(said: str, proposed: str) -> None:
    assert sided(said, proposed, said) == ("person" if said != proposed else "neither")


def test_answers_against_proposals_are_counted_by_side() -> None:
    found = Dissent(23, ("person", "proposal", "person", "open"))

    assert found.against == 4
    assert [found.sided(side) for side in ("person", "proposal", "neither", "untold", "open")] == [2, 1, 0, 0, 1]
