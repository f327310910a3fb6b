"""Keep which Slack workspaces installed Payoff."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter
from sqlmodel import Field, SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

# A pause that ended this long ago, and was not begun anew, is over.
FORGOTTEN = timedelta(hours=2)


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
    # Slack takes nothing from its installation before it is mended: why, and when to try again.
    paused_why: str = ""
    paused_until: datetime | None = None
    # Counts the transactions that changed something of it, but for what changes with every request.
    revision: int = 0


async def get(session: AsyncSession, workspace_id: int) -> Workspace | None:
    """The workspace of this row number."""
    return (await session.exec(select(Workspace).where(Workspace.id == workspace_id))).first()


async def by_slack_id(session: AsyncSession, slack_id: str, *, held: bool = False) -> Workspace | None:
    """The workspace that Slack calls so, whether or not it still has Payoff; `held` until the transaction ends."""
    query = select(Workspace).where(Workspace.slack_id == slack_id)
    return (await session.exec(query.with_for_update() if held else query)).first()


async def installed(session: AsyncSession) -> Sequence[Workspace]:
    """The workspaces that have Payoff, in the order in which they came."""
    query = select(Workspace).where(col(Workspace.removed_at).is_(None))
    return (await session.exec(query.order_by(col(Workspace.id)))).all()


def silent(now: datetime | BindParameter[datetime]) -> SelectOfScalar[int | None]:
    """The workspaces in which nothing is said now: removed, or paused."""
    number = col(Workspace.id)
    return select(number).where(or_(col(Workspace.removed_at).is_not(None), col(Workspace.paused_until) > now))


async def pause(session: AsyncSession, workspace_id: int, *, why: str, now: datetime, until: datetime) -> bool:
    """Say nothing in a workspace for a while; false if that is nothing new."""
    workspace = (await session.exec(select(Workspace).where(Workspace.id == workspace_id).with_for_update())).first()
    if workspace is None or workspace.removed_at is not None:
        return False
    is_known = workspace.paused_until is not None and workspace.paused_until > now - FORGOTTEN
    workspace.paused_why, workspace.paused_until = why, until
    session.add(workspace)
    return not is_known


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
    workspace.paused_why, workspace.paused_until = "", None
    workspace.name = name or workspace.name
    workspace.bot_id = bot_id or workspace.bot_id
    workspace.bot_user_id = bot_user_id or workspace.bot_user_id
    workspace.sealed_token = sealed_token or workspace.sealed_token
    workspace.installed_by = installed_by or workspace.installed_by
    session.add(workspace)
    await session.flush()
    return workspace
