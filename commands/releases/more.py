"""Take what is picked from the menu of a release's card."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.find import key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.sheet import sheet_of
from bot.slack import render
from commands.listening import on_action
from commands.releases import edit, people
from storage.database import Database
from storage.releases import Release


@on_action("release_more")
async def choose(
    ack: Any, action: Any, body: Any, respond: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Open the form that was picked, or do what needs none."""
    release_id, _, what = action["selected_option"]["value"].partition(":")
    if what == "follow":
        answer = await people.follow_or_stop(int(release_id), caller, database, now)
        await respond(**answer.ephemeral(), replace_original=False)
        await ack()
        return
    async with database.reading(caller.workspace_id) as session:
        release, team = await release_and_team(session, int(release_id))
        if what != "criteria":
            must_be_allowed("close" if what == "cancel" else "schedule", caller, release, team)
        sheet = await sheet_of(session, release)
    if what == "criteria":
        await respond(**render.message("releases/criteria", sheet=sheet).ephemeral(), replace_original=False)
    else:
        forms: dict[str, Callable[[Release], dict[str, Any]]] = {
            "edit": edit.form,
            "owner": people.owner_form,
            "cancel": lambda release: render.view("releases/cancel", release=release, key=key_of(release)),
        }
        await client.views_open(trigger_id=body["trigger_id"], view=forms[what](release))
    await ack()
