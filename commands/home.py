"""Keep App Home: what waits for me, my releases, my outcomes, settings; delivery, for who administers."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.delivery import administers, send_again
from bot.flows.home import home_of
from bot.flows.welcome import welcome_first
from bot.slack import render
from commands.listening import on_action, on_event
from commands.releases.plan import form as plan_form
from commands.routing import answer, gather
from storage.database import Database


@on_event("app_home_opened")
async def opened(event: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Show it as it is now; whoever opens it first in a workspace is welcomed."""
    if event.get("tab") != "home":
        return
    await welcome_first(database, caller, now=now)
    await publish(caller, database, now, client)


async def publish(caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Render one person's home, and hand it to Slack."""
    is_administrator = await administers(database, client, caller)
    async with database.reading(caller.workspace_id) as session:
        home = await home_of(session, caller, administers=is_administrator, now=now)
    await client.views_publish(user_id=caller.user_id, view=render.view("home/home", mine=home, now=now))


@on_action("home_refresh")
async def refresh(ack: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Show it again."""
    await publish(caller, database, now, client)
    await ack()


@on_action("home_again")
async def again(ack: Any, action: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Send again what was given up in one channel for one reason, and show the home as it then is."""
    await send_again(database, client, caller, int(action["value"]), now=now)
    await publish(caller, database, now, client)
    await ack()


@on_action("home_plan")
async def plan(ack: Any, body: Any, caller: Caller, client: Any) -> None:
    """Open the form that plans a release; it asks for the channel."""
    await client.views_open(trigger_id=body["trigger_id"], view=plan_form("", caller))
    await ack()


@on_action("home_look")
async def look(ack: Any, action: Any, body: Any, context: Any, client: Any) -> None:
    """Show the answer to a read command over App Home, where there is no channel to answer in."""
    message = await answer(action["value"], gather(context, client))
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("home/answer", said=message.in_words()))
    await ack()
