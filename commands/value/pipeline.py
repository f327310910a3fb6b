"""Show what is promised and has not shipped, by quarter and by release."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.value.pipeline import pipeline_of
from bot.slack import render
from bot.slack.render import Message
from commands.value.router import value
from commands.value.then import take_then
from storage.database import Database

MOST = 20


@value.sub(
    "pipeline",
    usage="[asof DATE]",
    says="See what is promised and has not shipped, and what to do first",
    read=True,
)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Worth a year of open promises, raw and weighted by how sure people are; each currency for itself."""
    async with database.reading(caller.workspace_id) as session:
        _, then = await take_then(session, caller, text, now)
        await then.go(session)
        found = await pipeline_of(session, now=then.now)
    ordered = found.ordered(then.today)
    return render.message(
        "value/pipeline",
        found=found,
        ordered=ordered[:MOST],
        more=max(0, len(ordered) - MOST),
        then=then,
        asked=f"value pipeline{then.again}",
    )
