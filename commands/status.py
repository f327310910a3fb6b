"""Post how a team's releases stand, and keep that up to date."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.status import keep_status, show_status, stop_status
from bot.slack import render
from bot.slack.render import Message
from commands.releases.router import releases
from storage.database import Database


@releases.sub("status", says="Post how your team's releases stand, or bring that up to date")
async def status(caller: Caller, database: Database, now: datetime) -> Message:
    """Say in the channel how things stand, in its one message."""
    team, standing = await show_status(database, caller, now=now)
    return render.message("status/shown", team=team, standing=standing)


@releases.sub(
    "status every",
    usage="DAY HOUR",
    says="Keep the status up to date by itself",
    example="status every fri 16:00",
)
async def status_every(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Choose the rhythm, and say when it comes next."""
    standing = await keep_status(database, caller, f"every {text}", now=now)
    return render.message("subscriptions/standing", standing=standing, did="subscribed")


@releases.sub("status off", says="Keep the status up to date no more")
async def status_off(caller: Caller, database: Database, now: datetime) -> Message:
    """Let the message be."""
    standing = await stop_status(database, caller, now=now)
    return render.message("subscriptions/standing", standing=standing, did="stopped")
