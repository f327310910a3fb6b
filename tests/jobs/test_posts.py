"""Deliver posts: late if need be, but each in its channel exactly once, and never in silence when it cannot be."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.kinds import About, Kind
from bot.jobs.kinds import KINDS
from bot.jobs.posts import MAX_DOUBTS, MAX_FAULTS
from bot.slack import render
from storage import posts
from tests.playing import card_of, define_metric, plan_release, schedule, ship

CHECKOUT = "C0CHECKOUT"


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of posts of this test's own, beside those there are."""

    def add(name, *, fault=None, **follows):
        async def compose(desk, post):
            if fault is not None:
                raise fault
            return render.message("errors/refusal", message=f"Post {post.subject_id}.", hint="")

        async def about(session, post):
            return About(people=("U0ANA",), name=f"Post {post.subject_id}")

        monkeypatch.setitem(KINDS, name, Kind(name=name, compose=compose, about=about, **follows))

    add("plain")
    return add


async def owe(payoff, number=1, *, kind="plain", channel=CHECKOUT, due_at=None, **more):
    """Owe one, now or at a moment."""
    async with payoff.database.writing(payoff.workspace_id) as session:
        post = await posts.owe(
            session,
            key_text=f"{kind}:{number}",
            kind=kind,
            subject_id=number,
            channel_id=channel,
            due_at=due_at or payoff.clock.now,
            **more,
        )
    return post.pk


async def row(payoff, post_id):
    async with payoff.database.reading(payoff.workspace_id) as session:
        return await posts.get(session, post_id)


def said(person, channel="#checkout"):
    return [message.words.strip() for message in person.messages(channel)]


async def test_what_is_due_is_said_and_what_is_not_waits(payoff, ana, kinds):
    await owe(payoff, 1)
    await owe(payoff, 2, due_at=payoff.clock.now + timedelta(minutes=1))

    await payoff.settle()
    now = said(ana)
    await payoff.advance(minutes=1)

    assert now == ["Post 1."]
    assert said(ana) == ["Post 1.", "Post 2."]


async def test_a_channel_that_is_told_too_much_is_told_later_once(payoff, ana, kinds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=90)
    await owe(payoff)

    await payoff.advance(seconds=89)
    before = said(ana)
    await payoff.advance(seconds=1)

    assert before == []
    assert said(ana) == ["Post 1."]


async def test_being_told_too_much_for_a_day_gives_up_nothing(payoff, ana, kinds):
    fault = payoff.slack.faults.add("ratelimited", method="chat.postMessage", seconds=600)
    post = await owe(payoff)
    await payoff.advance(days=1)
    assert (await row(payoff, post)).state == "due"

    payoff.slack.faults.remove(fault.id)
    await payoff.advance(minutes=10)

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
        from bot.flows.releases.card import owe_card
        from bot.flows.releases.changes import change
        from storage import releases

        release = await releases.by_number(session, 1)
        await change(session, release, who="U0BEN", now=payoff.clock.now, description="Pay on one page")
        await owe_card(session, release, now=payoff.clock.now)

    await payoff.settle()

    (told,) = [words for words in said(ana, "@Payoff") if "Payoff cannot post in #checkout: it is archived." in words]
    assert told.count("what changed about One-page checkout") == 1
    assert "what changed about One-page checkout" in told
    assert not any("cannot post" in words for words in said(ben, "@Payoff"))


async def test_once_it_is_mended_a_button_sends_what_was_missed_once(payoff, ana, kinds):
    fault = payoff.slack.faults.add("kicked", channel="#checkout")
    await owe(payoff, 1)
    await owe(payoff, 2)
    await payoff.settle()
    assert said(ana) == []

    payoff.slack.faults.remove(fault.id)
    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()

    assert said(ana) == ["Post 1.", "Post 2."]
    (told,) = said(ana, "@Payoff")
    assert "has been said there" in told


async def test_sending_again_what_is_still_refused_says_so_again(payoff, ana, kinds):
    payoff.slack.faults.add("kicked", channel="#checkout")
    await owe(payoff)
    await payoff.settle()

    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()

    (told,) = said(ana, "@Payoff")
    assert "/invite @Payoff" in told


async def test_sending_again_twice_is_refused_in_private(payoff, ana, kinds):
    fault = payoff.slack.faults.add("kicked", channel="#checkout")
    await owe(payoff)
    await payoff.settle()
    payoff.slack.faults.remove(fault.id)
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
    kinds("poisoned", fault=ZeroDivisionError("a bug"))
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


async def test_a_doubted_post_that_cannot_be_composed_meanwhile_is_still_looked_for_first(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    await owe(payoff)
    await payoff.settle()
    kinds("plain", fault=ZeroDivisionError("a bug for a while"))
    await payoff.advance(minutes=1)

    kinds("plain")
    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1."]


async def test_a_fault_in_what_follows_a_message_does_not_send_it_twice_nor_hold_up_others(payoff, ana, kinds):
    async def broken(session, post, now):
        raise ZeroDivisionError

    kinds("followed", after_sent=broken)
    post = await owe(payoff, 1, kind="followed")
    await owe(payoff, 2)

    await payoff.advance(hours=1)

    assert sorted(said(ana)) == ["Post 1.", "Post 2."]
    assert (await row(payoff, post)).state == "sent"


async def test_a_post_of_no_known_kind_fails_and_holds_up_no_other(payoff, ana, kinds):
    unknown = await owe(payoff, 1, kind="from_the_future")
    await owe(payoff, 2)

    await payoff.settle()

    assert (await row(payoff, unknown)).error == "unknown_kind"
    assert said(ana) == ["Post 2."]


async def test_what_is_taken_up_by_another_process_meanwhile_is_left_to_it(payoff, ana, kinds):
    post = await owe(payoff, 1)
    await owe(payoff, 2)
    plain = KINDS["plain"].compose

    async def slow(desk, claimed):
        if claimed.pk == post:
            async with desk.database.everywhere() as session:
                moment = desk.now + timedelta(minutes=2)
                await posts.claim(session, now=moment, lease="other", leased_until=moment, limit=1)
        return await plain(desk, claimed)

    KINDS["plain"] = Kind(name="plain", compose=slow)
    await payoff.settle()

    assert said(ana) == ["Post 2."]


async def test_a_locked_database_delays_and_doubles_nothing(payoff, ana, kinds, monkeypatch):
    from storage.database import DatabaseBusy

    settle_sent, calls = posts.settle_sent, []

    async def busy_once(session, post, **values):
        calls.append(post.pk)
        if len(calls) == 1:
            raise DatabaseBusy("locked")
        await settle_sent(session, post, **values)

    monkeypatch.setattr(posts, "settle_sent", busy_once)
    await owe(payoff)

    await payoff.advance(minutes=5)

    assert said(ana) == ["Post 1."]


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
