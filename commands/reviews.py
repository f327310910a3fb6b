"""Look at what the plan leaves open, whenever someone asks."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.reviews import review_of
from bot.flows.teams import NoTeam
from bot.flows.weekly import next_reviews, rule_of, set_rhythm, test_review
from bot.slack import render
from bot.slack.render import Message
from commands.listening import on_action
from commands.releases.router import releases
from storage import teams
from storage.database import Database
from storage.teams import Team

OFF = ("off", "never")


@releases.sub("review", says="See what your team's plan leaves open", read=True)
async def review(caller: Caller, database: Database, now: datetime) -> Message:
    """The weekly prompt, now, and only for whoever asks."""
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, caller.channel_id)
        if team is None:
            raise NoTeam()
        found = await review_of(session, team, now)
    if found.is_empty:
        return render.message("reviews/nothing", review=found)
    return render.message("reviews/weekly", review=found, was_due=None)


@releases.sub(
    "review every",
    usage="DAY HOUR [weekly | 2 weeks]",
    says="Choose when your team is asked what its plan leaves open",
    example="review every mon 09:00",
)
async def review_every(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Change the rhythm, and say when it comes next."""
    team = await set_rhythm(database, caller, "off" if text.casefold() in OFF else f"every {text}", now=now)
    return said(team, now)


@releases.sub("review off", says="Have your team asked no more")
async def review_off(caller: Caller, database: Database, now: datetime) -> Message:
    """No rhythm at all."""
    return said(await set_rhythm(database, caller, "off", now=now), now)


def said(team: Team, now: datetime, *, tested: bool = False) -> Message:
    """The rhythm as it is now."""
    runs = next_reviews(team, now=now)
    return render.message("reviews/rhythm", team=team, rule=str(rule_of(team) or ""), runs=runs, tested=tested)


@on_action("review_test")
async def try_now(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Ask once, now."""
    team = await test_review(database, caller, int(action["value"]), now=now)
    await respond(**said(team, now, tested=True).ephemeral(), replace_original=False)
    await ack()
