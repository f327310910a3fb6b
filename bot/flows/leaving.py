"""Hand over what belonged to someone who has left Slack, and tell each who takes over, once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.nudges import move_to_their_hour
from bot.flows.caller import Caller
from bot.flows.kinds import Desk, Kind
from bot.flows.outcomes import key_of as outcome_key
from bot.flows.outcomes.define import write_version
from bot.flows.releases.changes import change, tell
from bot.flows.releases.find import key_of
from bot.flows.releases.people import begin_following
from bot.slack import render
from bot.slack.render import Message
from storage import checkins, history, leavers, metrics, outcomes, posts, releases, teams, workspaces
from storage.database import Database
from storage.leavers import Leaver
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.posts import Post
from storage.releases import Criterion, Follower, Release
from storage.subscriptions import Subscription
from storage.teams import Team

WHY = "has left Slack"
ROLES = ("schedulers", "overriders", "closers")
MOVING = ("draft", "planned", "scheduled", "shipped", "reviewing")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One thing that someone took over: what it is, its key, and its name."""

    what: str
    key: str
    name: str


async def left(database: Database, caller: Caller, user_id: str, *, now: datetime) -> None:
    """Slack says that someone's account is gone."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        await leave(session, caller.workspace_id, user_id, now=now)


async def came_back(database: Database, caller: Caller, user_id: str) -> None:
    """Slack says that someone is there, who perhaps had left. What was handed over stays where it is."""
    async with database.reading(caller.workspace_id) as session:
        if await leavers.of(session, user_id) is None:
            return
    async with database.writing(caller.workspace_id) as session:
        leaver = await leavers.of(session, user_id)
        if leaver is not None:
            await session.delete(leaver)


async def leave(session: AsyncSession, workspace_id: int, user_id: str, *, now: datetime) -> None:
    """Hand over what is someone's: releases, criteria, outcomes and metrics, and with the releases their check-ins.

    It goes to the deputy, else to whoever planned it, else to whoever brought the team, else to whoever installed
    Payoff: the first who is still here. Nothing that was due to the leaver is said to them.
    """
    if await leavers.of(session, user_id) is None:
        session.add(Leaver(user_id=user_id, left_at=now))
        await session.flush()
    taken: dict[str, list[Taken]] = defaultdict(list)
    workspace = await workspaces.get(session, workspace_id)
    last = workspace.installed_by if workspace is not None else ""
    for release in await releases.of_person(session, user_id):
        heir = await hand_over_release(session, release, user_id, last, now)
        if heir:
            taken[heir].append(Taken(what="release", key=key_of(release), name=release.name))
    for criterion, release in await criteria_of(session, user_id):
        if release.owner_id != user_id:
            await hand_over_criterion(session, criterion, release, user_id, now)
            taken[release.owner_id].append(Taken(what="criterion", key=key_of(release), name=criterion.text))
    for outcome in await outcomes.of_person(session, user_id):
        heir = await hand_over_outcome(session, outcome, user_id, last, now)
        if heir:
            taken[heir].append(Taken(what="outcome", key=outcome_key(outcome), name=outcome.name))
    for metric in await metrics.of_person(session, user_id):
        heir = await hand_over_metric(session, metric, user_id, last, now)
        if heir:
            taken[heir].append(Taken(what="metric", key="", name=metric.name))
    for follower in (await session.exec(select(Follower).where(Follower.user_id == user_id))).all():
        await session.delete(follower)
    for team in await teams.every(session):
        await strike_from(session, team, user_id, now)
    for heir, things in taken.items():
        await owe_notice(session, user_id, heir, things, now)
    await silence(session, user_id, now=now)


async def hand_over_release(session: AsyncSession, release: Release, user_id: str, last: str, now: datetime) -> str:
    """Give a release another owner, or take away a deputy who is gone; returns the new owner, if there is one."""
    team = await teams.get(session, release.team_id)
    brought_by = team.created_by if team is not None else ""
    values: dict[str, Any] = {}
    heir = ""
    if release.owner_id == user_id:
        heir = await first_here(session, (release.deputy_id, release.created_by, brought_by, last))
        if not heir:
            return ""
        values["owner_id"] = heir
        await begin_following(session, release, heir, now)
    if release.deputy_id in (user_id, heir):
        values["deputy_id"] = ""
    await session.flush()
    await change(session, release, who="", now=now, why=WHY, untold=(user_id, heir), **values)
    looks = await checkins.of_release(session, release.pk)
    for look in looks:
        if look.state == "asked" and look.asked_in is not None:
            # It names whose answer is waited for.
            await posts.renew(session, look.asked_in, now=now)
    await move_to_their_hour(session, looks, now=now)
    return heir


async def hand_over_criterion(
    session: AsyncSession, criterion: Criterion, release: Release, user_id: str, now: datetime
) -> None:
    """Let a criterion be its release's owner's."""
    criterion.owner_id = release.owner_id
    session.add(criterion)
    written = await history.record(
        session,
        "release",
        release.pk,
        who="",
        what=f"owner of “{criterion.text}”",
        old=user_id,
        new=release.owner_id,
        why=WHY,
        at=now,
    )
    release.revision += 1
    session.add(release)
    await tell(session, release, [written], who="", now=now, untold=(user_id, release.owner_id))


async def hand_over_outcome(session: AsyncSession, outcome: Outcome, user_id: str, last: str, now: datetime) -> str:
    """Give an outcome another owner; returns who that is, if there is one."""
    team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
    heir = await first_here(session, (outcome.created_by, team.created_by if team is not None else "", last))
    if not heir:
        return ""
    outcome.owner_id, outcome.version = heir, outcome.version + 1
    session.add(outcome)
    await write_version(session, outcome, who="", why=WHY, now=now)
    await history.record(session, "outcome", outcome.pk, who="", what="owner", old=user_id, new=heir, why=WHY, at=now)
    return heir


async def hand_over_metric(session: AsyncSession, metric: Metric, user_id: str, last: str, now: datetime) -> str:
    """Give a metric another owner, whose readings are missed from now on; returns who that is, if there is one."""
    team = await teams.by_channel(session, metric.channel_id) if metric.channel_id else None
    heir = await first_here(session, (metric.created_by, team.created_by if team is not None else "", last))
    if not heir:
        return ""
    metric.owner_id = heir
    session.add(metric)
    await history.record(session, "metric", metric.pk, who="", what="owner", old=user_id, new=heir, why=WHY, at=now)
    return heir


async def strike_from(session: AsyncSession, team: Team, user_id: str, now: datetime) -> None:
    """Take someone off a team's lists of who may do what."""
    for role in ROLES:
        listed: list[str] = getattr(team, role)
        if user_id in listed:
            setattr(team, role, [each for each in listed if each != user_id])
            session.add(team)
            await history.record(session, "team", team.pk, who="", what=role, old=user_id, new="", why=WHY, at=now)


async def owe_notice(session: AsyncSession, user_id: str, heir: str, things: Sequence[Taken], now: datetime) -> None:
    """Tell someone what is theirs now, once."""
    await posts.owe(
        session,
        key_text=f"handed_over:{user_id}:{heir}:{now:%Y-%m-%dT%H:%M:%S}",
        kind="handed_over",
        subject_id=0,
        channel_id=heir,
        details={"left": user_id, "things": [vars(thing) for thing in things], "since": now.isoformat()},
        due_at=now,
    )


async def silence(session: AsyncSession, user_id: str, *, now: datetime) -> None:
    """Say nothing to someone of what was due to them, nor of what they subscribed to."""
    ended = update(Subscription).where(col(Subscription.channel_id) == user_id).values(state="stopped")
    waiting = (col(Post.channel_id) == user_id, col(Post.state).in_(("due", "failed", "unknown")))
    dropped = {"state": "dropped", "error": "", "lease": "", "leased_until": None, "settled_at": now}
    for change_all in (ended, update(Post).where(*waiting).values(**dropped)):
        await session.exec(change_all, execution_options={"synchronize_session": False})


async def criteria_of(session: AsyncSession, user_id: str) -> Sequence[tuple[Criterion, Release]]:
    """What someone was to see to in releases that are still on their way."""
    query = select(Criterion, Release).join(Release, col(Release.id) == col(Criterion.release_id))
    query = query.where(Criterion.owner_id == user_id, col(Release.state).in_(("draft", "planned", "scheduled")))
    return (await session.exec(query.order_by(col(Criterion.id)))).all()


async def first_here(session: AsyncSession, user_ids: Iterable[str]) -> str:
    """The first of several who has not left; "" when nobody is there."""
    for user_id in user_ids:
        if user_id and await leavers.of(session, user_id) is None:
            return user_id
    return ""


async def reachable(session: AsyncSession, workspace_id: int, channel_id: str, user_ids: Iterable[str]) -> list[str]:
    """Those of these people who are here; or else the first who is of those whose concern the channel is.

    That is whoever brought its team, then the owners of what the team has in motion, then whoever installed Payoff.
    """
    here = [user_id for user_id in dict.fromkeys(user_ids) if await first_here(session, (user_id,))]
    if here:
        return here
    team = await teams.by_channel(session, channel_id)
    in_motion = await releases.in_states(session, *MOVING, team_id=team.pk) if team is not None else ()
    workspace = await workspaces.get(session, workspace_id)
    others = [team.created_by if team is not None else "", *(release.owner_id for release in in_motion)]
    found = await first_here(session, (*others, workspace.installed_by if workspace is not None else ""))
    return [found] if found else []


async def compose_notice(desk: Desk, post: Post) -> Message:
    """What is theirs now, and since when."""
    things = [Taken(**thing) for thing in post.details["things"]]
    since = datetime.fromisoformat(post.details["since"])
    return render.message("people/handed_over", left=post.details["left"], things=things, since=since)


# Said at once: whoever does not know that it is theirs does not see to it.
HANDED_OVER = Kind(name="handed_over", compose=compose_notice, at_once=True)
