"""Edit what a release is called and what is in it."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.edit import edit, words_of
from bot.flows.releases.find import find_release, key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.since import mark_of
from bot.slack import forms, render
from commands.listening import on_view
from commands.releases.plan import whole
from commands.releases.router import releases
from storage.database import Database
from storage.releases import Release


@releases.sub("edit", usage="X", says="Change a release's name or what is in it", example="edit REL-7")
async def open_edit(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form, filled in."""
    async with database.reading(caller.workspace_id) as session:
        release, team = await release_and_team(session, (await find_release(session, text)).pk)
        must_be_allowed("schedule", caller, release, team)
    await client.views_open(trigger_id=trigger_id, view=form(release))


def form(release: Release) -> dict[str, Any]:
    """The form, filled in."""
    return forms.marked(render.view("releases/edit", release=release, key=key_of(release)), mark_of(*words_of(release)))


@on_view("release_edit")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Save it."""
    filled = forms.read(view)
    await edit(
        database,
        caller,
        int(filled.private["release"]),
        name=filled.text("name"),
        description=filled.text("description"),
        feature_count=whole(filled.number("features")),
        why=filled.text("why"),
        mark=filled.mark,
        now=now,
    )
    await ack()
