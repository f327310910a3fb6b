"""Send again what a channel did not take."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows.caller import Caller
from bot.flows.undelivered import try_again
from commands.routing import on_action
from storage.database import Database


async def again(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Owe it anew; the message with the button then says what became of it."""
    await try_again(database, caller, int(action["value"]), now=now)
    await ack()


def register(app: AsyncApp) -> None:
    """Listen to the button."""
    on_action(app, "posts_again", again)
