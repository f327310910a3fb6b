"""Say anew what a promise is worth, and work it out while the form is filled in."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.gate.worth import WorthForm, form_of, reprice, shown_of
from bot.flows.releases.find import find_release
from bot.flows.since import mark_of
from bot.slack import forms, render
from commands.listening import on_action, on_view
from commands.releases.router import releases
from commands.releases.schedule import choice, refill, worth_said
from storage.database import Database


@releases.sub("worth", usage="X", says="Say what a promise is worth, or work it out", example="worth REL-7")
async def open_worth(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form, filled in."""
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, (await find_release(session, text)).pk)
    await client.views_open(trigger_id=trigger_id, view=view_of(form))


def view_of(form: WorthForm, mark: str = "") -> dict[str, Any]:
    """The form, which knows what it showed first."""
    return forms.marked(render.view("gate/worth", form=form), mark or mark_of(*shown_of(form.lines)))


@on_action("worth_count")
async def count(ack: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Show what was typed so far comes to, in the form that asks for it."""
    view = body["view"]
    if view["callback_id"] != "release_worth":
        await refill(ack, body, caller, database, now, client)
        return
    filled = forms.read(view)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(
            session, caller, int(filled.private["release"]), promise_id=picked(filled), said=worth_said(filled)
        )
    await client.views_update(view_id=view["id"], hash=view["hash"], view=view_of(form, filled.mark))
    await ack()


def picked(filled: forms.Form) -> int | None:
    """The promise that was picked, or the only one."""
    chosen = choice(filled, "promise") or filled.private.get("promise")
    return int(chosen) if chosen else None


@on_view("release_worth")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Save it."""
    filled = forms.read(view)
    await reprice(
        database,
        caller,
        int(filled.private["release"]),
        picked(filled),
        worth_said(filled),
        why=filled.text("why"),
        mark=filled.mark,
        now=now,
    )
    await ack()
