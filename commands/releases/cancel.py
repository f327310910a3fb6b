"""Cancel a release, and take that back."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.cancel import cancel, restore
from bot.flows.releases.find import find_release, key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.slack import forms, render
from commands.listening import on_action, on_view
from commands.releases.router import releases
from storage.database import Database


@releases.sub("cancel", usage="X", says="Cancel a release", example="cancel REL-7")
async def open_cancel(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Ask why, before it is done."""
    async with database.reading(caller.workspace_id) as session:
        release, team = await release_and_team(session, (await find_release(session, text)).pk)
        must_be_allowed("close", caller, release, team)
    view = render.view("releases/cancel", release=release, key=key_of(release))
    await client.views_open(trigger_id=trigger_id, view=view)


@on_view("release_cancel")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Cancel it, and show how to take that back."""
    filled = forms.read(view)
    release = await cancel(database, caller, int(filled.private["release"]), why=filled.text("why"), now=now)
    done = render.view("releases/cancelled", release=release, key=key_of(release))
    await ack(response_action="update", view=done)


@on_action("release_restore")
async def click_restore(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Take the cancellation back, from the card or from the form that is still open."""
    release = await restore(database, caller, int(action["value"]), now=now)
    if "view" in body:
        done = render.view("releases/restored", release=release, key=key_of(release))
        await client.views_update(view_id=body["view"]["id"], view=done)
    await ack()
