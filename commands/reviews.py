"""Look at what the plan leaves open, whenever someone asks."""

from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.flows.caller import Caller
from bot.flows.reviews import review_of
from bot.flows.teams import NoTeam
from bot.slack import render
from bot.slack.render import Message
from commands.releases.router import releases
from storage import teams
from storage.database import Database


@releases.sub("review", says="See what your team's plan leaves open", read=True)
async def review(caller: Caller, database: Database, now: datetime) -> Message:
    """The weekly prompt, now, and only for whoever asks."""
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, caller.channel_id)
        if team is None:
            raise NoTeam()
        found = await review_of(session, team, now)
    return render.message("reviews/nothing" if found.is_empty else "reviews/weekly", review=found)


def register(app: AsyncApp) -> None:
    """The command stands on /release; nothing else listens."""
