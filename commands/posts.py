"""Send again what a channel did not take, or move its team to another."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.channels import move, team_told_of
from bot.flows.undelivered import try_again
from bot.slack import forms, render
from commands.listening import on_action, on_view
from storage.database import Database


@on_action("posts_again")
async def again(ack: Any, action: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """Owe it anew; the message with the button then says what became of it."""
    await try_again(database, caller, client, int(action["value"]), now=now)
    await ack()


@on_action("posts_move")
async def open_move(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form that asks for another channel."""
    async with database.reading(caller.workspace_id) as session:
        told, team = await team_told_of(session, caller, int(action["value"]))
    view = render.view("posts/move", channel_id=team.channel_id, post_id=told.pk)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


@on_view("posts_move")
async def submit_move(ack: Any, view: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """Move the team; the message with the button then says where to."""
    filled = forms.read(view)
    await move(database, caller, client, int(filled.private["post"]), filled.channel("channel"), now=now)
    await ack()
