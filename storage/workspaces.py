"""Keep which Slack workspaces installed Payoff."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession


class Workspace(SQLModel, table=True):
    """One Slack team, or Enterprise organisation, that installed Payoff."""

    id: int | None = Field(default=None, primary_key=True)
    slack_id: str = Field(unique=True)
    name: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    # Sealed by bot.slack.seal before it gets here; empty when the token comes from the environment.
    sealed_token: str = ""
    installed_by: str = ""
    installed_at: datetime
    welcomed_at: datetime | None = None
    removed_at: datetime | None = None


async def get(session: AsyncSession, workspace_id: int) -> Workspace | None:
    """The workspace of this row number."""
    return (await session.exec(select(Workspace).where(Workspace.id == workspace_id))).first()


async def by_slack_id(session: AsyncSession, slack_id: str) -> Workspace | None:
    """The workspace that Slack calls so, whether or not it still has Payoff."""
    return (await session.exec(select(Workspace).where(Workspace.slack_id == slack_id))).first()


async def installed(session: AsyncSession) -> Sequence[Workspace]:
    """The workspaces that have Payoff, in the order in which they came."""
    query = select(Workspace).where(col(Workspace.removed_at).is_(None))
    return (await session.exec(query.order_by(col(Workspace.id)))).all()


async def ensure(
    session: AsyncSession,
    slack_id: str,
    *,
    now: datetime,
    name: str = "",
    bot_id: str = "",
    bot_user_id: str = "",
    sealed_token: str = "",
    installed_by: str = "",
) -> Workspace:
    """The workspace of this Slack id with these facts: a new one, one that came back, or one that is there.

    What is left empty stays as it is.
    """
    workspace = await by_slack_id(session, slack_id)
    if workspace is None:
        workspace = Workspace(slack_id=slack_id, installed_at=now)
    elif workspace.removed_at is not None:
        workspace.installed_at, workspace.removed_at = now, None
    workspace.name = name or workspace.name
    workspace.bot_id = bot_id or workspace.bot_id
    workspace.bot_user_id = bot_user_id or workspace.bot_user_id
    workspace.sealed_token = sealed_token or workspace.sealed_token
    workspace.installed_by = installed_by or workspace.installed_by
    session.add(workspace)
    await session.flush()
    return workspace
