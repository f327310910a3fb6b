"""Take everything in one word, for workspaces where the short names are taken; and help."""

from bot.slack import render
from bot.slack.render import Message
from commands.routing import ROUTERS, Router

payoff = Router("payoff", says="All of Payoff in one word, help, and your team's settings.", passes_on=True)


@payoff.sub("help", says="See what Payoff can do", read=True)
async def overview() -> Message:
    """Every command with what it is for."""
    return render.message("help/overview", routers=[router for name, router in ROUTERS.items() if name != "payoff"])
