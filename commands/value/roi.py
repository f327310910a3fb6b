"""Show what a release returns on what it costs."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.releases.find import find_release
from bot.flows.value.roi import return_of
from bot.slack import render
from bot.slack.render import Message
from commands.value.router import value
from storage.database import Database


@value.sub(
    "roi",
    usage="X",
    says="See what a release returns on its cost, and when it pays back",
    example="roi REL-7",
    read=True,
    aliases=("payback",),
)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """ROI as planned and so far, realisation, payback, and what came in over time; verified looks only."""
    async with database.reading(caller.workspace_id) as session:
        found = await return_of(session, await find_release(session, text))
    return render.message("value/roi", found=found, native=found.drawn(), asked=f"value roi {found.key}")
