"""Edit an outcome: a new version, with the reason."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.outcomes import edit, find_outcome
from bot.slack import forms, render
from commands.listening import on_action, on_view
from commands.outcomes.new import form, typed_in
from commands.outcomes.router import outcomes
from storage import outcomes as stored
from storage.database import Database


@outcomes.sub("edit", usage="X", says="Change what an outcome means, as a new version", example="edit OUT-3")
async def open_edit(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form, filled in."""
    async with database.reading(caller.workspace_id) as session:
        outcome = await find_outcome(session, text)
        view = await form(session, caller, outcome=outcome)
    await client.views_open(trigger_id=trigger_id, view=view)


@on_action("outcome_edit")
async def click(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from a message."""
    async with database.reading(caller.workspace_id) as session:
        view = await form(session, caller, outcome=await stored.get(session, int(action["value"])))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


@on_view("outcome_edit")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Write the new version, and say what it still lacks."""
    filled = forms.read(view)
    made = await edit(database, caller, int(filled.private["outcome"]), typed_in(filled), mark=filled.mark, now=now)
    await ack(response_action="update", view=render.view("outcomes/made", made=made))
