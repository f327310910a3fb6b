"""Put a check-in off, or skip it."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.checkins.later import skip, snooze
from bot.slack import forms, render
from commands.checkins.answer import load
from commands.listening import on_action, on_view
from storage.database import Database


@on_action("checkin_later")
async def choose(
    ack: Any, action: Any, body: Any, respond: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Later today, tomorrow, next week; or not at all, with the reason."""
    checkin_id, _, choice = action["selected_option"]["value"].partition(":")
    if choice == "skip":
        asked, _ = await load(database, caller, int(checkin_id), now)
        await client.views_open(trigger_id=body["trigger_id"], view=render.view("checkins/skip", asked=asked))
    else:
        team, until = await snooze(database, caller, int(checkin_id), choice=choice, now=now)
        await respond(**render.message("checkins/snoozed", until=until, team=team).ephemeral(), replace_original=False)
    await ack()


@on_view("checkin_skip")
async def submit_skip(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Skip it."""
    filled = forms.read(view)
    await skip(database, caller, int(filled.private["checkin"]), why=filled.text("why"), now=now)
    await ack()
