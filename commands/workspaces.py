"""Hear that a workspace removed Payoff or revoked its token."""

from datetime import UTC, datetime
from typing import Any

from bot.flows import workspaces
from bot.slack.workspaces import Directory
from commands.listening import on_event
from storage.database import Database


@on_event("app_uninstalled")
async def removed(body: dict[str, Any], context: Any, database: Database, directory: Directory, now: datetime) -> None:
    """The app was removed from the workspace."""
    await let_out(body, context, database, directory, now, why="app_uninstalled")


@on_event("tokens_revoked")
async def revoked(
    event: dict[str, Any], body: dict[str, Any], context: Any, database: Database, directory: Directory, now: datetime
) -> None:
    """Tokens were revoked; ours is among them when a bot's is."""
    if event.get("tokens", {}).get("bot"):
        await let_out(body, context, database, directory, now, why="tokens_revoked")


async def let_out(
    body: dict[str, Any], context: Any, database: Database, directory: Directory, now: datetime, *, why: str
) -> None:
    """Both events may come, in any order, and more than once."""
    slack_ids = tuple(slack_id for slack_id in (context.team_id, context.enterprise_id) if slack_id)
    said_at = datetime.fromtimestamp(body["event_time"], UTC)
    await workspaces.uninstall(database, directory, slack_ids, why=why, said_at=said_at, now=now)
