"""Follow what becomes of channels: renamed, closed to Payoff, open again, or left for another."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.leaving import reachable
from bot.flows.teams import reopen
from bot.flows.undelivered import hint_for, tell_closed
from bot.slack.places import look
from bot.slack.refusals import OF_CHANNELS
from storage import alerts, closures, history, moves, posts, teams
from storage.closures import Closure
from storage.database import Database
from storage.posts import Post
from storage.teams import Team

# What shows how a release stands: a team that moves takes it along.
CARDS = ("release_card",)


class NotToldToYou(Refusal):
    """Only whoever was told that the channel is closed moves its team."""


class NoTeamThere(Refusal):
    """No team plans in that channel any more."""


async def rename(database: Database, caller: Caller, channel_id: str, name: str, *, now: datetime) -> None:
    """Know a team's channel by its new name; the id, by which everything is kept, stays."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await teams.by_channel(session, channel_id)
        if team is not None and team.channel_name != name:
            old, team.channel_name = team.channel_name, name
            session.add(team)
            await history.record(
                session, "team", team.pk, who="", what="channel", old=f"#{old}" if old else "", new=f"#{name}", at=now
            )


async def change_id(database: Database, caller: Caller, old: str, new: str, *, now: datetime) -> None:
    """Slack calls a channel by another id: what is kept of it is kept under that."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        await moves.rename(session, old, new)
        await alerts.move(session, old, new)


async def hear(
    database: Database, caller: Caller, client: AsyncWebClient, channel_id: str, *, said: str, now: datetime
) -> None:
    """Something became of a channel: hold what is said there, or let go what was held.

    Events come late and out of order, so Slack is asked how the channel stands now.

    Args:
        said: what the event says keeps Payoff from speaking there, as Slack's code; "" that nothing does. It counts
            where Slack does not answer.
    """
    if not await matters(database, caller, channel_id):
        return
    place = await look(client, channel_id)
    code = said if place.closed is None or said == "channel_deleted" else place.closed
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        if code:
            await shut(session, caller.workspace_id, channel_id, code, now=now)
        else:
            await reopen(session, channel_id, now=now)
        team = await teams.by_channel(session, channel_id)
        if team is not None and place.name:
            team.channel_name = place.name
            session.add(team)


async def let_in(
    database: Database, client: AsyncWebClient, workspace_id: int, channel_id: str, *, now: datetime
) -> None:
    """Say what was held for a closed channel, if Slack says that it is open again."""
    if (await look(client, channel_id)).closed == "":
        async with database.writing(workspace_id) as session:
            await reopen(session, channel_id, now=now)


async def matters(database: Database, caller: Caller, channel_id: str) -> bool:
    """Whether anything is said in a channel, or was held."""
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, channel_id)
        return (
            team is not None
            or await closures.of(session, channel_id) is not None
            or await closures.awaits(session, channel_id)
        )


async def shut(session: AsyncSession, workspace_id: int, channel_id: str, code: str, *, now: datetime) -> Closure:
    """Say nothing there from now on, and tell whoever brought the team, once."""
    closure = await closures.close(session, channel_id, code, now=now)
    team = await teams.by_channel(session, channel_id)
    if team is not None:
        for user_id in await reachable(session, workspace_id, channel_id, (team.created_by,)):
            await tell_closed(session, closure, user_id, subject_id=team.pk, now=now)
    return closure


async def move(
    database: Database, caller: Caller, client: AsyncWebClient, post_id: int, new: str, *, now: datetime
) -> Team:
    """Let a team plan in another channel: what it was to be told is said there.

    Raises:
        FieldErrors: Payoff cannot speak in that channel, or another team plans there.
        NotToldToYou: somebody else was told.
        NoTeamThere: it has moved already.
    """
    place = await look(client, new)
    if place.closed:
        raise FieldErrors({"channel": hint_for(place.closed) or "Payoff cannot post there."})
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        _, team = await team_told_of(session, caller, post_id)
        old = team.channel_id
        if old == new or await teams.by_channel(session, new) is not None:
            raise FieldErrors({"channel": "A team plans there already. Pick a channel without one."})
        told_to = await told_people(session, old)
        team.channel_id, team.channel_name = new, place.name
        session.add(team)
        await history.record(
            session, "team", team.pk, who=caller.user_id, what="channel", old=f"<#{old}>", new=f"<#{new}>", at=now
        )
        await session.flush()
        await moves.move(session, old, new, cards=CARDS, codes=OF_CHANNELS, now=now)
        await alerts.move(session, old, new)
        await closures.reopen(session, old)
        for other in told_to:
            other.details = {**other.details, "moved_to": new}
            session.add(other)
            await session.flush()
            await posts.renew(session, other.pk, now=now)
    return team


async def team_told_of(session: AsyncSession, caller: Caller, post_id: int) -> tuple[Post, Team]:
    """The message that told the caller of a closed channel, and the channel's team.

    Raises:
        NotToldToYou, NoTeamThere: as named.
    """
    told = await posts.get(session, post_id)
    if told is None or told.kind != "undelivered" or told.channel_id != caller.user_id:
        raise NotToldToYou()
    team = await teams.by_channel(session, told.details["channel"])
    if team is None:
        raise NoTeamThere()
    return told, team


async def told_people(session: AsyncSession, channel_id: str) -> Sequence[Post]:
    """The messages that told of a channel's present closure."""
    closure = await closures.of(session, channel_id)
    return await closures.told(session, closure) if closure is not None else ()
