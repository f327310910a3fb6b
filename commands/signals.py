"""Take what people say of a metric that moved without a release."""

from datetime import datetime
from typing import Any

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.signals import explain, moved_of
from bot.slack import forms, render
from commands.listening import on_action, on_view
from storage.database import Database


@on_action("signal_explain")
async def ask(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Ask what happened."""
    async with database.reading(caller.workspace_id) as session:
        signal = await moved_of(session, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("signals/explain", signal=signal))
    await ack()


@on_action("signal_noise")
async def noise(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Nothing happened; the message says who thinks so."""
    await explain(database, caller, int(action["value"]), "", now=now)
    await ack()


@on_view("signal_explained")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Keep what happened; the message says it."""
    filled = forms.read(view)
    words = filled.text("words")
    if not words.strip():
        raise FieldErrors({"words": "Say what moved it, or close this and choose “It is noise”."})
    await explain(database, caller, int(filled.private["post"]), words, now=now)
    await ack()
