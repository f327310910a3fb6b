"""Plan a release from anywhere: the global shortcut."""

from typing import Any

from bot.flows.caller import Caller
from commands.listening import on_shortcut
from commands.releases.plan import form


@on_shortcut("plan_release")
async def plan(ack: Any, shortcut: Any, caller: Caller, client: Any) -> None:
    """Open the form; it asks for the channel."""
    await client.views_open(trigger_id=shortcut["trigger_id"], view=form("", caller))
    await ack()
