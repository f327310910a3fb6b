"""What an experiment shows is what its published interval says, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.experiment import (
    LEAST,
    Arm,
    NotAnArm,
    compare,
    difference,
    is_arm,
    names_arm,
    parse_arm,
    verdict_shown,
    wilson,
)
from bot.value.promise import Promised


# Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_published_one(one, other, low, high):
    assert difference(Arm(*one), Arm(*other)) == pytest.approx((low, high), abs=5e-5)


# Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("arm", "low", "high"),
    [((81, 263), 0.2553, 0.3662), ((15, 148), 0.0624, 0.1605), ((0, 20), 0.0, 0.1611), ((1, 29), 0.0061, 0.1718)],
)
def test_the_limits_of_one_share_are_the_published_ones(arm, low, high):
    assert wilson(Arm(*arm)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("control", "variant", "direction", "word"),
    [
        ((120, 1000), (150, 1010), "up", "inconclusive"),
        ((120, 1000), (170, 1010), "up", "validated"),
        ((170, 1000), (120, 1010), "up", "invalidated"),
        ((170, 1000), (120, 1010), "down", "validated"),
        ((120, 1000), (170, 1010), "down", "invalidated"),
        ((10, LEAST - 1), (90, LEAST), "up", "too_few"),
        ((10, LEAST), (90, LEAST - 1), "up", "too_few"),
        ((10, LEAST), (90, LEAST), "up", "validated"),
    ],
)
def test_a_hypothesis_is_validated_only_when_the_whole_interval_is_a_gain(control, variant, direction, word):
    assert compare(Arm(*control), Arm(*variant), direction).word == word


counts = st.integers(1, 10**6).flatmap(lambda n: st.builds(Arm, st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_arms_that_change_places_change_the_sign_and_the_interval_holds_the_difference(one, other):
    low, high = difference(one, other)
    turned = difference(other, one)

    assert -1 - 1e-12 <= low <= one.share - other.share <= high <= 1 + 1e-12
    assert turned == pytest.approx((-high, -low), abs=1e-12)


def test_what_was_typed_is_an_arm_with_or_without_thousands():
    assert parse_arm("control 120 of 1000") == ("control", Arm(120, 1000))
    assert parse_arm(" Variant 1,150 of 12,010 ") == ("variant", Arm(1150, 12010))
    assert [is_arm(text) for text in ("variant 1", "Control", "controlled 3", "4.3 % yesterday")] == [
        True,
        True,
        False,
        False,
    ]
    assert names_arm("Variant colour 3")
    assert not names_arm("Checkout conversion 4.3 %")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("control", "Say how many of how many."),
        ("control 12 %", "Say how many of how many."),
        ("control 1.5 of 10", "Say how many of how many."),
        ("variant 12 of 1000 yesterday", "Say how many of how many."),
        ("control 0 of 0", "Of 0 there is no share."),
        ("control 1,200 of 1000", "1,200 is more than all 1,000 of them."),
        ("control 1 of 2000000000000", "2,000,000,000,000 is more than there are."),
    ],
)
def test_anything_else_is_refused_with_how_it_goes(typed, message):
    with pytest.raises(NotAnArm) as refused:
        parse_arm(typed)

    assert refused.value.message == message
    assert refused.value.hint == "Like `control 120 of 1000`, and `variant 150 of 1010`."


def test_its_figure_names_method_arms_and_what_was_left_out():
    found = compare(Arm(120, 1000), Arm(170, 1010))

    figure = found.figure(("2 earlier counts",))

    assert found.shows
    assert found.label == "validated"
    assert compare(Arm(1, 10), Arm(2, 10)).label == "too few to say"
    assert figure.value.startswith("+4.8 pt (")
    assert figure.value.endswith("): validated")
    assert figure.rows_in == ("control: 120 of 1,000, 12 %", "variant: 170 of 1,010, 17 %")
    assert figure.rows_out == ("2 earlier counts",)


@pytest.mark.parametrize(
    ("promised", "control", "variant", "word"),
    [
        # +4.8 pt, of which 1.8 are sure.
        ((1, 4, 6), (120, 1000), (170, 1010), "hit"),
        ((2, 4, 6), (120, 1000), (170, 1010), "partly"),
        ((1, 5, 9), (120, 1000), (170, 1010), "partly"),
        ((5, 6, 9), (120, 1000), (170, 1010), "missed"),
        ((1, 4, 6), (170, 1010), (120, 1000), "missed"),
        # Less is better.
        ((-1, -4, -6), (170, 1010), (120, 1000), "hit"),
        ((-1, -4, -6), (120, 1000), (170, 1010), "missed"),
    ],
)
def test_what_an_experiment_shows_is_held_against_the_promise(promised, control, variant, word):
    low, likely, high = promised
    direction = "up" if likely > 0 else "down"
    found = verdict_shown(
        Promised(low=low, likely=likely, high=high, sure=60, direction=direction),
        compare(Arm(*control), Arm(*variant), direction),
    )

    assert found is not None
    assert found.word == word
    assert found.why.startswith("in an experiment")


def test_what_shows_nothing_proposes_nothing_and_who_did_it_all_did_a_part():
    promised = Promised(low=1, likely=4, high=6, sure=60, direction="up")

    assert verdict_shown(promised, compare(Arm(120, 1000), Arm(150, 1010))) is None
    assert verdict_shown(promised, compare(Arm(1, 12), Arm(90, 99))) is None
    hit = verdict_shown(promised, compare(Arm(120, 1000), Arm(170, 1010)))
    assert hit is not None
    assert [word for word in ("hit", "partly", "missed", "too_early") if hit.backs(word)] == ["hit", "partly"]
