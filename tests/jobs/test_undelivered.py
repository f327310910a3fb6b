"""Tell whose message it is that Slack takes no message, and how to mend that; then let them send it again."""

import pytest

from bot.flows.releases.card import owe_card
from bot.flows.releases.changes import change
from storage import releases
from tests.jobs.owing import CHECKOUT, owe, row, said, tries
from tests.playing import define_metric, plan_release, schedule, ship


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("is_archived", "Unarchive it"),
        ("not_in_channel", "/invite @Payoff"),
        ("channel_not_found", "/invite @Payoff"),
        ("missing_scope", "install it again"),
        ("restricted_action", "posting there is restricted"),
        ("invalid_blocks", "a fault in Payoff"),
        ("msg_too_long", "a fault in Payoff"),
    ],
)
async def test_what_slack_will_never_take_is_told_to_its_owner_with_how_to_mend_it(payoff, ana, kinds, code, mend):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code=code)
    post = await owe(payoff)

    await payoff.settle()

    settled = await row(payoff, post)
    assert (settled.state, settled.error) == ("failed", code)
    (told,) = said(ana, "@Payoff")
    assert "#checkout" in told
    assert mend in told


async def test_an_archived_channel_is_told_once_with_all_that_it_missed(payoff, ana, ben):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    payoff.slack.faults.add("archived", channel="#checkout")
    async with payoff.database.writing(payoff.workspace_id) as session:
        release = await releases.by_number(session, 1)
        await change(session, release, who="U0BEN", now=payoff.clock.now, description="Pay on one page")
        await owe_card(session, release, now=payoff.clock.now)

    # Where the second is given up while the first is told of, that is told a second later.
    await payoff.advance(seconds=5)

    (told,) = [words for words in said(ana, "@Payoff") if "Payoff cannot post in #checkout: it is archived." in words]
    assert told.count("what changed about One-page checkout") == 1
    assert "what changed about One-page checkout" in told
    assert not any("cannot post" in words for words in said(ben, "@Payoff"))


async def test_once_it_is_mended_a_button_sends_what_was_missed_once(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code="restricted_action")
    await owe(payoff, 1)
    await owe(payoff, 2)
    await payoff.settle()
    assert said(ana) == []

    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()

    assert said(ana) == ["Post 1.", "Post 2."]
    (told,) = said(ana, "@Payoff")
    assert "has been said there" in told


async def test_sending_again_what_is_refused_still_says_so_in_the_same_message(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, code="restricted_action")
    await owe(payoff)
    await payoff.settle()

    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()

    (told,) = said(ana, "@Payoff")
    assert "posting there is restricted" in told
    assert "Post 1" in told


async def test_sending_again_where_slack_shows_it_as_closed_is_refused_in_private(payoff, ana, kinds):
    await owe(payoff)
    await payoff.slack.kick("#checkout")
    await payoff.settle()
    ana.go("@Payoff")

    (answer,) = await ana.click("Send again")

    assert answer.ephemeral
    assert "Payoff is no member there" in answer.words
    # Slack said it by itself: nothing had to be tried.
    assert tries(payoff) == 0


async def test_sending_again_twice_is_refused_in_private(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code="invalid_blocks")
    await owe(payoff)
    await payoff.settle()
    ana.go("@Payoff")
    (told,) = ana.messages("@Payoff")
    await ana.click("Send again", in_=told)

    (answer,) = await ana.click("Send again", in_=told)

    assert answer.ephemeral
    assert "has been said, or is being said" in answer.words


async def test_an_unanswered_check_in_of_an_archived_channel_is_told_to_the_release_owner(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    payoff.slack.faults.add("archived", channel="#checkout")

    await payoff.advance(days=7)

    assert any("the check-in of One-page checkout" in told for told in said(ana, "@Payoff"))
