"""Know whose a release is, hand it over, let others follow, and tell each of them once."""

import pytest

from tests.playing import card_of, define_metric, plan_release, schedule


@pytest.fixture
async def scheduled(payoff, ana):
    """Ana's release, with a date."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="3-14 Apr, medium")
    await payoff.settle()


async def delay(person, key="REL-1", day="2026-04-20", why="Risk"):
    """Move a release to another day."""
    await person.type("#checkout", f"/release delay {key}")
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", why)
    await person.submit()


def told(person):
    """What Payoff told someone in private."""
    return [message.words for message in person.messages("@Payoff")]


async def test_a_handover_names_both_carries_the_note_and_tells_the_new_owner_alone(payoff, ana, ben, dev, scheduled):
    await ana.type("#checkout", "/release owner REL-1 @ben")
    assert "Ben Okafor" in ana.screen()
    await ana.choose("Deputy", "Dev Patel")
    await ana.fill("Note for whoever takes over", "The load test is booked for Tuesday")
    await ana.submit()
    await payoff.settle()

    change = "Owner: @Ana Ruiz → @Ben Okafor: The load test is booked for Tuesday (@Ana Ruiz)"
    assert "owned by @Ben Okafor" in card_of(ana).words
    assert "deputy @Dev Patel" in card_of(ana).words
    assert change in ana.thread(card_of(ana))[-1].words
    assert [change in words for words in told(ben)] == [True]
    assert [change in words for words in told(dev)] == [True]
    assert told(ana) == []


async def test_the_new_owner_and_the_deputy_may_what_the_owner_may(payoff, ana, ben, dev, scheduled):
    await ana.type("#checkout", "/release owner REL-1 @ben")
    await ana.choose("Deputy", "Dev Patel")
    await ana.submit()

    await delay(ben, day="2026-04-20")
    await delay(dev, day="2026-04-27")
    await payoff.settle()

    assert (ben.modal, dev.modal) == (None, None)
    assert "Mon 27 Apr" in card_of(ana).words


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("/release schedule REL-1 5 Apr", "schedule"),
        ("/release ship REL-1", "ship"),
        ("/release delay REL-1", "schedule"),
        ("/release edit REL-1", "schedule"),
        ("/release owner REL-1 @chloe", "schedule"),
        ("/release cancel REL-1", "close or cancel"),
    ],
)
async def test_others_are_refused_in_private_and_told_whom_to_ask(payoff, ana, chloe, scheduled, typed, verb):
    before = card_of(ana).words

    (answer,) = await chloe.type("#checkout", typed)

    assert answer.ephemeral
    assert f"You may not {verb} One-page checkout.\nAsk @Ana Ruiz." in answer.words
    await payoff.settle()
    assert card_of(ana).words == before


@pytest.mark.parametrize(
    ("subcommand", "fields"),
    [
        ("delay", {"Window begins": "2026-04-20", "Window ends": "2026-04-20", "Why does it move?": "Risk"}),
        ("cancel", {"Why?": "I do not like it"}),
        ("owner", {"Owner": "Chloe Martin"}),
        ("edit", {"Name": "Two-page checkout"}),
    ],
)
async def test_a_form_of_someone_who_may_no_more_changes_nothing(payoff, ana, chloe, scheduled, subcommand, fields):
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Chloe Martin")
    await ana.submit()
    await chloe.type("#checkout", f"/release {subcommand} REL-1")
    for label, value in fields.items():
        await chloe.choose(label, value)
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", None)
    await ana.submit()
    await payoff.settle()
    before = card_of(ana).words

    await chloe.submit()

    assert "You may not" in chloe.screen()
    assert "Ask @Ana Ruiz." in chloe.screen()
    await payoff.settle()
    assert card_of(ana).words == before


@pytest.mark.parametrize("label", ["Mark shipped", "Delay…", "Edit…", "Hand over…", "Cancel the release…"])
async def test_the_cards_buttons_are_refused_to_others_too(payoff, ana, chloe, scheduled, label):
    (answer,) = await chloe.click(label, in_=card_of(chloe))

    assert answer.ephemeral
    assert "You may not" in answer.words
    assert chloe.modal is None
    await payoff.settle()
    assert "REL-1 · scheduled" in card_of(ana).words


async def test_a_teams_list_of_who_may_schedule_goes_before_ownership(payoff, ana, ben, scheduled):
    await ana.type("#checkout", "/payoff settings")
    await ana.choose("Who may schedule and ship", ["Ben Okafor"])
    await ana.submit()
    await ana.close_all()

    (refused,) = await ana.type("#checkout", "/release schedule REL-1 5 Apr")
    await delay(ben)
    await payoff.settle()

    assert "Ask @Ben Okafor" in refused.words
    assert "Mon 20 Apr" in card_of(ana).words


async def test_the_cards_menu_follows_and_hands_over_too(payoff, ana, eva, scheduled):
    await eva.choose("⋮", "Follow or stop following", in_=card_of(eva))
    await ana.choose("⋮", "Hand over…", in_=card_of(ana))
    await ana.choose("Owner", "Ben Okafor")
    await ana.submit()
    await payoff.settle()

    (said,) = told(eva)
    assert "Owner: @Ana Ruiz → @Ben Okafor" in said


async def test_a_handover_to_whoever_owns_it_already_is_refused_with_its_note_kept(payoff, ana, scheduled):
    await ana.type("#checkout", "/release owner REL-1")
    await ana.fill("Note for whoever takes over", "The load test is booked for Tuesday")

    await ana.submit()

    assert "theirs already" in ana.errors["Owner"]
    assert "The load test is booked for Tuesday" in ana.screen()
