"""Forecast in private what will come of a release, and see how good one's own forecasts were."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.forecasts.record import record_of
from bot.flows.forecasts.seal import Typed, form_of, seal
from bot.flows.releases.find import find_release, key_of
from bot.flows.why.forecasts import figures_of_record
from bot.slack import forms, render
from bot.slack.render import Message
from commands.listening import on_action, on_view
from commands.value.router import value
from commands.value.then import take_then
from storage.database import Database

CHANCE = "chance_"


@value.sub("forecast", usage="X", says="Say in private how likely a release pays off", example="forecast REL-7")
async def open_typed(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form for the release that was named."""
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, (await find_release(session, text)).pk)
    await client.views_open(trigger_id=trigger_id, view=render.view("forecasts/form", form=form))


# No read command: those are shared by a button, and answered in public where someone asks.
@value.sub("forecasts", says="See how good your own forecasts were, for your eyes only")
async def own_record(caller: Caller, database: Database) -> Message:
    """The caller's record."""
    async with database.reading(caller.workspace_id) as session:
        record = await record_of(session, caller.user_id)
    return render.message("forecasts/record", record=record)


@on_action("forecast_why")
async def why(ack: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Show what the caller's own score is made of, to nobody else."""
    async with database.reading(caller.workspace_id) as session:
        figures = figures_of_record(await record_of(session, caller.user_id))
        _, then = await take_then(session, caller, "", now)
    view = render.view("value/why", name="Your forecasts", figures=figures, zone=then.zone, only_you=True)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


@on_action("forecast_open")
async def click(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from a card."""
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("forecasts/form", form=form))
    await ack()


@on_view("forecast_seal")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Seal what was typed, and say so in place of the form."""
    filled = forms.read(view)
    typed = {
        int(name.removeprefix(CHANCE)): Typed(filled.text(name), filled.text(f"size_{name.removeprefix(CHANCE)}"))
        for name in filled.values
        if name.startswith(CHANCE) and name.removeprefix(CHANCE).isdecimal()
    }
    release, count = await seal(database, caller, int(filled.private["release"]), typed, now=now)
    said = render.view("forecasts/sealed", release=release, key=key_of(release), count=count)
    await ack(response_action="update", view=said)
