"""Show what Payoff itself costs: its messages for each useful answer."""

from datetime import datetime

from bot.flows.attention.noise import WINDOW, score_of
from bot.flows.caller import Caller
from bot.slack import render
from bot.slack.render import Message
from commands.value.router import value
from storage.database import Database


@value.sub("noise", says="See how many messages Payoff sends for each answer they bring", read=True)
async def noise(caller: Caller, database: Database, now: datetime) -> Message:
    """Of the last 90 days, by kind and for the workspace."""
    async with database.reading(caller.workspace_id) as session:
        score = await score_of(session, now=now)
    return render.message("value/noise", score=score, days=WINDOW.days)
