"""Welcome whoever installed Payoff, or opened it first: what it is for, and the first three steps."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.kinds import Desk, Kind
from bot.flows.workspaces import greet
from bot.slack import render
from bot.slack.render import Message
from storage import workspaces
from storage.database import Database
from storage.posts import Post


async def welcome_first(database: Database, caller: Caller, *, now: datetime) -> None:
    """Owe a welcome to the first who opens App Home, where nobody is known to have installed it."""
    async with database.everywhere() as session:
        workspace = await workspaces.get(session, caller.workspace_id)
        if workspace is None or workspace.welcomed_at is not None or workspace.installed_by:
            return
        workspace.welcomed_at = now
        session.add(workspace)
    await greet(database, workspace, caller.user_id, now=now)


async def compose_welcome(desk: Desk, post: Post) -> Message:
    """The welcome."""
    return render.message("welcome/first", user_id=post.channel_id)


WELCOME = Kind(name="welcome", compose=compose_welcome)
