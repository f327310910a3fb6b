"""Keep one message in a team's channel that says how its releases stand, with what changed in its thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import About, Desk, Kind
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.rhythm import after_failed_run, after_run, owe_next, owe_status, run_to_say, until_of, was_due
from bot.flows.subscriptions.digest import changes_of
from bot.flows.subscriptions.subscribe import Standing, new_subscription, standing_of
from bot.flows.teams import NoTeam
from bot.slack import render
from bot.slack.render import Message
from bot.value.calendar import parse_hour
from bot.value.recurrence import parse_rule
from storage import releases, subscriptions, teams
from storage.database import Database
from storage.posts import Post
from storage.subscriptions import Subscription
from storage.teams import Team

# Releases of a group that are shown one by one.
MOST = 12
GROUPS = (
    ("Scheduled", ("scheduled",)),
    ("Without a date", ("draft", "planned")),
    ("Shipped, and looked at", ("shipped", "reviewing")),
)


class NoStatus(Refusal):
    """No status comes here by itself."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Releases that stand alike, as many as are shown, and how many more there are."""

    title: str
    sheets: Sequence[Sheet]
    more: int


async def groups_of(session: AsyncSession, team: Team) -> list[Group]:
    """A team's releases in motion, by how far they are; a group without any is left out."""
    groups = []
    for title, states in GROUPS:
        found = await releases.in_states(session, *states, team_id=team.pk)
        if found:
            sheets = [await sheet_of(session, release) for release in found[:MOST]]
            groups.append(Group(title=title, sheets=sheets, more=len(found) - len(sheets)))
    return groups


async def show_status(database: Database, caller: Caller, *, now: datetime) -> tuple[Team, Standing | None]:
    """Post a team's status, or bring it up to date; and whether it comes by itself.

    Raises:
        NoTeam: the caller stands in no channel that plans.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await team_here(session, caller)
        await owe_status(session, team, now=now)
        there = await status_of(session, team)
        return team, await standing_of(session, there, now=now) if there is not None else None


async def keep_status(database: Database, caller: Caller, text: str, *, now: datetime) -> Standing:
    """Post a team's status now, and bring it up to date in a rhythm; a second rhythm takes the place of the first.

    Raises:
        NoTeam: the caller stands in no channel that plans.
        NotARhythm, UnknownZone, ImpossibleDate: what was typed is no rhythm.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await team_here(session, caller)
        rule = parse_rule(text, at=parse_hour(team.checkin_time))
        wanted = new_subscription(
            what="status",
            rule=rule,
            zone=rule.zone,
            team=team,
            user_id=caller.user_id,
            channel_id=team.channel_id,
            now=now,
        )
        # The message says now how things stand: its thread tells what changes from here on.
        wanted.covered_until = now
        there = await status_of(session, team)
        if there is not None:
            there.rule, there.zone, there.anchor, there.state = wanted.rule, wanted.zone, wanted.anchor, "active"
        else:
            session.add(wanted)
        kept = there or wanted
        await session.flush()
        await owe_status(session, team, now=now)
        await owe_next(session, kept, now=now)
        return await standing_of(session, kept, now=now)


async def stop_status(database: Database, caller: Caller, *, now: datetime) -> Standing:
    """Let the message stay as it is.

    Raises:
        NoTeam, NoStatus: there is nothing to stop.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        there = await status_of(session, await team_here(session, caller))
        if there is None:
            raise NoStatus(hint="`/release status every fri 16:00` begins one.")
        there.state = "stopped"
        session.add(there)
        return await standing_of(session, there, now=now)


async def team_here(session: AsyncSession, caller: Caller) -> Team:
    """The team of the caller's channel.

    Raises:
        NoTeam: there is none.
    """
    team = await teams.by_channel(session, caller.channel_id) if caller.channel_id else None
    if team is None:
        raise NoTeam()
    return team


async def status_of(session: AsyncSession, team: Team) -> Subscription | None:
    """The rhythm in which a team's status comes, if it has one."""
    found = await subscriptions.said_in(session, team.channel_id)
    return next((each for each in found if each.what == "status"), None)


async def compose_status(desk: Desk, post: Post) -> Message | None:
    """How the releases stand now."""
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.subject_id)
        if team is None:
            return None
        groups, rhythm = await groups_of(session, team), await status_of(session, team)
        standing = await standing_of(session, rhythm, now=desk.now) if rhythm is not None else None
    return render.message("status/status", team=team, groups=groups, standing=standing, now=desk.now)


async def compose_news(desk: Desk, post: Post) -> Message | None:
    """What changed since the last time, for the thread; None when nothing did, or nobody waits for it."""
    wanted = await run_to_say(desk, post)
    if wanted is None:
        return None
    subscription, rhythm = wanted
    start, end = subscription.covered_until, until_of(post)
    async with desk.database.reading(post.workspace_id) as session:
        known = {each.pk: each for each in await releases.in_states(session, team_id=subscription.team_id)}
        changed = await changes_of(session, known, start, end)
    if not changed:
        return None
    late = was_due(post, now=desk.now)
    return render.message("status/news", changed=changed, start=start, end=end, zone=rhythm.zone, was_due=late)


async def after_news(session: AsyncSession, post: Post, now: datetime) -> None:
    """The message above is brought up to date, and the next run is owed."""
    await update(session, await after_run(session, post, now, said=True), now)


async def after_no_news(session: AsyncSession, post: Post, now: datetime) -> None:
    """The same where nothing changed: the message says as of when."""
    await update(session, await after_run(session, post, now, said=False), now)


async def update(session: AsyncSession, subscription: Subscription | None, now: datetime) -> None:
    """Owe an update of the message, if this run was one that was waited for."""
    team = await teams.get(session, subscription.team_id) if subscription and subscription.team_id else None
    if team is not None:
        await owe_status(session, team, now=now)


async def about_status(session: AsyncSession, post: Post) -> About | None:
    """The team, and whoever brought it."""
    team = await teams.get(session, post.subject_id)
    return About(people=(team.created_by,)) if team is not None else None


STATUS = Kind(name="status", compose=compose_status, about=about_status, anew=True)
STATUS_NEWS = Kind(
    name="status_news",
    compose=compose_news,
    after_sent=after_news,
    after_dropped=after_no_news,
    after_failed=after_failed_run,
)
