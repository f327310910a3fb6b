"""Put a metric away, and bring it back."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.metrics import archive, find_metric, restore
from bot.slack import render
from bot.slack.render import Message
from commands.listening import on_action
from commands.metrics.router import metrics
from storage.database import Database


@metrics.sub("archive", usage="X", says="Put a metric away that nobody needs any more", example="archive Page views")
async def archive_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Put it away, and say what that means and how to take it back."""
    async with database.reading(caller.workspace_id) as session:
        metric = await find_metric(session, text, archived=True)
    return render.message("metrics/archived", moved=await archive(database, caller, metric, now=now))


@metrics.sub("restore", usage="X", says="Bring an archived metric back", example="restore Page views")
async def restore_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Bring it back."""
    async with database.reading(caller.workspace_id) as session:
        metric = await find_metric(session, text, archived=True)
    return render.message("metrics/archived", moved=await restore(database, caller, metric.pk, now=now))


@on_action("metric_restore")
async def click(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Bring it back from a message."""
    moved = await restore(database, caller, int(action["value"]), now=now)
    await respond(**render.message("metrics/archived", moved=moved).ephemeral(), replace_original=False)
    await ack()
