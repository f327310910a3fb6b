"""Mark a release shipped: from its card, or by typing when."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.find import key_of, release_and_team, take_release
from bot.flows.shipping import ship
from bot.flows.teams import calendar_of, today_of
from bot.slack import render
from bot.slack.render import Message
from bot.value.dates import parse_when
from commands.listening import on_action
from commands.releases.router import releases
from storage import checkins
from storage.database import Database
from storage.releases import Release


@releases.sub("ship", usage="X [WHEN]", says="Mark a release shipped", example="ship REL-7 yesterday 17:00")
async def ship_typed(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Ship it now, or at the moment that was typed."""
    async with database.reading(caller.workspace_id) as session:
        release, when = await take_release(session, text)
        release, team = await release_and_team(session, release.pk)
    at = now
    if when:
        calendar = calendar_of(team)
        found = parse_when(when, today=today_of(team, now), calendar=calendar, prefer="past")
        at = calendar.moment(found.first, found.time or "12:00")
        if found.first == today_of(team, now) and found.time is None:
            at = now
    shipped = await ship(database, caller, release.pk, at=at, now=now)
    return await said(database, caller, shipped)


@on_action("release_ship")
async def click(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Ship it now, from the card."""
    shipped = await ship(database, caller, int(action["value"]), at=now, now=now)
    message = await said(database, caller, shipped)
    await respond(**message.ephemeral(), replace_original=False)
    await ack()


async def said(database: Database, caller: Caller, release: Release) -> Message:
    """What happens next: when it is looked at."""
    async with database.reading(caller.workspace_id) as session:
        looks = await checkins.of_release(session, release.pk)
        _, team = await release_and_team(session, release.pk)
    return render.message("releases/shipped", release=release, key=key_of(release), looks=looks, team=team)
