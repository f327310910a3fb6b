"""Say what makes a release good enough to ship, and agree on it."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.criteria import Wanted, agree, discuss, listed, set_criteria
from bot.flows.releases.find import find_release, key_of
from bot.flows.releases.sheet import sheet_of
from bot.flows.since import mark_of
from bot.slack import forms, render
from bot.slack.render import Message
from commands.listening import on_action, on_view
from commands.releases.router import releases
from storage import releases as stored
from storage.database import Database
from storage.releases import Release


@releases.sub("criteria", usage="X", says="See what makes a release good enough", example="criteria REL-7", read=True)
async def criteria(text: str, caller: Caller, database: Database) -> Message:
    """The list, with who answers for each, and the buttons to agree."""
    async with database.reading(caller.workspace_id) as session:
        release = await find_release(session, text)
        sheet = await sheet_of(session, release)
    return render.message("releases/criteria", sheet=sheet)


@on_action("release_criteria")
async def click_edit(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form of the list."""
    await client.views_open(trigger_id=body["trigger_id"], view=await form(int(action["value"]), caller, database))
    await ack()


async def form(release_id: int, caller: Caller, database: Database) -> dict[str, Any]:
    """The form: each criterion with its owner and evidence, and room for more."""
    async with database.reading(caller.workspace_id) as session:
        release = await stored.get(session, release_id)
        found = await stored.criteria_of(session, release_id)
    view = render.view("releases/criteria_form", release=release, criteria=found)
    return forms.marked(view, mark_of(*listed(found)))


@on_view("release_criteria")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Write the list anew."""
    filled = forms.read(view)
    wanted = [
        Wanted(
            criterion_id=criterion_id,
            text=filled.text(f"text_{criterion_id}"),
            owner_id=filled.user(f"owner_{criterion_id}"),
            evidence=filled.text(f"evidence_{criterion_id}"),
        )
        for criterion_id in filled.private["criteria"]
    ]
    wanted += [Wanted(criterion_id=None, text=line.strip()) for line in filled.text("more").splitlines()]
    await set_criteria(database, caller, int(filled.private["release"]), wanted, mark=filled.mark, now=now)
    await ack()


@on_action("criterion_agree")
async def click_agree(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Agree that one is met, or take that back, and show the list as it is now."""
    criterion_id, _, wish = action["value"].partition(":")
    release = await agree(database, caller, int(criterion_id), wish=wish, now=now)
    await show_again(respond, release, caller, database)
    await ack()


@on_action("criterion_discuss")
async def click_discuss(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Ask its owner to talk about it, in the card's thread."""
    release = await discuss(database, caller, int(action["value"]), now=now)
    await respond(**render.message("releases/discussed", key=key_of(release)).ephemeral(), replace_original=False)
    await ack()


async def show_again(respond: Any, release: Release, caller: Caller, database: Database) -> None:
    """The list in place of the one that was clicked."""
    async with database.reading(caller.workspace_id) as session:
        sheet = await sheet_of(session, release)
    await respond(**render.message("releases/criteria", sheet=sheet).ephemeral(), replace_original=True)
