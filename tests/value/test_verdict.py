"""Verdicts: what the readings propose for a promise."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.effect import Effect
from bot.value.promise import Promised, check_promise
from bot.value.verdict import Judgement, judge, rate, rate_progress, verdict_figure

UP = check_promise(0.2, 0.5, 0.8, direction="up", sure=60)
DOWN = check_promise(-0.2, -0.5, -0.8, direction="down", sure=60)
AMOUNTS = st.floats(-1e6, 1e6)


def seen(
    change: float, low: float | None = None, high: float | None = None, *, n_before: int = 28, n_after: int = 7
) -> Effect:
    """An effect with a range, or with values only."""
    return Effect(
        before=3.8,
        after=3.8 + change,
        change=change,
        low=low,
        high=high,
        n_before=n_before,
        n_after=n_after,
        says="values" if low is None else "range",
        note="",
        rows_in=("28 readings of the 28 days before shipping",),
        rows_out=("1 reading too young to be complete",),
    )


def unseen(*, before: float | None, n_before: int, n_after: int) -> Effect:
    """An effect of which nothing can be said."""
    return Effect(
        before=before,
        after=4.3 if n_after else None,
        change=None,
        low=None,
        high=None,
        n_before=n_before,
        n_after=n_after,
        says="nothing",
        note="",
    )


@pytest.mark.parametrize(
    ("effect", "word"),
    [
        (seen(0.5, 0.3, 0.7), "hit"), (seen(0.5, 0.2, 0.8), "hit"), (seen(0.9, 0.6, 1.2), "hit"),
        (seen(0.5, 0.1, 0.9), "partly"), (seen(0.4, 0.3, 0.5), "partly"), (seen(0.2, 0.1, 0.3), "partly"),
        (seen(0.1, 0.05, 0.15), "missed"), (seen(0.1, -0.1, 0.3), "missed"), (seen(0.0, -0.1, 0.1), "missed"),
        (seen(-0.4, -0.6, -0.2), "missed"),
        # Too wide a range around 0 to see what was promised.
        (seen(0.3, -0.2, 0.8), "too_early"), (seen(-0.1, -0.6, 0.4), "too_early"), (seen(0.5, 0.0, 1.0), "too_early"),
    ],
)  # fmt: skip
def test_a_verdict_follows_from_the_change_and_its_range(effect: Effect, word: str) -> None:
    assert judge(UP, effect).word == word


def test_a_verdict_passes_exactly_at_the_promise() -> None:
    assert judge(UP, seen(0.5, 0.2, 0.8)).word == "hit"
    assert judge(UP, seen(0.5 - 1e-12, 0.2 - 1e-12, 0.8)).word == "hit"
    assert judge(UP, seen(0.499, 0.2, 0.8)).word == "partly"
    assert judge(UP, seen(0.5, 0.199, 0.801)).word == "partly"
    assert judge(UP, seen(0.2, 0.2, 0.2)).word == "partly"
    assert judge(UP, seen(0.199, 0.199, 0.199)).word == "missed"


@pytest.mark.parametrize("n_before", [0, 1, 2, 3])
def test_fewer_than_four_readings_before_are_too_early_whatever_they_show(n_before: int) -> None:
    judgement = judge(UP, seen(0.5, n_before=n_before))

    assert (judgement.word, judgement.label, judgement.leaning) == ("too_early", "too early", "hit")
    assert "4 are needed" in judgement.why
    assert ("no reading before" in judgement.why) == (n_before == 0)


@pytest.mark.parametrize(("change", "leaning"), [(0.5, "hit"), (0.3, "partly"), (0.1, "missed"), (-0.5, "missed")])
def test_too_early_says_what_the_values_alone_would_say(change: float, leaning: str) -> None:
    assert judge(UP, seen(change, n_before=2)).leaning == leaning
    assert judge(UP, seen(change, -9.0, 9.0)).leaning == leaning


def told(probability: float, **given: Any) -> Effect:
    """A change as it was promised, with the probability that it is real."""
    return replace(seen(0.5, 0.21, 0.79), probability=probability, **given)


def test_at_several_looks_more_than_95_of_100_is_asked_for() -> None:
    assert judge(UP, told(0.9994)).word == "hit"
    assert judge(UP, told(0.9992)).word == "too_early"
    assert judge(UP, told(0.9992)).leaning == "hit"
    assert judge(UP, told(0.9992), final=True).word == "partly"
    assert judge(UP, told(0.9992), final=True, looks=1).word == "hit"
    assert judge(DOWN, replace(seen(-0.5, -0.79, -0.21), probability=0.0006)).word == "hit"


def test_less_than_a_week_of_weekdays_has_to_stand_far_out() -> None:
    assert "less than a whole week" in judge(UP, told(0.9992, is_partial_week=True)).why
    assert judge(UP, told(0.9994, is_partial_week=True)).word == "hit"


def test_a_change_of_several_releases_is_no_ones_hit() -> None:
    judgement = judge(UP, told(1.0, train=(datetime(2026, 3, 1, tzinfo=UTC),)))

    assert judgement.word == "partly"
    assert "several releases" in judgement.why


def test_no_effect_is_said_only_inside_of_the_promised_low() -> None:
    assert "no change to speak of" in judge(UP, seen(0.05, -0.05, 0.15)).why
    assert "no change to speak of" in judge(DOWN, seen(0.05, -0.05, 0.15)).why
    assert "no change to speak of" not in judge(UP, seen(0.05, -0.15, 0.25)).why
    assert "98 % sure" in verdict_figure(judge(UP, told(0.98)), UP, told(0.98), "%").rows_in[1]


def test_an_outcome_without_a_metric_is_unmeasurable() -> None:
    assert judge(UP, None) == Judgement("unmeasurable", "the outcome has no metric")


def test_no_readings_at_all_are_unmeasurable() -> None:
    assert judge(UP, unseen(before=None, n_before=0, n_after=0)).word == "unmeasurable"


def test_no_reading_before_shipping_is_unmeasurable() -> None:
    judgement = judge(UP, unseen(before=None, n_before=0, n_after=3))

    assert judgement.word == "unmeasurable"
    assert "nothing to compare with" in judgement.why


def test_no_reading_since_shipping_is_too_early_until_nobody_looks_again() -> None:
    nothing_yet = unseen(before=3.8, n_before=28, n_after=0)

    assert judge(UP, nothing_yet).word == "too_early"
    assert judge(UP, nothing_yet, final=True) == Judgement("unmeasurable", "nothing was read since shipping")


def test_a_fall_is_judged_as_a_rise_is() -> None:
    assert judge(DOWN, seen(-0.5, -0.7, -0.3)).word == "hit"
    assert judge(DOWN, seen(-0.5, -0.9, -0.1)).word == "partly"
    assert judge(DOWN, seen(0.5, 0.3, 0.7)).word == "missed"


def test_why_says_in_which_way_it_was_missed() -> None:
    assert "promised direction" in judge(UP, seen(-0.4, -0.6, -0.2)).why
    assert "less than the promised low" in judge(UP, seen(0.1, 0.05, 0.15)).why
    assert "may still be less" in judge(UP, seen(0.5, 0.1, 0.9)).why
    assert "between the promised low and likely" in judge(UP, seen(0.3, 0.25, 0.35)).why


def test_a_promise_whose_low_is_a_loss_still_needs_a_gain() -> None:
    careful = check_promise(-0.2, 0.5, 0.8, direction="up")

    assert rate(careful, 0.0) == "missed"
    assert rate(careful, -0.1) == "missed"
    assert rate(careful, 0.1) == "partly"


@st.composite
def promises(draw: st.DrawFn) -> Promised:
    low, likely, high = sorted(draw(st.lists(st.floats(0.01, 1), min_size=3, max_size=3)))
    return check_promise(low, likely, high, direction="up")


@given(promises(), AMOUNTS, st.floats(0, 1e6), st.booleans())
def test_up_and_down_mirror_each_other(promised: Promised, change: float, width: float, final: bool) -> None:
    mirrored = replace(
        promised, low=-promised.low, likely=-promised.likely, high=-promised.high, direction="down"
    )  # fmt: skip
    up = seen(change, change - width, change + width)
    down = seen(-change, -change - width, -change + width)

    assert judge(promised, up, final=final) == judge(mirrored, down, final=final)


@given(promises(), st.one_of(st.none(), AMOUNTS), st.integers(0, 9), st.booleans())
def test_there_is_never_a_rating_from_an_empty_window(
    promised: Promised, before: float | None, n_before: int, final: bool
) -> None:
    judgement = judge(promised, unseen(before=before, n_before=n_before, n_after=0), final=final)

    assert judgement.word in ("too_early", "unmeasurable")
    assert judgement.leaning == ""


@given(promises(), AMOUNTS, st.floats(0, 10))
def test_a_hit_is_never_claimed_beyond_what_was_seen(promised: Promised, change: float, width: float) -> None:
    if judge(promised, seen(change, change - width, change + width)).word == "hit":
        assert change >= promised.likely * (1 - 1e-8)
        assert change - width >= promised.low - abs(promised.low) * 1e-8


@given(promises(), AMOUNTS, st.floats(0, 1), st.floats(0, 10))
def test_a_larger_gain_is_never_judged_worse(promised: Promised, change: float, width: float, more: float) -> None:
    order = ["missed", "too_early", "partly", "hit"]

    worse = judge(promised, seen(change, change - width, change + width)).word
    better = judge(promised, seen(change + more, change + more - width, change + more + width)).word

    if "too_early" not in (worse, better):
        assert order.index(better) >= order.index(worse)


@pytest.mark.parametrize(
    ("progress", "rating"), [(1.0, "hit"), (1.5, "hit"), (0.999, "partly"), (1 / 3, "partly"), (0.0, "missed"),
    (-1.0, "missed")]
)  # fmt: skip
def test_an_outcomes_progress_is_rated_against_its_target(progress: float, rating: str) -> None:
    assert rate_progress(progress) == rating


def test_a_verdict_explains_itself() -> None:
    effect = seen(0.5, 0.3, 0.7)

    figure = verdict_figure(judge(UP, effect), UP, effect, "%")

    assert figure.value == "hit"
    assert figure.rows_in[:2] == ("promised: +0.2 pt, +0.5 pt, +0.8 pt", "change: +0.5 pt (0.3 to 0.7)")
    assert figure.rows_in[2:] == effect.rows_in
    assert figure.rows_out == effect.rows_out


def test_a_verdict_explains_what_it_could_not_see() -> None:
    values = seen(0.5, n_before=2)

    assert verdict_figure(judge(UP, values), UP, values, "%").rows_in[1] == "change: +0.5 pt"
    assert verdict_figure(judge(UP, None), UP, None, "%").rows_in[1] == "no metric"
