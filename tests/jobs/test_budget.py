"""A week's budget is never exceeded: over a quarter of a busy workspace, and with several processes at once."""

import asyncio
import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.attention.spend import decide
from bot.flows.kinds import ANSWERS, Desk, Kind
from bot.slack.typed import user_ids
from storage import people, posts
from tests.playing import define_metric, plan_release, schedule, ship

PEOPLE = {"ana": "U0ANA", "ben": "U0BEN", "chloe": "U0CHLOE", "dev": "U0DEV", "eva": "U0EVA"}
BUDGETS = {"U0ANA": 2, "U0BEN": 3, "U0CHLOE": 1}
ZONES = {"U0BEN": "America/Los_Angeles", "U0EVA": "Pacific/Auckland"}
USUAL = 5


async def set_up(payoff):
    """Everyone in their zone and with their budget."""
    for user_id, zone in ZONES.items():
        payoff.slack.stage.world.members[user_id].zone = zone
    async with payoff.database.writing(payoff.workspace_id) as session:
        for user_id, budget in BUDGETS.items():
            person = await people.hold(session, user_id)
            person.budget = budget
            session.add(person)


async def play_a_week(payoff, chance):
    """What people do in a week: most of it is news to someone."""
    for day in range(5):
        for _ in range(chance.randint(0, 3)):
            person = payoff.slack.as_(chance.choice(list(PEOPLE)))
            number = chance.randint(1, 4)
            await person.type("#checkout", f"/release edit REL-{number}")
            if person.modal is not None:
                await person.fill("What ships", f"As of {payoff.clock.now:%d %b %H:%M}, {chance.random()}")
                await person.submit()
                await person.close_all()
            await payoff.advance(hours=chance.randint(1, 5))
        if chance.random() < 0.1:
            away = payoff.slack.as_(chance.choice(list(PEOPLE)))
            await away.type("#checkout", f"/payoff away today to {payoff.clock.now + timedelta(days=4):%d %b}")
        monday = payoff.clock.now.date() - timedelta(days=payoff.clock.now.weekday())
        await payoff.advance(to=datetime.combine(monday, datetime.min.time(), UTC) + timedelta(days=day + 1, hours=1))
    await payoff.advance(days=2)


async def called_by_week(payoff):
    """How often each person was called by what Payoff sent of its own accord, by week of their own clock."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        counts = defaultdict(Counter)
        for call in payoff.slack.calls:
            if call.method != "chat.postMessage" or not call.answer.get("ok"):
                continue
            post = await posts.get(session, int(call.arguments["metadata"]["event_payload"]["post"]))
            if post.kind in ANSWERS:
                continue
            alone = post.channel_id in PEOPLE.values()
            for user_id in {post.channel_id} if alone else set(user_ids(str(call.arguments["blocks"]))):
                at = datetime.fromtimestamp(float(call.answer["ts"]), ZoneInfo(ZONES.get(user_id, "Europe/Berlin")))
                counts[user_id][at.isocalendar()[:2]] += 1
    return counts


@pytest.mark.parametrize("seed", [1, 2])
async def test_over_a_quarter_nobody_is_called_more_often_in_a_week_than_they_want(payoff, ana, ben, seed):
    chance = random.Random(seed)
    await set_up(payoff)
    await define_metric(ana)
    for name in ("One-page checkout", "Guest checkout", "Express lane", "Gift cards"):
        await plan_release(ana, name)
    await schedule(ana)
    await ship(payoff, ana)
    for person in map(payoff.slack.as_, PEOPLE):
        for number in range(1, 5):
            await person.type("#checkout", f"/release follow REL-{number}")

    for _ in range(13):
        await play_a_week(payoff, chance)

    counts = await called_by_week(payoff)
    over = {
        (user_id, week): count
        for user_id, weeks in counts.items()
        for week, count in weeks.items()
        if count > BUDGETS.get(user_id, USUAL)
    }
    assert over == {}
    # And it was needed: each of those with a small budget had a week that was full.
    full = {user_id for user_id, weeks in counts.items() if max(weeks.values()) == BUDGETS.get(user_id, USUAL)}
    assert full >= BUDGETS.keys()
    async with payoff.database.reading(payoff.workspace_id) as session:
        # Nothing was kept and forgotten.
        for user_id in PEOPLE.values():
            for notice in await people.kept(session, user_id):
                assert payoff.clock.now - notice.at < timedelta(days=14)


async def owe_mentions(payoff, count):
    """Posts that are about to mention Ana."""
    async with payoff.database.writing(payoff.workspace_id) as session:
        await people.hold(session, "U0ANA")
        return [
            await posts.owe(
                session,
                key_text=f"many:{number}",
                kind="busy",
                subject_id=number,
                channel_id="C0CHECKOUT",
                due_at=payoff.clock.now,
            )
            for number in range(count)
        ]


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True, scope="session")
def desk_of(payoff):
    """What composing a post may use, at this moment."""
    return Desk(database=payoff.database, client=AsyncWebClient(), now=payoff.clock.now)


async def test_processes_that_decide_at_once_do_not_spend_more_than_there_is(payoff):
    async def compose(desk, post):
        raise AssertionError("Nothing is composed here.")

    kind = Kind(name="busy", compose=compose)
    first, *others = await owe_mentions(payoff, 9)

    async def one(post):
        async with payoff.database.writing(payoff.workspace_id) as session:
            return await decide(session, desk_of(payoff), post, kind, "U0ANA")

    alone = await one(first)
    forms = Counter([alone, *await asyncio.gather(*map(one, others))])

    assert forms == {"mention": USUAL, "named": 4}


async def test_what_was_decided_for_a_message_stays_decided_when_it_is_composed_again(payoff):
    async def compose(desk, post):
        raise AssertionError("Nothing is composed here.")

    kind = Kind(name="busy", compose=compose)
    (post,) = await owe_mentions(payoff, 1)
    async with payoff.database.writing(payoff.workspace_id) as session:
        first = await decide(session, desk_of(payoff), post, kind, "U0ANA")
        again = await decide(session, desk_of(payoff), post, kind, "U0ANA")
        week = date(2026, 3, 2)
        spent = await people.spent(session, "U0ANA", week)

    assert (first, again, spent) == ("mention", "mention", 1)
