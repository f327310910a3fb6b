"""Take what people say of a metric that moved without a release."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.signals import explain, moved_of
from bot.slack import forms, render
from commands.routing import on_action, on_view
from storage.database import Database


async def ask(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Ask what happened."""
    async with database.reading(caller.workspace_id) as session:
        signal = await moved_of(session, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("signals/explain", signal=signal))
    await ack()


async def noise(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Nothing happened; the message says who thinks so."""
    await explain(database, caller, int(action["value"]), "", now=now)
    await ack()


async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Keep what happened; the message says it."""
    filled = forms.read(view)
    words = filled.text("words")
    if not words.strip():
        raise FieldErrors({"words": "Say what moved it, or close this and choose “It is noise”."})
    await explain(database, caller, int(filled.private["post"]), words, now=now)
    await ack()


def register(app: AsyncApp) -> None:
    """Listen to the buttons and the form."""
    on_action(app, "signal_explain", ask)
    on_action(app, "signal_noise", noise)
    on_view(app, "signal_explained", submit)
