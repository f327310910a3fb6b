"""Hand a release over, and follow it."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.find import find_release, key_of, release_and_team, take_release
from bot.flows.releases.people import follow, hand_over
from bot.flows.releases.permission import must_be_allowed
from bot.flows.since import mark_of
from bot.slack import forms, render
from bot.slack.render import Message
from commands.listening import on_view
from commands.releases.router import releases
from storage.database import Database
from storage.releases import Release


@releases.sub("owner", usage="X [@NAME]", says="Hand a release over", example="owner REL-7 @ben")
async def open_owner(
    text: str, mentioned: list[str], caller: Caller, database: Database, client: Any, trigger_id: str
) -> None:
    """Open the form, with whoever was named filled in."""
    async with database.reading(caller.workspace_id) as session:
        release, _ = await take_release(session, text)
        release, team = await release_and_team(session, release.pk)
        must_be_allowed("schedule", caller, release, team)
    await client.views_open(trigger_id=trigger_id, view=owner_form(release, *mentioned[-1:]))


def owner_form(release: Release, owner_id: str = "") -> dict[str, Any]:
    """The form for the owner and the deputy."""
    view = render.view("releases/owner", release=release, key=key_of(release), owner_id=owner_id or release.owner_id)
    return forms.marked(view, mark_of(release.owner_id, release.deputy_id))


@on_view("release_owner")
async def submit_owner(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Hand it over."""
    filled = forms.read(view)
    await hand_over(
        database,
        caller,
        int(filled.private["release"]),
        owner_id=filled.user("owner"),
        deputy_id=filled.user("deputy"),
        note=filled.text("note"),
        mark=filled.mark,
        now=now,
    )
    await ack()


@releases.sub("follow", usage="X", says="Be told of every change of a release", example="follow REL-7")
async def follow_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Follow; who does already goes on."""
    return await follow_named(text, True, caller, database, now)


@releases.sub("unfollow", usage="X", says="Be told of its changes no longer", example="unfollow REL-7")
async def unfollow_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Stop."""
    return await follow_named(text, False, caller, database, now)


async def follow_named(text: str, wish: bool, caller: Caller, database: Database, now: datetime) -> Message:
    """Follow the release that was named, or stop."""
    async with database.reading(caller.workspace_id) as session:
        release = await find_release(session, text)
    return await follow_or_stop(release.pk, caller, database, now, wish=wish)


async def follow_or_stop(
    release_id: int, caller: Caller, database: Database, now: datetime, *, wish: bool | None = None
) -> Message:
    """Follow, or stop; and say which."""
    release, following = await follow(database, caller, release_id, wish=wish, now=now)
    return render.message("releases/followed", release=release, key=key_of(release), following=following)
