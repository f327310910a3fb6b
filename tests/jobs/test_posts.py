"""Deliver posts: late if need be, but each in its channel exactly once, and none held up by another."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.delivery import MAX_FAULTS
from bot.jobs.posts import Postman
from storage import posts
from storage.database import Database, DatabaseBusy
from storage.posts import PACE
from tests.jobs.moments import once_answered
from tests.jobs.owing import CHECKOUT, GROWTH, owe, row, said
from tests.trouble import locked_by_another, wait_less


async def test_what_is_due_is_said_and_what_is_not_waits(payoff, ana, kinds):
    await owe(payoff, 1)
    await owe(payoff, 2, due_at=payoff.clock.now + timedelta(minutes=1))

    await payoff.settle()
    now = said(ana)
    await payoff.advance(minutes=1)

    assert now == ["Post 1."]
    assert said(ana) == ["Post 1.", "Post 2."]


async def test_a_reply_to_what_was_never_said_does_not_wait_for_ever(payoff, ana, kinds):
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, times=1, code="is_archived")
    root = await owe(payoff, 1)
    reply = await owe(payoff, 2, thread_id=root)

    await payoff.advance(hours=1)

    assert (await row(payoff, reply)).state == "failed"


async def test_a_reply_waits_until_its_thread_has_begun(payoff, ana, kinds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=300)
    root = await owe(payoff, 1)
    await owe(payoff, 2, thread_id=root)

    await payoff.advance(minutes=10)

    (message,) = ana.messages("#checkout")
    assert [reply.words.strip() for reply in ana.thread(message)] == ["Post 2."]


async def test_a_post_that_cannot_be_composed_backs_off_gives_up_and_holds_up_no_other(payoff, ana, kinds):
    kinds.add("poisoned", fault=ZeroDivisionError("a bug"))
    poisoned = await owe(payoff, 1, kind="poisoned")
    await owe(payoff, 2)
    await payoff.settle()
    first = await row(payoff, poisoned)
    assert said(ana) == ["Post 2."]

    await payoff.advance(days=1)

    last = await row(payoff, poisoned)
    assert (first.state, first.attempts, first.leased_until) == ("due", 1, datetime(2026, 3, 3, 9, 5, tzinfo=UTC))
    assert (last.state, last.error, last.attempts) == ("failed", "compose_failed", MAX_FAULTS)
    (told,) = said(ana, "@Payoff")
    assert "a fault in Payoff" in told


async def test_a_fault_in_what_follows_a_message_does_not_send_it_twice_nor_hold_up_others(payoff, ana, kinds):
    async def broken(session, post, now):
        raise ZeroDivisionError

    kinds.add("followed", after_sent=broken)
    post = await owe(payoff, 1, kind="followed")
    await owe(payoff, 2)

    await payoff.advance(hours=1)

    assert sorted(said(ana)) == ["Post 1.", "Post 2."]
    assert (await row(payoff, post)).state == "sent"


async def test_a_newer_payoffs_post_is_left_to_it_and_given_up_when_it_never_comes(payoff, ana, kinds):
    mine, theirs = await owe(payoff, 1, kind="from_the_future"), await owe(payoff, 2, kind="never_known")
    await owe(payoff, 3)
    await payoff.settle()
    assert (await row(payoff, mine)).state == "due"
    assert said(ana) == ["Post 3."]

    kinds.add("from_the_future")
    await payoff.advance(days=1)

    assert said(ana) == ["Post 3.", "Post 1."]
    assert ((await row(payoff, theirs)).state, (await row(payoff, theirs)).error) == ("failed", "unknown_kind")


async def test_what_is_taken_up_by_another_process_meanwhile_is_left_to_it(payoff, ana, kinds):
    async def take_away(desk, claimed):
        async with desk.database.everywhere() as session:
            moment = desk.now + timedelta(minutes=2)
            await posts.claim(session, now=moment, lease="other", leased_until=moment, limit=1)

    kinds.add("contested", first=take_away)
    await owe(payoff, 1, kind="contested")
    await owe(payoff, 2, channel=GROWTH)
    await payoff.settle()

    assert (said(ana), said(ana, "#growth")) == ([], ["Post 2."])


async def test_two_processes_on_one_database_say_each_thing_once(payoff, ana, kinds, database_url):
    others = [Database(database_url), Database(database_url)]
    postmen = [Postman(database, payoff.app.directory, lambda: payoff.clock.now) for database in others]
    for number in range(60):
        await owe(payoff, number, channel=(CHECKOUT, GROWTH)[number % 2])

    taken = {id(postman): 0 for postman in postmen}
    while sum(taken.values()) < 60:
        for postman, count in zip(
            postmen, await asyncio.gather(*(postman.deliver_due() for postman in postmen)), strict=True
        ):
            taken[id(postman)] += count
        # Whoever looks first finds everything.
        postmen.reverse()
        payoff.set_time(payoff.clock.now + PACE)

    assert said(ana) == [f"Post {number}." for number in range(0, 60, 2)]
    assert said(ana, "#growth") == [f"Post {number}." for number in range(1, 60, 2)]
    assert min(taken.values()) > 0
    for database in others:
        await database.close()


async def test_what_was_said_while_the_database_was_locked_is_not_said_again(payoff, ana, kinds):
    await wait_less(payoff.database)
    post = await owe(payoff)
    async with AsyncExitStack() as held:

        async def lock():
            await held.enter_async_context(locked_by_another(payoff.database, "post"))

        async with once_answered(payoff, lock):
            with pytest.raises(DatabaseBusy):
                await payoff.settle()
    left = (await row(payoff, post)).state

    await payoff.advance(minutes=5)

    assert left == "sending"
    assert said(ana) == ["Post 1."]
    assert (await row(payoff, post)).state == "sent"
