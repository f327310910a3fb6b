"""Say what effort a release is estimated at, and what it took."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.releases.effort import Effort, set_effort
from bot.flows.releases.find import key_of, release_and_team, take_release
from bot.slack import render
from bot.slack.render import Message
from bot.value.effort import effort_words, parse_effort
from commands.releases.cost import NOTHING
from commands.releases.router import releases
from storage.database import Database


@releases.sub(
    "effort",
    usage="X [PERSON-DAYS]",
    says="Say what effort it is estimated at, and what it took",
    example="effort REL-7 30",
)
async def effort(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Save the person-days that were typed: an estimate before it ships, what it took after; or say what is known."""
    async with database.reading(caller.workspace_id) as session:
        release, typed = await take_release(session, text)
        release, team = await release_and_team(session, release.pk)
    week = len(team.working_days)
    if typed:
        days = None if typed.casefold() in NOTHING else parse_effort(typed, week=week)
        release = await set_effort(database, caller, release.pk, Effort(days), now=now)
    said = effort_words(release.effort_estimated, release.effort_spent)
    return render.message("releases/effort", release=release, key=key_of(release), effort=said, week=week)
