"""Subscribe to what releases were worth, see what comes, and stop it."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.subscriptions.subscribe import Standing, change, listed, subscribe, test, unsubscribe
from bot.slack import render
from bot.slack.render import Message
from commands.listening import on_action
from commands.value.router import value
from storage.database import Database


@value.sub(
    "subscribe",
    usage="WHEN [for me | in this channel] [compact]",
    says="Get a digest of value by itself",
    example="subscribe weekly mon 09:00",
)
async def subscribe_typed(text: str, caller: Caller, database: Database, client: Any, now: datetime) -> Message:
    """Subscribe, and say when it comes next."""
    standing = await subscribe(database, caller, client, text, now=now)
    return said(standing, "again" if standing.again else "subscribed")


def said(standing: Standing, did: str) -> Message:
    """How a subscription stands, with its buttons."""
    return render.message("subscriptions/standing", standing=standing, did=did)


@value.sub("subscriptions", says="See what comes by itself, try it, pause or stop it")
async def subscriptions(caller: Caller, database: Database, now: datetime) -> Message:
    """The caller's own, and the channel's."""
    async with database.reading(caller.workspace_id) as session:
        standings = await listed(session, caller, now=now)
    return render.message("subscriptions/list", standings=standings, choose=False)


@value.sub("unsubscribe", usage="[N]", says="Stop what comes by itself", example="unsubscribe 2")
async def unsubscribe_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Stop one, or ask which."""
    found = await unsubscribe(database, caller, text, now=now)
    if isinstance(found, list):
        return render.message("subscriptions/list", standings=found, choose=True)
    return said(found, "stopped")


@on_action("subscription_test")
async def try_now(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Say it once, now."""
    standing = await test(database, caller, int(action["value"]), now=now)
    await respond(**said(standing, "tested").ephemeral(), replace_original=False)
    await ack()


@on_action("subscription_change")
async def changed(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Pause it, let it go on, stop it, or make it shorter or longer."""
    subscription_id, _, wish = action["value"].partition(":")
    standing = await change(database, caller, int(subscription_id), wish, now=now)
    await respond(**said(standing, wish).ephemeral(), replace_original=False)
    await ack()
