"""Kill a delivery at every statement, commit and call there is, on both databases: each thing is said exactly once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.flows.releases.card import owe_card
from storage import releases
from storage.posts import Post
from tests.jobs.owing import CHECKOUT, Kinds, owe, row
from tests.playing import card_of, define_metric, plan_release, schedule, ship
from tests.proofs.counting import Count, count, deleted, standing
from tests.proofs.killing import kill_everywhere

# Every moment where there is time for it, and else every third of them.
EVERY = [pytest.param(1, marks=pytest.mark.full, id="all"), pytest.param(3, id="sampled")]
NOTHING = Count(lost=0, doubled=0, twins=0)


@pytest.mark.parametrize("step", EVERY)
@pytest.mark.parametrize("place", [CHECKOUT, "U0ANA"], ids=["channel", "person"])
async def test_a_message_is_said_exactly_once(payoff: Any, kinds: Kinds, place: str, step: int) -> None:
    owed: list[int] = []

    async def owing(number: int) -> None:
        owed.append(await owe(payoff, number, channel=place))

    kills, moments = await kill_everywhere(payoff, owing, step=step)

    assert count(payoff.slack, owed) == NOTHING
    assert kills > len(moments) / step
    assert {"statement", "commit", "call", "called"} <= set(moments)


@pytest.mark.parametrize("step", EVERY)
async def test_a_reply_is_in_its_thread_exactly_once(payoff: Any, ana: Any, kinds: Kinds, step: int) -> None:
    owed: list[int] = []

    async def owing(number: int) -> None:
        root = await owe(payoff, 2 * number)
        owed.extend((root, await owe(payoff, 2 * number + 1, thread_id=root)))

    await kill_everywhere(payoff, owing, step=step)

    assert count(payoff.slack, owed) == NOTHING
    for number, message in enumerate(ana.messages("#checkout"), start=1):
        assert [reply.words.strip() for reply in ana.thread(message)] == [f"Post {2 * number + 1}."]


@pytest.mark.parametrize("step", EVERY)
async def test_a_refused_message_is_told_to_its_owner_exactly_once(
    payoff: Any, ana: Any, kinds: Kinds, step: int
) -> None:
    """Each day anew, for what fails of a day is one message."""
    owed: list[int] = []
    payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, code="msg_too_long")
    days = 0

    async def owing(number: int) -> None:
        nonlocal days
        days += 1
        await payoff.advance(days=1)
        owed.append(await owe(payoff, number))

    await kill_everywhere(payoff, owing, step=step)

    assert {(await row(payoff, number)).state for number in owed} == {"failed"}
    assert len(ana.messages("@Payoff")) == days


@pytest.mark.parametrize("step", EVERY)
async def test_a_message_that_is_told_to_wait_is_said_exactly_once(payoff: Any, kinds: Kinds, step: int) -> None:
    owed: list[int] = []

    async def owing(number: int) -> None:
        payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=30)
        owed.append(await owe(payoff, number))
        await payoff.settle()
        payoff.set_time(payoff.clock.now + timedelta(seconds=30))

    await kill_everywhere(payoff, owing, step=step)

    assert count(payoff.slack, owed) == NOTHING


@pytest.mark.parametrize("step", EVERY)
async def test_what_stands_there_after_an_answer_was_lost_is_found_exactly_once(
    payoff: Any, kinds: Kinds, step: int
) -> None:
    """The kill meets the process while it looks for what it may have said."""
    owed: list[int] = []

    async def owing(number: int) -> None:
        payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
        owed.append(await owe(payoff, number))
        await payoff.settle()
        payoff.set_time(payoff.clock.now + timedelta(seconds=30))

    await kill_everywhere(payoff, owing, step=step)

    assert count(payoff.slack, owed) == NOTHING


@pytest.mark.parametrize("step", EVERY)
async def test_a_card_stays_one_message_through_all_its_changes(payoff: Any, ana: Any, step: int) -> None:
    await plan_release(ana)
    await payoff.settle()
    names = ["One-page checkout"]

    async def owing(number: int) -> None:
        names.append(f"One-page checkout {number}")
        async with payoff.database.writing(payoff.workspace_id) as session:
            (release,) = await releases.in_states(session, "draft", "planned")
            release.name = names[-1]
            await owe_card(session, release, now=payoff.clock.now)

    await kill_everywhere(payoff, owing, step=step)

    assert card_of(ana).words.startswith(names[-1])
    assert deleted(payoff.slack) == 0


@pytest.mark.parametrize(
    ("step", "later"),
    [
        # When it is asked, and at each of the next times that something is due: reminders, the deputy, the review.
        *(pytest.param(1, later, marks=pytest.mark.full, id=f"all-{later}") for later in range(6)),
        pytest.param(17, 0, id="sampled"),
    ],
)
async def test_a_check_in_is_asked_exactly_once_with_all_that_follows(
    payoff: Any, ana: Any, step: int, later: int
) -> None:
    await define_metric(ana)

    async def owing(number: int) -> None:
        if number > 1:
            # Nobody asks about it any more: a delivery would otherwise hold more each time, and this never end.
            await ana.type("#checkout", f"/outcome close OUT-{number - 1}")
            await ana.fill("Why?", "It was looked at")
            await ana.submit()
            await ana.close_all()
        await plan_release(ana, f"Release {number}")
        await schedule(ana, f"REL-{number}", "today", due="2035-09-30", name=f"Outcome {number}")
        await ship(payoff, ana, f"REL-{number}")
        await payoff.advance(hours=1)
        payoff.set_time(await payoff.app.postman.next_due())
        for _ in range(later):
            await payoff.settle()
            payoff.set_time(await payoff.app.postman.next_due())

    kills, moments = await kill_everywhere(payoff, owing, step=step)

    async with payoff.database.reading(payoff.workspace_id) as session:
        owed = (await session.exec(select(Post))).all()
    there = standing(payoff.slack)
    assert {post.key_text: there[post.pk] for post in owed if (post.state == "sent") != (there[post.pk] == 1)} == {}
    assert deleted(payoff.slack) == 0
    assert sum(post.kind == "checkin_ask" for post in owed) >= kills > len(moments) / step
