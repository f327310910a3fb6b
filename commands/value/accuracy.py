"""Show how a team's estimates compare with what came of them."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.accuracy import accuracy_of
from bot.flows.caller import Caller
from bot.flows.named import Named
from bot.flows.teams import NoTeam
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import find_named
from commands.value.router import value
from commands.value.then import take_then, team_of
from storage import teams
from storage.database import Database
from storage.teams import Team


@value.sub(
    "accuracy",
    usage="[TEAM] [asof DATE]",
    says="See how a team's estimates compare with what came",
    example="accuracy #checkout",
    read=True,
)
async def accuracy(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """The team that was named, or the channel's."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        team = await team_meant(session, caller, text)
        await then.go(session)
        found = await accuracy_of(session, team, now=then.now)
    return render.message(
        "value/accuracy", found=found, asked=f"value accuracy #{team.channel_name}{then.again}", then=then
    )


async def team_meant(session: AsyncSession, caller: Caller, text: str) -> Team:
    """The team that was named, or the channel's.

    Raises:
        Unknown: none is called that.
        NoTeam: there is none at all.
    """
    team = await named(session, text) if text else await team_of(session, caller)
    if team is None:
        raise NoTeam()
    return team


async def named(session: AsyncSession, text: str) -> Team:
    """The team whose channel is called that.

    Raises:
        Unknown: none is; the nearest are offered.
    """
    known = [Named(team.channel_name, "", team) for team in await teams.every(session)]
    return find_named(text.removeprefix("#"), known, noun="team", whole=True)[0].thing
