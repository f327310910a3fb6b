"""Answer what cannot be done: where it was asked, in plain words, with nothing half-saved."""

import pytest

from bot.sandbox.elements import walk
from tests.commands.outcome_form import write_outcome
from tests.playing import card_of, define_metric, plan_release

LONG = "x" * 3_000


async def told(person, text):
    """The one private answer to a command."""
    (answer,) = await person.type("#checkout", text)
    assert answer.ephemeral
    return answer.words


@pytest.fixture
async def planned(payoff, ana):
    """A metric, an outcome and a release without a date."""
    await define_metric(ana)
    await write_outcome(ana)
    await plan_release(ana)
    await payoff.settle()


async def open_gate(person):
    """Fill in the question for REL-1 with the outcome that is there."""
    await person.type("#checkout", "/release schedule REL-1 5 Mar")
    await person.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await person.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await person.choose("Why now?", "It is ready and worth it")


async def cancel(person):
    """Cancel REL-1, and close what says so; its card is not updated yet."""
    await person.type("#checkout", "/release cancel REL-1")
    await person.fill("Why?", "The number moved without it")
    await person.submit()
    await person.close_all()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2 Mar 2026", "Mon 2 Mar 2026, Europe/Berlin has passed."),
        ("yesterday", "has passed"),
        ("12/01/2027", "12 Jan 2027 or 1 Dec 2027"),
        ("01/02/27", "1 Feb 2027 or 2 Jan 2027"),
        ("30 Feb", "There is no 30 February"),
        ("2027-13-01", "13"),
        ("week 60", "There is no week 60"),
        ("3-1 Apr", "ends before it begins"),
        ("Wed 5 Mar 2026", "Thu"),
        ("soonish", "“soonish” is no date that Payoff understands."),
        ("5 Mar, quite", "quite"),
    ],
)
async def test_a_date_that_is_past_ambiguous_or_impossible_opens_nothing(payoff, ana, planned, typed, says):
    words = await told(ana, f"/release schedule REL-1 {typed}")

    assert says in words
    assert ana.modal is None
    await payoff.settle()
    assert "draft" in card_of(ana).words


@pytest.mark.parametrize("typed", ["4.1 ms", "€4.1", "nan", "inf", "four", "1.240,5,3"])
async def test_a_reading_in_a_wrong_unit_or_no_number_is_not_recorded(ana, planned, typed):
    words = await told(ana, f"/metric record Checkout conversion {typed}")

    assert "went wrong" not in words
    assert "3.8 %" in await told(ana, "/metric show Checkout conversion")
    assert "One reading" in await told(ana, "/metric show Checkout conversion")


@pytest.mark.parametrize("subcommand", ["release plan", "outcome new", "metric new"])
async def test_a_name_of_three_thousand_characters_is_cut_to_what_the_field_holds_where_it_is_seen(
    payoff, ana, subcommand
):
    await ana.type("#checkout", f"/{subcommand} {LONG}")

    name = next(placed.element for placed in walk(ana.modal.body["blocks"]) if placed.type == "plain_text_input")
    assert len(name["initial_value"]) == name["max_length"]
    assert name["initial_value"].endswith("x…")
    assert payoff.slack.complaints == []


@pytest.mark.parametrize(
    "typed",
    [
        f"/release {LONG}",
        f"/release show {LONG}",
        f"/value {LONG}",
        f"/metric record {LONG} 4",
        f"/outcome close {LONG}",
    ],
)
async def test_three_thousand_characters_that_mean_nothing_are_answered_in_a_line(payoff, ana, planned, typed):
    words = await told(ana, typed)

    assert words.startswith("There is no ")
    assert "…" in words
    assert len(words) < 300
    assert payoff.slack.complaints == []


async def test_words_reach_a_form_as_they_were_typed(ana):
    await ana.type("#checkout", "/release plan R&D <beta> for @ben in #growth, see https://x.org")

    assert "R&D <beta> for @ben in #growth, see https://x.org" in ana.screen()


async def test_the_second_of_two_who_answer_the_question_is_told_and_adds_nothing(payoff, ana, ben, planned):
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Ben Okafor")
    await ana.submit()
    await open_gate(ana)
    await open_gate(ben)
    await ana.submit()

    await ben.submit()

    assert "promises this already" in ben.errors["Outcome"]
    await payoff.settle()
    assert card_of(ana).words.count("+0.5 pt") == 1


async def test_the_same_name_submitted_from_two_forms_is_one_release(payoff, ana, ben):
    await ana.type("#checkout", "/release plan One-page checkout")
    await ben.type("#checkout", "/release plan One-page checkout")
    await ana.submit()

    await ben.submit()

    assert "REL-1 is called that already" in ben.errors["Name"]
    await payoff.settle()
    card_of(ana)


@pytest.mark.parametrize(
    ("subcommand", "fields", "says"),
    [
        (
            "delay",
            {"Window begins": "2026-04-20", "Window ends": "2026-04-20", "Why does it move?": "Risk"},
            "One-page checkout is cancelled",
        ),
        ("cancel", {"Why?": "I too"}, "One-page checkout is cancelled already"),
    ],
)
async def test_a_form_submitted_after_the_release_was_cancelled_says_so_and_changes_nothing(
    payoff, ana, ben, scheduled, subcommand, fields, says
):
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Ben Okafor")
    await ana.submit()
    await ben.type("#checkout", f"/release {subcommand} REL-1")
    for label, value in fields.items():
        await ben.choose(label, value)
    await cancel(ana)
    await payoff.settle()
    before = [reply.words for reply in ana.thread(card_of(ana))]

    await ben.submit()

    assert says in ben.screen()
    await payoff.settle()
    assert [reply.words for reply in ana.thread(card_of(ana))] == before
    assert "Thu 5 Mar" in card_of(ana).words


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("Mark shipped", "One-page checkout is cancelled: it cannot ship."),
        ("Delay…", "Only a scheduled release can be moved; One-page checkout is cancelled."),
    ],
)
async def test_a_click_on_a_card_that_is_behind_the_times_says_what_is_so_now(payoff, ana, scheduled, label, says):
    await cancel(ana)
    assert "scheduled" in card_of(ana).words

    (answer,) = await ana.click(label, in_=card_of(ana))

    assert answer.ephemeral
    assert answer.words == says
    assert ana.modal is None
    await payoff.settle()
    assert "REL-1 · cancelled" in card_of(ana).words


async def test_restoring_twice_from_the_same_card_is_told(payoff, ana, scheduled):
    await cancel(ana)
    await payoff.settle()
    await ana.click("Restore", in_=card_of(ana))

    (answer,) = await ana.click("Restore", in_=card_of(ana))

    assert "not cancelled" in answer.words


@pytest.mark.parametrize(
    "ask",
    [
        lambda ana: ana.type("#checkout", "/release plan Guest checkout"),
        lambda ana: ana.click("Delay…", in_=card_of(ana)),
        lambda ana: ana.choose("⋮", "Edit…", in_=card_of(ana)),
    ],
    ids=["command", "button", "menu"],
)
async def test_a_form_that_took_too_long_to_open_is_told_in_private(payoff, ana, scheduled, ask):
    payoff.slack.trigger_seconds = 0

    (answer,) = await ask(ana)

    assert answer.ephemeral
    assert "took too long" in answer.words
    assert "Nothing was changed" in answer.words
    assert ana.modal is None
