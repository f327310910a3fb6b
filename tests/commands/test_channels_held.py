"""What is held for a closed channel is said once it is found open, and what nobody waits for is not held."""

import pytest

from tests.commands.looks import asks
from tests.commands.test_channels_events import CHECKOUT, describe, notes, told
from tests.jobs.owing import tries
from tests.playing import ship


async def test_a_channel_that_was_opened_while_nobody_listened_is_found_open(payoff, ana, scheduled):
    await payoff.slack.archive("#checkout")
    await describe(ana, "Pay on one page")
    await payoff.settle()
    payoff.slack.stage.world.channels[CHECKOUT].archived = False
    await payoff.advance(days=1)
    held = notes(ana)

    await payoff.app.postman.doors.look()
    await payoff.settle()

    assert not any("Pay on one page" in note for note in held)
    assert "Pay on one page" in notes(ana)[-1]
    assert len(told(ana, "has been said there")) == 1


@pytest.mark.parametrize("fault", [None, "server_error"])
async def test_a_channel_that_is_closed_or_of_which_slack_says_nothing_stays_closed(payoff, ana, scheduled, fault):
    await payoff.slack.archive("#checkout")
    await describe(ana, "Pay on one page")
    await payoff.settle()
    if fault:
        payoff.slack.stage.world.channels[CHECKOUT].archived = False
        payoff.slack.faults.add(fault, method="conversations.info")
    before = tries(payoff)

    await payoff.app.postman.doors.look()
    await payoff.settle()

    assert tries(payoff) == before
    assert not any("Pay on one page" in note for note in notes(ana))


async def test_slack_is_asked_of_no_channel_where_none_is_closed(payoff, ana, scheduled):
    before = len([call for call in payoff.slack.calls if call.method == "conversations.info"])

    await payoff.app.postman.doors.look()

    assert len([call for call in payoff.slack.calls if call.method == "conversations.info"]) == before


@pytest.mark.parametrize(("way", "failed"), [("", 1), ("stopped", 0), ("paused", 0)])
async def test_a_digest_that_was_stopped_or_paused_is_not_held_for_its_closed_channel(
    payoff, ana, scheduled, way, failed
):
    (standing,) = await ana.type("#growth", "/value subscribe weekly mon 09:00")
    if way == "paused":
        await ana.click("Pause", in_=standing)
    await payoff.slack.archive("#growth")
    await payoff.settle()
    if way == "stopped":
        (said,) = await ana.type("#checkout", "/value unsubscribe")
        assert "Stopped" in said.words

    await payoff.advance(days=8)
    await ana.open_home()

    assert f"Failed: {failed} · " in ana.screen()
    assert len(told(ana)) == failed


async def test_an_ask_that_was_answered_while_its_channel_was_closed_shows_that_once_it_is_open(payoff, ana, scheduled):
    await ship(payoff, ana)
    await payoff.advance(days=7)
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    await ana.open_home()
    await ana.click("Answer…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Evidence", "https://dashboards.example/checkout")
    await ana.submit()
    await payoff.settle()

    await payoff.slack.unarchive("#checkout")
    await payoff.settle()

    (ask,) = asks(ana)
    assert "@Ana Ruiz said hit." in ask.words
