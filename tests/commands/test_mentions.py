"""Answer plain questions where they are asked: with a mention, in a channel or a thread."""

import re

import pytest

from bot.sandbox.interact import payloads
from tests.playing import define_metric, plan_release, schedule, shipped_release

EXAMPLE = re.compile(r"^• (.+?)(?: \|.*)?$", re.MULTILINE)


def heard(person, text):
    """A mention as Slack tells the app of it, below what was said last."""
    last = person.messages("#checkout")[-1]
    return {
        "type": "app_mention",
        "user": person.id,
        "text": f"<@U0PAYOFF> {text}",
        "ts": last.ts,
        "event_ts": last.ts,
        "channel": last.channel,
        "team": "T0PAYOFF",
    }


async def deliver(payoff, envelope):
    """Hand an event to the app as Slack does, and wait until all came of it."""
    answer = await payoff.slack.stage.courier.deliver_event(envelope, name="event app_mention")
    await payoff.slack.stage.quiet()
    return answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("how is one-page checkout doing?", "+0.5 pt (0.2 to 0.8)"),
        ("how's REL-1 going?", "+0.5 pt (0.2 to 0.8)"),
        ("Checkout conversion last 30 days", "One reading in last 30 days"),
        ("what ships next week?", "Mon 9 Mar 2026 to Sun 15 Mar 2026"),
        ("which releases missed?", "Releases that missed"),
        ("what did we deliver last quarter?", "Q4 2025"),
        ("why is one-page checkout worth that?", "Why these numbers: One-page checkout"),
        ("what is waiting?", "Nothing waits"),
        ("help", "/release"),
    ],
)
async def test_plain_words_are_answered_in_a_thread_for_everyone(payoff, ana, eva, question, says):
    await shipped_release(payoff, ana)

    (reply,) = await eva.type("#checkout", f"@Payoff {question}")

    asked = next(m for m in eva.messages("#checkout") if question in m.words)
    assert says in reply.words
    assert not reply.ephemeral
    assert ana.thread(asked) == [reply]


async def test_a_question_in_a_thread_is_answered_in_that_thread(payoff, ana, eva):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "Who has numbers for the board?")
    root = next(m for m in ana.messages("#checkout") if "the board" in m.words)

    await eva.type("#checkout", "@Payoff how is one-page checkout doing?", thread=root)

    question, reply = ana.thread(root)
    said = [call for call in payoff.slack.calls if call.method == "chat.postMessage"][-1]
    assert question.user == eva.id
    assert said.arguments["thread_ts"] == root.ts
    assert "One-page checkout" in reply.words


async def test_what_ships_next_week_is_named_with_its_day(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="12 Mar")

    (reply,) = await eva.type("#checkout", "@Payoff what ships next week?")

    assert "One-page checkout" in reply.words
    assert "12 Mar" in reply.words


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("how is two-page checkout doing?", "You ask about “two-page checkout”, and nothing here is called that."),
        ("signups last 30 days", "You ask about “signups”, and nothing here is called that."),
        ("tomorrow?", "You ask about tomorrow, but not of what."),
        ("make me a sandwich", "That is no question Payoff knows."),
    ],
)
async def test_what_is_not_understood_says_what_was_and_two_questions_that_work(payoff, ana, eva, question, understood):
    await shipped_release(payoff, ana)

    (reply,) = await eva.type("#checkout", f"@Payoff {question}")

    assert understood in reply.words
    examples = EXAMPLE.findall(reply.words)
    assert len(examples) == 2
    for example in examples:
        (answer,) = await eva.type("#checkout", f"@Payoff {example}")
        assert "These work" not in answer.words
        assert not answer.ephemeral


async def test_the_examples_work_before_anything_was_planned(eva):
    (reply,) = await eva.type("#checkout", "@Payoff make me a sandwich")

    for example in EXAMPLE.findall(reply.words):
        (answer,) = await eva.type("#checkout", f"@Payoff {example}")
        assert "These work" not in answer.words
        assert not answer.ephemeral


@pytest.mark.parametrize(
    "name", ["*Bold* `new` {{ 7*7 }} & <b>", '5" screens', "What ships next week?", "REL-9 again 🚀"]
)
async def test_the_examples_work_whatever_a_release_is_called(payoff, ana, eva, name):
    await plan_release(ana, name)

    (reply,) = await eva.type("#checkout", "@Payoff make me a sandwich")
    (first, _) = EXAMPLE.findall(reply.words)
    (answer,) = await eva.type("#checkout", f"@Payoff {first}")

    assert "REL-1" in answer.words
    assert "$0 evidenced" in answer.words


async def test_a_mention_that_is_delivered_twice_is_answered_once(payoff, ana, eva):
    await shipped_release(payoff, ana)
    stage = payoff.slack.stage
    envelope = payloads.event(stage, heard(eva, "how is one-page checkout doing?"))
    before = len(eva.everything())

    first = await deliver(payoff, envelope)
    second = await deliver(payoff, envelope)

    assert (first.status, second.status) == (200, 200)
    assert len(eva.everything()) == before + 1


@pytest.mark.parametrize(
    "author",
    [
        {"user": "U0PAYOFF", "bot_id": "B0PAYOFF"},
        {"user": "U0OTHERBOT", "bot_id": "B0OTHER"},
        {"bot_id": "B0OTHER", "subtype": "bot_message", "user": ""},
    ],
)
async def test_neither_itself_nor_another_bot_is_answered(payoff, ana, eva, author):
    await shipped_release(payoff, ana)
    before = len(eva.everything())

    answer = await deliver(payoff, payloads.event(payoff.slack.stage, heard(eva, "help") | author))

    assert answer.status == 200
    assert len(eva.everything()) == before


async def test_two_things_of_one_name_are_told_apart(payoff, ana, eva):
    await plan_release(ana, "Search")
    await plan_release(ana, "Search in shops")

    (longer,) = await eva.type("#checkout", "@Payoff how is search in shops doing?")
    (shorter,) = await eva.type("#checkout", "@Payoff how is search doing?")

    assert "REL-2" in longer.words
    assert "REL-1" in shorter.words


async def test_an_answer_to_a_mention_can_be_turned_and_shared_from_its_buttons(payoff, ana, eva):
    await shipped_release(payoff, ana)
    (reply,) = await eva.type("#checkout", "@Payoff how is one-page checkout doing?")

    (why,) = await eva.click("Why these numbers?", in_=reply)

    assert why.ephemeral
    assert why.thread_ts == reply.thread_ts
    assert "One-page checkout" in reply.words
    assert "Why these numbers" in why.words


async def test_words_that_notify_a_channel_are_said_back_without_notifying(payoff, ana, eva):
    await shipped_release(payoff, ana)
    event = heard(eva, "how is &lt;!channel&gt; <!here> doing?")

    await deliver(payoff, payloads.event(payoff.slack.stage, event))

    said = eva.everything()[-1]
    assert "<!" not in str(said.blocks).replace("&lt;!", "")
    assert "<!" not in said.text
