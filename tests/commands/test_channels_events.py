"""Channels are renamed, archived, left, deleted and moved out of, and nothing that was to be said is lost."""

import pytest

from bot.sandbox.interact import events
from tests.jobs.owing import tries
from tests.playing import card_of, plan_release, ship

GROWTH, CHECKOUT = "C0GROWTH", "C0CHECKOUT"
CANNOT_POST = "Payoff cannot post in"


async def describe(person, words):
    """Change a release, which is news for its channel."""
    await person.type("#growth", "/release edit REL-1")
    await person.fill("What ships", words)
    await person.submit()
    assert not person.errors, person.errors


def told(person, words=CANNOT_POST):
    """What Payoff told someone in private of a channel."""
    return [message.words for message in person.messages("@Payoff") if words in message.words]


def notes(person, channel="#checkout"):
    """What stands in the thread of the card."""
    return [message.words for message in person.thread(card_of(person, channel=channel))]


async def move_to(person, channel):
    """Let the team move, by the button of the message that told of its channel."""
    person.go("@Payoff")
    await person.click("Move to another channel…")
    await person.choose("Channel", channel)
    await person.submit()


async def test_a_renamed_channel_is_the_same_channel_and_known_by_its_new_name(payoff, ana, scheduled):
    await payoff.slack.rename("#checkout", "payments")
    await describe(ana, "Pay on one page")
    await payoff.settle()

    assert "Pay on one page" in notes(ana, "#payments")[-1]
    await payoff.slack.delete_channel("#payments")
    await payoff.settle()
    assert "Payoff cannot post in #payments: it was deleted." in told(ana)[0]


CLOSED = [
    ("archive", "unarchive", "it is archived", "Unarchive it"),
    ("kick", "invite", "it is no member", "/invite @Payoff"),
]


@pytest.mark.parametrize(("close", "open_again", "why", "mend"), CLOSED)
async def test_a_closed_channel_is_told_of_once_nothing_is_tried_and_all_comes_when_it_is_open(
    payoff, ana, ben, scheduled, close, open_again, why, mend
):
    await getattr(payoff.slack, close)("#checkout")
    await payoff.settle()
    asked = tries(payoff)
    at_once = told(ana)
    for words in ("Pay on one page", "Pay on one short page"):
        await describe(ana, words)
        await payoff.advance(days=1)

    held = told(ana)
    tried = tries(payoff) - asked
    await getattr(payoff.slack, open_again)("#checkout")
    await payoff.settle()

    assert len(at_once) == 1
    assert why in at_once[0]
    assert mend in at_once[0]
    assert len(held) == 1
    assert "what changed about One-page checkout" in held[0]
    assert tried == 0
    assert told(ben) == []
    assert sum("Pay on one" in note for note in notes(ana)) == 2
    assert told(ana) == []
    assert len(told(ana, "Everything that #checkout had missed has been said there.")) == 1


@pytest.mark.parametrize(("close", "open_again", "why", "mend"), CLOSED)
async def test_a_private_channel_is_followed_alike(payoff, ana, close, open_again, why, mend):
    await payoff.slack.invite("#leadership")
    await ana.type("#leadership", "/release plan One-page checkout")
    await ana.submit()
    await payoff.settle()
    await getattr(payoff.slack, close)("#leadership")
    await payoff.settle()
    closed = told(ana)

    await getattr(payoff.slack, open_again)("#leadership")
    await describe(ana, "Pay on one page")
    await payoff.settle()

    assert len(closed) == 1
    assert mend in closed[0]
    assert card_of(ana, channel="#leadership")
    assert told(ana) == []


async def test_what_is_closed_a_second_time_is_told_a_second_time(payoff, ana, scheduled):
    for _ in range(2):
        await payoff.slack.archive("#checkout")
        await payoff.advance(hours=1)
        await payoff.slack.unarchive("#checkout")
        await payoff.advance(hours=1)

    assert len(told(ana, "has been said there")) == 2


async def test_an_event_that_comes_late_closes_no_channel(payoff, ana, scheduled):
    events.fire(payoff.slack.stage, "channel_left", channel=CHECKOUT, actor_id="U0ANA")
    events.fire(payoff.slack.stage, "channel_archive", channel=CHECKOUT, user="U0ANA")
    await payoff.slack.quiet()
    await describe(ana, "Pay on one page")

    await payoff.settle()

    assert told(ana) == []
    assert "Pay on one page" in notes(ana)[-1]


async def test_an_unarchived_channel_that_payoff_is_not_in_stays_closed_and_says_how_to_mend_that(
    payoff, ana, scheduled
):
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    await payoff.slack.kick("#checkout")

    await payoff.slack.unarchive("#checkout")
    await payoff.settle()

    (words,) = told(ana)
    assert "it is no member" in words


async def test_where_slack_does_not_say_how_a_channel_stands_the_event_counts(payoff, ana, scheduled):
    payoff.slack.faults.add("server_error", method="conversations.info")
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    closed = told(ana)

    await payoff.slack.unarchive("#checkout")
    await payoff.settle()

    assert len(closed) == 1
    assert told(ana) == []


async def test_a_channel_where_nobody_plans_and_who_else_comes_and_goes_are_nobodys_concern(payoff, ana, scheduled):
    before = len(payoff.slack.calls)

    await payoff.slack.archive("#growth")
    await payoff.slack.kick("#checkout", "@dev")
    await payoff.slack.invite("#checkout", "@dev")
    await payoff.settle()

    assert payoff.slack.calls[before:] == []
    assert told(ana) == []


async def test_a_team_moves_with_all_that_it_was_to_be_told(payoff, ana, scheduled):
    await ship(payoff, ana)
    await payoff.slack.archive("#checkout")
    await describe(ana, "Pay on one page")
    await payoff.settle()

    await move_to(ana, "#growth")
    await payoff.settle()
    await payoff.advance(days=7)

    assert ana.modal is None
    assert "Pay on one page" in notes(ana, "#growth")[-1]
    (ask,) = [message.words for message in ana.messages("#growth") if "pay off?" in message.words]
    assert "Did One-page checkout pay off?" in ask
    assert told(ana) == []
    assert len(told(ana, "Its team plans in #growth now")) == 1
    # What stands in the old channel stays as it was.
    assert "reviewing" not in card_of(ana).words


async def test_what_was_asked_and_not_answered_is_asked_where_the_team_moves(payoff, ana, scheduled):
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await payoff.slack.archive("#checkout")
    await payoff.settle()

    await move_to(ana, "#growth")
    moved = len(payoff.slack.calls)
    await payoff.advance(days=4)
    (reminder,) = [message for message in ana.messages("#growth") if "One-page checkout still waits" in message.words][
        :1
    ]
    await ana.click("Edit…", in_=reminder)
    await ana.choose("What came of it?", "Missed")
    await ana.submit()
    await payoff.settle()

    assert not ana.errors, ana.errors
    assert told(ana) == []
    assert [call.answer for call in payoff.slack.calls[moved:] if not call.answer["ok"]] == []
    (value,) = await ana.type("#growth", "/value REL-1")
    assert "missed" in value.words.casefold()


async def test_a_deleted_channel_can_only_be_moved_out_of(payoff, ana, scheduled):
    await payoff.slack.delete_channel("#checkout")
    await describe(ana, "Pay on one page")
    await payoff.settle()
    (words,) = told(ana)

    await move_to(ana, "#growth")
    await payoff.settle()

    assert "it was deleted" in words
    assert "Again" not in words
    assert "Pay on one page" in notes(ana, "#growth")[-1]


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("#leadership", "type /invite @Payoff there"),
        ("#platform", "It is archived"),
        ("#growth", "A team plans there already"),
    ],
)
async def test_a_team_moves_only_to_where_it_can_be_told_something_and_nobody_else_is(
    payoff, ana, ben, scheduled, channel, says
):
    await ben.type("#growth", "/release plan Referral links")
    await ben.submit()
    await payoff.slack.archive("#platform")
    await payoff.slack.archive("#checkout")
    await payoff.settle()

    await move_to(ana, channel)

    assert says in ana.errors["Channel"]


async def test_only_who_was_told_moves_a_team(payoff, ana, ben, scheduled):
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    (to_ana,) = ana.messages("@Payoff")
    button = to_ana.blocks[-1]["elements"][-1]
    await ben.type("#growth", "/release plan Referral links")
    await ben.submit()
    await payoff.slack.kick("#growth")
    await payoff.settle()
    (to_ben,) = [message for message in ben.messages("@Payoff") if CANNOT_POST in message.words]

    to_ben.blocks[-1]["elements"][-1]["value"] = button["value"]
    (answer,) = await ben.click("Move to another channel…", in_=to_ben)

    assert "Only whoever was told that the channel is closed moves its team." in answer.words


async def test_a_team_that_moved_cannot_be_moved_from_where_it_was_again(payoff, ana, scheduled):
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    ana.go("@Payoff")
    (message,) = ana.messages("@Payoff")
    await ana.click("Move to another channel…", in_=message)
    await ana.choose("Channel", "#growth")
    await ana.submit()

    await ana.click("Move to another channel…", in_=message)

    assert "No team plans in that channel any more." in ana.screen()


async def test_a_channel_that_gets_another_id_keeps_its_one_card(payoff, ana, scheduled):
    await payoff.slack.change_id("#checkout", "C0SHARED")
    await describe(ana, "Pay on one page")

    await payoff.settle()

    assert "Pay on one page" in notes(ana)[-1]
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    assert len(told(ana)) == 1


@pytest.mark.parametrize("command", ["/release plan Secret plan", "/payoff settings"])
async def test_where_payoff_is_not_it_says_how_to_invite_it_and_plans_nothing(payoff, ana, command):
    answers = await ana.type("#leadership", command)
    if ana.modal is not None:
        await ana.submit()

    said = ana.screen() if ana.modal is not None else answers[-1].words
    assert "Payoff is no member of this channel, and could say nothing here." in said
    assert "/invite @Payoff" in said
    (shown,) = await ana.type("#checkout", "/release list all")
    assert "Secret plan" not in shown.words
    await ana.close_all()
    await ana.type("#leadership", "/invite @Payoff")
    await ana.type("#leadership", command)
    await ana.submit()
    assert not ana.errors
    await payoff.settle()


async def test_where_payoff_was_removed_nothing_more_is_planned_before_it_is_back(payoff, ana, scheduled):
    await payoff.slack.kick("#checkout")
    await ana.type("#checkout", "/release plan Guest checkout")
    await ana.submit()
    refused = ana.screen()
    await ana.close_all()

    await payoff.slack.invite("#checkout")
    await plan_release(ana, "Guest checkout")
    await payoff.settle()

    assert "/invite @Payoff" in refused
    assert card_of(ana, "Guest checkout")


async def test_between_two_people_nothing_is_planned(payoff, ana):
    (answer,) = await ana.type("@ben", "/payoff settings")

    assert "A release belongs to the channel that plans it" in answer.words


async def test_no_workspace_is_ever_listed(payoff, ana, ben, scheduled):
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    await move_to(ana, "#growth")
    await payoff.settle()
    await payoff.slack.deactivate("ana")
    await ben.open_home()
    await payoff.advance(days=30)

    methods = {call.method for call in payoff.slack.calls}
    assert methods.isdisjoint({"conversations.list", "users.list", "users.conversations", "conversations.members"})
    assert "conversations.info" in methods
