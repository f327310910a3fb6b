"""Slack says later, breaks, hangs up, is slow or lags behind: everything is said all the same, and only once."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.flows.kinds import Kind
from bot.jobs.delivery import MAX_DOUBTS
from bot.jobs.kinds import KINDS
from bot.jobs.posts import Postman
from bot.slack.workspaces import Directory
from tests.jobs.owing import CHECKOUT, owe, row, said
from tests.playing import card_of, define_metric, plan_release, schedule


async def test_a_channel_that_is_told_too_much_is_told_later_once(payoff, ana, kinds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=90)
    await owe(payoff)

    await payoff.advance(seconds=89)
    before = said(ana)
    await payoff.advance(seconds=1)

    assert before == []
    assert said(ana) == ["Post 1."]


async def test_being_told_too_much_for_a_day_gives_up_nothing(payoff, ana, kinds):
    fault = payoff.slack.faults.add("ratelimited", method="chat.postMessage", seconds=3600)
    post = await owe(payoff)
    await payoff.advance(days=1)
    assert (await row(payoff, post)).state == "due"

    payoff.slack.faults.remove(fault.id)
    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1."]


async def test_a_message_whose_answer_was_lost_is_found_again_and_not_doubled(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    post = await owe(payoff)

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."]
    assert (await row(payoff, post)).ts == ana.messages("#checkout")[0].ts


async def test_a_reply_whose_answer_was_lost_is_found_in_its_thread(payoff, ana, kinds):
    root = await owe(payoff, 1)
    await payoff.settle()
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    await owe(payoff, 2, thread_id=root)

    await payoff.advance(minutes=5)

    (message,) = ana.messages("#checkout")
    assert [reply.words.strip() for reply in ana.thread(message)] == ["Post 2."]


async def test_a_message_that_was_certainly_lost_is_said_again(payoff, ana, kinds):
    payoff.slack.faults.add("refuse", method="chat.postMessage", times=1)
    await owe(payoff)

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."]


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
async def test_slacks_own_faults_are_waited_out(payoff, ana, kinds, code):
    payoff.slack.faults.add("error", method="chat.postMessage", times=2, code=code)
    payoff.slack.faults.add("server_error", method="chat.postMessage", times=2)
    await owe(payoff)

    await payoff.advance(minutes=30)

    assert said(ana) == ["Post 1."]


async def test_slack_being_away_for_hours_loses_nothing(payoff, ana, kinds):
    fault = payoff.slack.faults.add("server_error")
    await owe(payoff)
    await payoff.advance(hours=6)
    assert said(ana) == []

    payoff.slack.faults.remove(fault.id)
    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1."]


async def test_what_nobody_can_find_out_is_not_said_twice_and_its_owner_is_asked(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", channel=CHECKOUT, times=1)
    payoff.slack.faults.add("error", method="conversations.history", times=1, code="missing_scope")
    post = await owe(payoff)

    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1."]
    assert (await row(payoff, post)).state == "unknown"
    (asked,) = said(ana, "@Payoff")
    assert "Nobody knows whether a message reached #checkout" in asked


async def test_a_call_that_stays_unclear_for_a_day_is_given_up_as_unknown(payoff, ana, kinds):
    payoff.slack.faults.add("server_error", channel=CHECKOUT)
    post = await owe(payoff)

    await payoff.advance(days=2)

    settled = await row(payoff, post)
    assert (settled.state, settled.attempts) == ("unknown", MAX_DOUBTS)


async def test_a_doubted_post_that_cannot_be_composed_meanwhile_is_still_looked_for_first(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    await owe(payoff)
    await payoff.settle()
    kinds.add("plain", fault=ZeroDivisionError("a bug for a while"))
    await payoff.advance(minutes=1)

    kinds.add("plain")
    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1."]


async def test_a_doubted_post_with_nothing_left_to_say_is_known_to_stand_where_it_was_said(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    post = await owe(payoff)
    await payoff.settle()

    async def nothing_left(*_):
        return None

    kinds.monkeypatch.setitem(KINDS, "plain", Kind(name="plain", compose=nothing_left))
    await payoff.advance(minutes=5)

    settled = await row(payoff, post)
    assert (settled.state, settled.ts) == ("sent", ana.messages("#checkout")[0].ts)


async def test_a_card_that_someone_may_update_stays_one_message_through_every_fault(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    await payoff.settle()
    await payoff.advance(minutes=2)
    payoff.slack.faults.add("hang_up", method="chat.update", times=1)
    await schedule(ana)

    await payoff.advance(minutes=10)

    assert "scheduled" in card_of(ana).words


@pytest.mark.parametrize("times", [1, 2])
async def test_history_that_lags_behind_does_not_double(payoff, ana, kinds, times):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    payoff.slack.faults.add("lag", channel="#checkout", times=times)
    await owe(payoff)

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."] * times  # What lags for longer than two looks cannot be told from what is lost.


@pytest.mark.parametrize("fault", ["ratelimited", "server_error", "refuse"])
async def test_a_look_that_fails_does_not_pass_for_one_that_found_nothing(payoff, ana, kinds, fault):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    payoff.slack.faults.add(fault, method="conversations.history", times=1)
    post = await owe(payoff)

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."]
    assert (await row(payoff, post)).state == "sent"


async def test_what_was_owed_long_ago_is_looked_for_where_it_was_said(payoff, ana, kinds):
    await owe(payoff)
    payoff.set_time(payoff.clock.now + timedelta(hours=5))
    payoff.slack.faults.add("hang_up", method="chat.postMessage", channel=CHECKOUT, times=1)
    await payoff.settle()
    for _ in range(20):
        await ana.type("#growth", "Not where it is looked for.")
    payoff.set_time(payoff.clock.now + timedelta(minutes=5))
    for number in range(20):
        await ana.type("#checkout", f"The talk goes on: {number}.")

    await payoff.advance(minutes=5)

    assert [words for words in said(ana) if words == "Post 1."] == ["Post 1."]


async def test_a_direct_message_whose_answer_was_lost_is_found_again(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    post = await owe(payoff, channel="U0ANA")

    await payoff.advance(minutes=5)

    assert said(ana, "@Payoff") == ["Post 1."]
    assert (await row(payoff, post)).state == "sent"


async def test_an_answer_that_comes_too_late_is_an_answer_that_was_lost(payoff, ana, kinds):
    payoff.slack.faults.add("slow", method="chat.postMessage", times=1, seconds=5)
    await owe(payoff)
    async with ClientSession(timeout=ClientTimeout(total=0.2)) as hasty:
        directory = Directory(payoff.slack.api_url, hasty)
        directory.add(*payoff.app.directory.known.values())
        await Postman(payoff.database, directory, lambda: payoff.clock.now).deliver_due()

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."]
