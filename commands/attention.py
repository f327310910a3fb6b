"""Let people say how they want to be spoken to, and when they are away."""

from datetime import datetime
from typing import Any

from bot.flows.attention.settings import Standing, Typed, change, come_back, go_away, keep_asking, standing_of
from bot.flows.caller import Caller
from bot.slack import forms, render
from bot.slack.render import Message
from commands.listening import on_action, on_view
from commands.payoff import payoff
from storage.database import Database


@payoff.sub(
    "away",
    usage="[WHEN]",
    says="Take time off: nobody asks you meanwhile, and what waits comes as one message",
    example="away 3-14 Aug",
)
async def away(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Note the days that were typed; without any, open the form."""
    if not text:
        await client.views_open(trigger_id=trigger_id, view=form(await load(database, caller, now)))
        return None
    return said(await go_away(database, client, caller, text, now=now))


@payoff.sub("back", says="End your time off, or take it back")
async def back(caller: Caller, database: Database, now: datetime) -> Message:
    """From now on as before."""
    return said(await come_back(database, caller, now=now))


def said(standing: Standing) -> Message:
    """How someone is spoken to from now on."""
    return render.message("attention/standing", mine=standing)


async def load(database: Database, caller: Caller, now: datetime) -> Standing:
    """How the caller is spoken to."""
    async with database.reading(caller.workspace_id) as session:
        return await standing_of(session, caller.user_id, now=now)


def form(standing: Standing) -> dict[str, Any]:
    """The form, as things are."""
    return render.view("attention/form", mine=standing)


@on_action("attention_open")
async def click(ack: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Open the form."""
    await client.views_open(trigger_id=body["trigger_id"], view=form(await load(database, caller, now)))
    await ack()


@on_view("attention_save")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Save it."""
    filled = forms.read(view)
    typed = Typed(
        mode=filled.choice("mode"),
        budget=filled.text("budget"),
        away_from=filled.date("away_from"),
        away_until=filled.date("away_until"),
        always=filled.choices("always") if "always" in filled else (),
    )
    standing = await change(database, client, caller, typed, now=now)
    await ack(response_action="update", view=render.view("attention/saved", mine=standing))


@on_action("attention_keep")
async def keep(ack: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Be asked as before."""
    standing = await keep_asking(database, caller, now=now)
    await respond(**said(standing).ephemeral(), replace_original=False)
    await ack()
