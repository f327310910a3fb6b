"""Whatever Slack refuses with, the message's fate, who is told, and what comes back follow from one table."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.slack.refusals import TABLE, Meaning, Outcome, Reach, meaning_of
from tests.jobs.owing import CHECKOUT, owe, row, said, tries

# What whoever is told reads of each way to mend it.
MENDED_BY = {
    "archived": "Unarchive it",
    "invite": "Type /invite @Payoff there",
    "find": "Type /invite @Payoff there",
    "deleted": "Move the team to another channel",
    "allow": "Whoever manages the channel can allow it",
    "suspended": "an administrator of Slack has suspended posting there",
    "tab": "Whoever runs Payoff has to install it again",
    "permission": "Whoever runs Payoff has to install it again",
    "fault": "It is a fault in Payoff",
    # Said of a channel, it is nonsense: there is no person in it.
    "person": "It is a fault in Payoff",
}


def codes(*outcomes: Outcome) -> list[str]:
    """The codes that mean this of a message."""
    return sorted(code for code, meaning in TABLE.items() if meaning.outcome in outcomes)


def answer(payoff, code: str, *, method: str = "chat.postMessage", times: int | None = 1, channel: str = CHECKOUT):
    """Let Slack refuse with a code."""
    return payoff.slack.faults.add("error", method=method, channel=channel, times=times, code=code)


@pytest.mark.parametrize("code", codes(Outcome.LATER))
async def test_what_slack_takes_later_waits_and_is_said_by_itself(payoff, ana, kinds, code):
    answer(payoff, code)
    post = await owe(payoff)

    await payoff.settle()
    waiting = await row(payoff, post)
    await payoff.advance(hours=2)

    assert waiting.state == "due"
    assert said(ana) == ["Post 1."]
    assert said(ana, "@Payoff") == []


@pytest.mark.parametrize("code", codes(Outcome.UNKNOWN))
async def test_what_slack_may_have_said_is_looked_for_and_then_said_by_itself(payoff, ana, kinds, code):
    answer(payoff, code)
    post = await owe(payoff)

    await payoff.settle()
    waiting = await row(payoff, post)
    await payoff.advance(minutes=5)

    assert (waiting.state, waiting.error) == ("sending", code)
    assert any(call.method == "conversations.history" for call in payoff.slack.calls)
    assert said(ana) == ["Post 1."]


@pytest.mark.parametrize("code", codes(Outcome.NEVER))
async def test_what_slack_takes_only_once_it_is_mended_is_told_to_its_owner_and_sent_by_a_button(
    payoff, ana, ben, kinds, code
):
    answer(payoff, code)
    post = await owe(payoff)

    await payoff.advance(days=1)

    failed = await row(payoff, post)
    assert (failed.state, failed.error, tries(payoff)) == ("failed", code, 1)
    (told,) = said(ana, "@Payoff")
    assert MENDED_BY[TABLE[code].mend] in told
    assert "Post 1" in told
    assert said(ben, "@Payoff") == []
    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()
    assert said(ana) == ["Post 1."]
    (told,) = said(ana, "@Payoff")
    assert "has been said there" in told


@pytest.mark.parametrize("code", [code for code in codes(Outcome.NEVER) if TABLE[code].reach is Reach.CHANNEL])
async def test_a_channel_that_takes_nothing_is_not_asked_again_and_told_of_once(payoff, ana, kinds, code):
    answer(payoff, code)
    await owe(payoff, 1)
    await payoff.settle()

    for number, day in ((2, 1), (3, 5)):
        await owe(payoff, number, due_at=payoff.clock.now + timedelta(days=day))
        await payoff.advance(days=day)

    assert tries(payoff) == 1
    (told,) = said(ana, "@Payoff")
    assert all(f"Post {number}" in told for number in (1, 2, 3))


@pytest.mark.parametrize("code", codes(Outcome.PAUSE))
async def test_where_the_installation_is_refused_nothing_is_said_for_an_hour_and_nothing_lost(payoff, ana, kinds, code):
    answer(payoff, code)
    for number in range(1, 31):
        await owe(payoff, number)

    with capture_logs() as logs:
        await payoff.settle()
        # What is due in the channel meanwhile asks nothing of Slack.
        await payoff.advance(minutes=59)
    refused = tries(payoff)
    await payoff.advance(minutes=5)

    assert refused == 1
    assert [line["error"] for line in logs if line["log_level"] in ("warning", "error")] == [code]
    assert sorted(said(ana)) == sorted(f"Post {number}." for number in range(1, 31))
    assert said(ana, "@Payoff") == []


async def test_a_refusal_of_the_installation_that_lasts_is_logged_once(payoff, ana, kinds):
    fault = payoff.slack.faults.add("revoked")
    for number in range(1, 11):
        await owe(payoff, number, channel=f"C0{number}" if number > 1 else CHECKOUT)

    with capture_logs() as logs:
        await payoff.advance(days=2)
    payoff.slack.faults.remove(fault.id)
    await payoff.advance(hours=1)

    assert [line["event"] for line in logs if line["log_level"] in ("warning", "error")] == ["workspace_paused"]
    assert said(ana) == ["Post 1."]


@pytest.mark.parametrize("code", codes(Outcome.ANEW))
async def test_a_card_that_cannot_be_changed_any_more_is_said_anew_once(payoff, ana, kinds, code):
    kinds.add("card", anew=True)
    await owe(payoff, kind="card", living=True)
    await payoff.settle()
    before = ana.messages("#checkout")[0].ts
    answer(payoff, code, method="chat.update")
    post = await owe(payoff, kind="card", living=True)

    await payoff.advance(hours=1)
    await owe(payoff, kind="card", living=True)
    await payoff.settle()

    old, new = ana.messages("#checkout")
    assert (old.ts, new.ts) == (before, (await row(payoff, post)).ts)
    assert said(ana, "@Payoff") == []


@pytest.mark.parametrize("code", codes(Outcome.ANEW))
async def test_a_reply_whose_thread_takes_none_is_said_in_the_channel_once(payoff, ana, kinds, code):
    root = await owe(payoff, 1)
    await payoff.settle()
    answer(payoff, code)
    await owe(payoff, 2, thread_id=root)

    await payoff.advance(hours=1)

    assert said(ana) == ["Post 1.", "Post 2."]
    assert [ana.thread(message) for message in ana.messages("#checkout")] == [[], []]


@pytest.mark.parametrize("code", codes(Outcome.ANEW))
async def test_a_new_message_that_slack_takes_for_an_old_one_is_given_up_and_told(payoff, ana, kinds, code):
    answer(payoff, code, times=None)
    post = await owe(payoff)

    await payoff.advance(hours=1)

    assert (await row(payoff, post)).state == "failed"
    assert tries(payoff) == 1
    assert len(said(ana, "@Payoff")) == 1


async def test_a_question_that_was_deleted_is_not_said_anew_because_it_was_answered(payoff, ana, kinds):
    await owe(payoff, living=True)
    await payoff.settle()
    answer(payoff, "message_not_found", method="chat.update")
    post = await owe(payoff, living=True)

    await payoff.advance(hours=1)

    assert (await row(payoff, post)).state == "dropped"
    assert said(ana) == ["Post 1."]
    assert said(ana, "@Payoff") == []


@pytest.mark.parametrize("code", ["a_code_of_tomorrow", "Not even_a code", "200"])
async def test_a_code_that_nobody_knows_is_a_no_that_is_told_and_can_be_tried_again(payoff, ana, kinds, code):
    answer(payoff, code)
    post = await owe(payoff)

    await payoff.advance(days=1)

    assert meaning_of(code) == Meaning(outcome=Outcome.NEVER, code=code, mend="fault")
    assert (await row(payoff, post)).state == "failed"
    (told,) = said(ana, "@Payoff")
    assert code in told
    ana.go("@Payoff")
    await ana.click("Send again")
    await payoff.settle()
    assert said(ana) == ["Post 1."]


# One of each kind: what a code means does not depend on what was asked.
EACH_KIND = sorted({(meaning.outcome, meaning.mend): code for code, meaning in TABLE.items()}.values())


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
@pytest.mark.parametrize("code", EACH_KIND)
async def test_whatever_a_look_is_refused_with_nothing_is_said_twice(payoff, ana, kinds, code, method):
    root = await owe(payoff, 1)
    await payoff.settle()
    payoff.slack.faults.add("hang_up", method="chat.postMessage", channel=CHECKOUT, times=1)
    in_thread = {"thread_id": root} if method == "conversations.replies" else {}
    post = await owe(payoff, 2, **in_thread)
    answer(payoff, code, method=method)

    await payoff.advance(hours=3)

    everywhere = said(ana) + [reply.words.strip() for each in ana.messages("#checkout") for reply in ana.thread(each)]
    assert everywhere.count("Post 2.") == 1
    assert tries(payoff) == 2
    can_wait = TABLE[code].outcome in (Outcome.LATER, Outcome.UNKNOWN, Outcome.PAUSE)
    assert (await row(payoff, post)).state == ("sent" if can_wait else "unknown")


async def test_what_is_owed_to_who_has_left_is_dropped(payoff, dev, kinds):
    await payoff.slack.deactivate("dev")
    post = await owe(payoff, channel="U0DEV")

    await payoff.settle()

    assert (await row(payoff, post)).state == "dropped"
    assert tries(payoff, "U0DEV") == 0


async def test_what_was_held_in_doubt_is_looked_for_once_the_channel_is_open(payoff, ana, kinds):
    payoff.slack.faults.add("hang_up", method="chat.postMessage", channel=CHECKOUT, times=1)
    post = await owe(payoff)
    await payoff.settle()
    await payoff.slack.kick("#checkout")
    await payoff.advance(hours=1)
    held = (await row(payoff, post)).state

    await payoff.slack.invite("#checkout")
    await payoff.settle()

    assert held == "unknown"
    assert (await row(payoff, post)).state == "sent"
    assert (said(ana), tries(payoff)) == (["Post 1."], 1)


WAITS = {
    "7": 7, "1.5": 1.5, "0": 1, "-5": 1, "Tue, 03 Mar 2026 09:01:00 GMT": 60, "Tue, 03 Mar 2026 08:00:00 GMT": 1,
    "": 30, "soon": 30, "nan": 30, "1e99": 30, "99999999": 86_400,
}  # fmt: skip


@pytest.mark.parametrize(("says", "seconds"), WAITS.items())
async def test_slack_may_say_in_many_ways_when_to_come_back(payoff, ana, kinds, says, seconds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, says=says)
    await owe(payoff)

    await payoff.advance(seconds=seconds - 0.1)
    before = said(ana)
    await payoff.advance(seconds=0.2)

    assert before == []
    assert said(ana) == ["Post 1."]
