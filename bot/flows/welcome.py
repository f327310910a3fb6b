"""Welcome whoever installed Payoff, or opened it first: what it is for, and the first three steps."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.caller import Caller
from bot.flows.kinds import Desk, Kind
from bot.flows.workspaces import owe_welcome
from bot.slack import render
from bot.slack.render import Message
from storage import workspaces
from storage.database import Database
from storage.posts import Post
from storage.workspaces import Workspace


async def welcome_first(database: Database, caller: Caller, *, now: datetime) -> None:
    """Owe a welcome to the first who opens App Home, where nobody is known to have installed it."""
    async with database.reading(caller.workspace_id) as session:
        if await unwelcomed(session, caller) is None:
            return
    async with database.writing(caller.workspace_id) as session:
        workspace = await unwelcomed(session, caller)
        if workspace is not None:
            workspace.welcomed_at = now
            session.add(workspace)
            await owe_welcome(session, workspace, caller.user_id, now=now)


async def unwelcomed(session: AsyncSession, caller: Caller) -> Workspace | None:
    """The caller's workspace, if nobody in it was welcomed yet."""
    workspace = await workspaces.get(session, caller.workspace_id)
    is_new = workspace is not None and workspace.welcomed_at is None and not workspace.installed_by
    return workspace if is_new else None


async def compose_welcome(desk: Desk, post: Post) -> Message:
    """The welcome."""
    return render.message("welcome/first", user_id=post.channel_id)


WELCOME = Kind(name="welcome", compose=compose_welcome)
