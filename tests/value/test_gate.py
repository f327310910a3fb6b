"""The gate: no outcome, no date."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.gate import QUESTION, CriterionFacts, Override, PromiseFacts, ReleaseFacts, decide
from bot.value.roles import may, only_delivery, together, who_may

PROMISE = PromiseFacts(
    outcome="Fewer drop-offs", has_metric=True, has_baseline=True, has_target=True, has_due=True, roles=("product",)
)
READY = ReleaseFacts(promises=(PROMISE,), why_now="ready", has_window=True)
EMPTY = replace(READY, promises=())
ACTIONS = st.sampled_from(["schedule", "ship"])


def criteria(*agreed: bool) -> tuple[CriterionFacts, ...]:
    return tuple(CriterionFacts(text=f"criterion {place}", agreed=is_so) for place, is_so in enumerate(agreed, 1))


def test_the_question_is_exactly_this() -> None:
    assert QUESTION == "What outcome will this release deliver?"


@pytest.mark.parametrize("action", ["schedule", "ship"])
def test_a_release_with_an_outcome_passes(action: str) -> None:
    result = decide(action, READY)  # type: ignore[arg-type]

    assert (result.allowed, result.missing, result.warnings) == (True, (), ())
    assert (result.asks_outcome, result.exempt, result.overridden) == (False, False, False)


@pytest.mark.parametrize("action", ["schedule", "ship"])
def test_a_release_without_an_outcome_is_stopped(action: str) -> None:
    result = decide(action, EMPTY)  # type: ignore[arg-type]

    assert (result.allowed, result.missing, result.asks_outcome) == (False, ("an outcome",), True)


def test_an_outcome_that_cannot_be_looked_at_later_is_none() -> None:
    bare = replace(PROMISE, has_metric=False, has_baseline=False, has_target=False, has_due=False)

    result = decide("schedule", replace(READY, promises=(PROMISE, bare)))

    assert not result.allowed
    assert result.missing == tuple(
        f"a {thing} for “Fewer drop-offs”" for thing in ("metric", "baseline", "target", "date")
    )


def test_a_gate_that_warns_lets_pass_and_says_so() -> None:
    result = decide("schedule", EMPTY, mode="warn")

    assert (result.allowed, result.asks_outcome, result.overridden) == (True, True, False)
    assert result.warnings == ("It goes without an outcome.",)


def test_maintenance_passes_with_a_reason_and_is_counted_apart() -> None:
    upkeep = replace(EMPTY, maintenance=True, exempt_why="security patch")

    assert decide("schedule", upkeep).allowed
    assert decide("schedule", upkeep).exempt


@pytest.mark.parametrize("why", ["", "  "])
def test_maintenance_without_a_reason_is_stopped(why: str) -> None:
    result = decide("ship", replace(EMPTY, maintenance=True, exempt_why=why))

    assert (result.allowed, result.exempt) == (False, False)
    assert result.missing == ("a reason for the maintenance exemption",)


def test_an_override_passes_with_a_role_and_a_reason() -> None:
    result = decide("schedule", EMPTY, override=Override(who="U1", why="contract date", may=True))

    assert (result.allowed, result.overridden) == (True, True)
    assert result.missing == ("an outcome",)
    assert result.warnings == ("It goes without an outcome.",)


@pytest.mark.parametrize(
    ("override", "warning"),
    [
        (Override(who="U1", why="contract date", may=False), "Passing the gate needs someone who may."),
        (Override(who="U1", why=" ", may=True), "Passing the gate needs a reason."),
    ],
)
def test_an_override_without_role_or_reason_is_stopped(override: Override, warning: str) -> None:
    result = decide("schedule", EMPTY, override=override)

    assert (result.allowed, result.overridden, result.warnings) == (False, False, (warning,))


def test_nothing_is_overridden_where_nothing_is_missing() -> None:
    override = Override(who="U1", why="contract date", may=True)

    assert not decide("schedule", READY, override=override).overridden
    assert not decide("schedule", EMPTY, override=override, mode="warn").overridden


def test_no_date_is_kept_without_a_window_and_a_why_now() -> None:
    bare = replace(READY, has_window=False, why_now="")

    for mode in ("block", "warn"):
        result = decide("schedule", bare, mode=mode)
        assert (result.allowed, result.missing) == (False, ("a window", "why now"))
        assert result.asks_window
        assert result.asks_why_now
        assert not result.asks_outcome
    assert decide("ship", bare).allowed


@pytest.mark.parametrize(
    ("agreed", "allowed"),
    [
        ((), True), ((True,), True), ((False,), False), ((True, False), False), ((True, True, False), True),
        ((True, True, False, False), False),
    ],
)  # fmt: skip
def test_more_than_half_of_the_criteria_are_agreed_before_a_date(agreed: tuple[bool, ...], allowed: bool) -> None:
    result = decide("schedule", replace(READY, criteria=criteria(*agreed)))

    assert (result.allowed, result.below_quorum) == (allowed, not allowed)


def test_open_criteria_are_named() -> None:
    facts = replace(READY, criteria=criteria(True, False, False))

    result = decide("schedule", facts)

    assert result.missing == ("agreement on the criteria (1 of 3 agreed; open: criterion 2, criterion 3)",)
    assert "Open criteria: criterion 2, criterion 3." in result.warnings


def test_a_team_may_ask_for_another_quorum() -> None:
    facts = replace(READY, criteria=criteria(True, True, False))

    assert not decide("schedule", facts, quorum=Fraction(2, 3)).allowed
    assert decide("schedule", replace(READY, criteria=criteria(True, True)), quorum=Fraction(1)).allowed
    assert not decide("schedule", replace(READY, criteria=criteria(False)), quorum=Fraction(0)).allowed


def test_open_criteria_warn_at_shipping_and_stop_nothing() -> None:
    result = decide("ship", replace(READY, criteria=criteria(False, False)))

    assert (result.allowed, result.below_quorum) == (True, False)
    assert result.warnings == ("Open criteria: criterion 1, criterion 2.",)


@pytest.mark.parametrize("why_now", ["external_date", "internal_deadline"])
def test_a_deadline_with_open_criteria_warns_naming_them(why_now: str) -> None:
    result = decide("schedule", replace(READY, why_now=why_now, criteria=criteria(True, True, False)))

    assert result.allowed
    assert result.warnings == ("A deadline drives this release while criteria are open: criterion 3.",)


def test_a_deadline_with_all_criteria_agreed_is_no_warning() -> None:
    assert decide("schedule", replace(READY, why_now="internal_deadline", criteria=criteria(True))).warnings == ()


def test_success_defined_by_those_alone_who_build_it_warns() -> None:
    result = decide("schedule", replace(READY, promises=(replace(PROMISE, roles=("engineering", "delivery")),)))

    assert result.allowed
    assert result.warnings == (
        "“Fewer drop-offs” was defined by those alone who build it. Add someone from product, "
        "support or the customers.",
    )


@given(ACTIONS, st.lists(st.booleans(), max_size=5), st.booleans(), st.sampled_from(["", "patch"]))
def test_a_gate_that_blocks_never_lets_a_release_without_an_outcome_pass(
    action: str, agreed: list[bool], maintenance: bool, why: str
) -> None:
    facts = replace(EMPTY, criteria=criteria(*agreed), maintenance=maintenance, exempt_why=why)

    result = decide(action, facts)  # type: ignore[arg-type]

    assert result.allowed <= (maintenance and bool(why))
    assert result.allowed == (not result.missing)


@given(ACTIONS, st.lists(st.booleans(), max_size=5), st.booleans(), st.sampled_from(["", "ready", "external_date"]))
def test_a_gate_that_warns_says_everything_that_a_gate_that_blocks_stops(
    action: str, agreed: list[bool], has_window: bool, why_now: str
) -> None:
    facts = replace(EMPTY, criteria=criteria(*agreed), has_window=has_window, why_now=why_now)

    blocks, warns = decide(action, facts), decide(action, facts, mode="warn")  # type: ignore[arg-type]

    assert blocks.missing == warns.missing
    assert any(warning.startswith("It goes without an outcome") for warning in warns.warnings)


@pytest.mark.parametrize(
    ("user_id", "listed", "allowed"),
    [
        ("U-owner", (), True), ("U-deputy", (), True), ("U-other", (), False), ("", (), False),
        ("U-lead", ("U-lead",), True), ("U-owner", ("U-lead",), False), ("", ("",), False),
    ],
)  # fmt: skip
def test_the_teams_list_says_who_may_or_else_the_releases_people(
    user_id: str, listed: tuple[str, ...], allowed: bool
) -> None:
    assert may("schedule", user_id, people=("U-owner", "U-deputy", ""), listed=listed) is allowed


def test_who_may_is_said_once_each() -> None:
    assert who_may(("U1", "U2", "U1", ""), ()) == ("U1", "U2")
    assert who_may(("U1",), ("U3",)) == ("U3",)


def test_an_unknown_action_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'dance'"):
        may("dance", "U1", people=("U1",))


def test_roles_tell_who_defined_success() -> None:
    assert only_delivery(["engineering", "quality"])
    assert not only_delivery(["engineering", "product"])
    assert not only_delivery([])
    assert together(["product", "engineering", "support"])
    assert not together(["product"])
