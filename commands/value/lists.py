"""List releases by what they brought, by what came of them, and by what they wait for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows import outcomes as flow_outcomes
from bot.flows.caller import Caller
from bot.flows.checkins.standing import standing_of
from bot.flows.value.ledger import Entry, Ledger, ledger_between, ledger_of
from bot.flows.value.waiting import waiting_of
from bot.slack import render
from bot.slack.render import Message
from bot.value.periods import Period, parse_period
from bot.value.timeliness import Timeliness
from commands.listening import Listener
from commands.value.router import value
from commands.value.show import zone_and_today
from commands.value.then import Then, take_then
from storage import checkins, ledger, outcomes, releases, teams
from storage.checkins import CheckIn
from storage.database import Database
from storage.releases import Release
from storage.teams import Team

MOST = 15
MOST_ANSWERED, LATELY = 5, timedelta(days=14)
VERDICTS = {
    "hit": "Releases that delivered what they promised",
    "partly": "Releases that delivered a part",
    "missed": "Releases that missed",
    "too_early": "Releases for which it is too early to say",
    "unmeasurable": "Releases that cannot be measured",
}


@value.sub(
    "top",
    usage="[WINDOW] [asof DATE]",
    says="See which releases brought most",
    example="top last quarter",
    read=True,
)
async def top(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Releases by verified money, each currency for itself; those without money after them."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        period, found = await shipped_in(session, text, then)
    ranked = sorted((entry for entry in found.entries if entry.is_verified), key=rank)[:MOST]
    return render.message(
        "value/top",
        entries=ranked,
        period=period,
        then=then,
        asked=f"value top {text}".strip() + then.again,
        why=f"value explain {text or 'all'}{then.again}",
    )


async def shipped_in(session: AsyncSession, text: str, then: Then) -> tuple[Period, Ledger]:
    """The time that was named, or else all of it, and what shipped in it, as it was known then."""
    period = parse_period(text or "all", today=then.today)
    await then.go(session)
    start, end = period.moments(then.zone)
    return period, await ledger_between(session, start, end, now=then.now)


def rank(entry: Entry) -> tuple[bool, str, float, int]:
    """Money first, the most of each currency first; then the rest by verdict."""
    money = entry.delivered
    order = {"hit": 0, "partly": 1, "missed": 2}
    if money is None:
        return True, "", 0.0, order.get(entry.word, 3)
    return False, money.currency, -float(money.amount), 0


@value.sub("waiting", says="See what needs a person before it counts", read=True)
async def waiting(caller: Caller, database: Database, now: datetime) -> Message:
    """Looks not taken, numbers not read, claims without evidence."""
    async with database.reading(caller.workspace_id) as session:
        zone, _ = await zone_and_today(session, caller, now)
        found = await waiting_of(session, now=now)
    return render.message("value/waiting", waiting=found, zone=zone)


@value.sub("check-ins", says="See which looks are due, and which are to come", read=True, aliases=("checkins",))
async def check_ins(caller: Caller, database: Database, now: datetime) -> Message:
    """Check-ins that are due, missed or to come, by when; and those that were answered lately."""
    async with database.reading(caller.workspace_id) as session:
        zone, _ = await zone_and_today(session, caller, now)
        looks = await with_standing(session, await checkins.unanswered(session), now)
        answered = await with_standing(session, await checkins.answered_since(session, now - LATELY), now)
    return render.message(
        "value/checkins",
        looks=looks[:MOST],
        more=max(0, len(looks) - MOST),
        answered=answered[:MOST_ANSWERED],
        now=now,
        zone=zone,
    )


async def with_standing(
    session: AsyncSession, looks: Sequence[CheckIn], now: datetime
) -> list[tuple[CheckIn, Release, Team, Timeliness | None]]:
    """Check-ins with what they are about, and whether they are late."""
    found = []
    for look in looks:
        release = await releases.get(session, look.release_id)
        team = await teams.get(session, look.team_id)
        if release is not None and team is not None:
            found.append((look, release, team, await standing_of(session, look, team, now=now)))
    return found


@value.sub(
    "okr",
    usage="X [asof DATE]",
    says="See which releases serve a goal",
    example="okr KR-12",
    read=True,
    aliases=("goal",),
)
async def okr(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Releases that promised to move the outcomes linked to a goal."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        await then.go(session)
        linked = await outcomes.linked_to(session, text)
        found = await ledger_of(session, await ledger.of_outcomes(session, [one.pk for one in linked]), now=then.now)
        known = sorted({one.link for one in await outcomes.named(session) if one.link})
    named = [(flow_outcomes.key_of(one), one) for one in linked]
    return render.message("value/goal", goal=text, outcomes=named, ledger=found, known=known[:10], then=then)


def by_verdict(word: str) -> Listener:
    """The command that lists what came to one verdict."""

    async def listed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
        async with database.reading(caller.workspace_id) as session:
            text, then = await take_then(session, caller, text, now)
            period, found = await shipped_in(session, text, then)
        entries = [entry for entry in found.entries if entry.word == word]
        return render.message(
            "value/verdict",
            title=VERDICTS[word],
            entries=entries[:MOST],
            more=max(0, len(entries) - MOST),
            period=period,
            then=then,
            asked=f"value {word} {text}".strip() + then.again,
            why=f"value explain {word} {text or 'all'}{then.again}",
        )

    return listed


for verdict, says in VERDICTS.items():
    spoken = verdict.replace("_", " ")
    value.sub(spoken, usage="[WINDOW] [asof DATE]", says=says, read=True, aliases=(verdict,))(by_verdict(verdict))
