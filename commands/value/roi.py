"""Show what a release returns on what it costs."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.releases.find import find_release
from bot.flows.value.roi import return_of
from bot.slack import render
from bot.slack.render import Message
from commands.value.router import value
from commands.value.then import release_then, take_then
from storage.database import Database


@value.sub(
    "roi",
    usage="X [asof DATE]",
    says="See what a release returns on its cost, and when it pays back",
    example="roi REL-7",
    read=True,
    aliases=("payback",),
)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """ROI as planned and so far, realisation, payback, and what came in over time; verified looks only."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        named = await find_release(session, text)
        await then.go(session)
        found = await return_of(session, await release_then(session, named, then))
    return render.message("value/roi", found=found, native=found.drawn(), then=then)
