"""Plan a release from anywhere: the global shortcut."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows.caller import Caller
from commands.releases.plan import form
from commands.routing import on_shortcut


async def plan(ack: Any, shortcut: Any, caller: Caller, client: Any) -> None:
    """Open the form; it asks for the channel."""
    await client.views_open(trigger_id=shortcut["trigger_id"], view=form("", caller))
    await ack()


def register(app: AsyncApp) -> None:
    """Listen to the shortcut."""
    on_shortcut(app, "plan_release", plan)
