"""Show one release, a list of them, and the calendar of what ships when."""

from datetime import datetime, timedelta
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.find import find_release, key_of
from bot.flows.releases.sheet import sheet_of, with_expected, with_seeable
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import nearest
from bot.value.periods import parse_period
from commands.releases.router import releases
from commands.routing import paged
from storage import history, teams
from storage import releases as stored
from storage.database import Database

PAGE = 8
HISTORY = 8
LISTS = {
    "open": ("draft", "planned", "scheduled", "shipped", "reviewing"),
    "all": (),
    **{state: (state,) for state in stored.STATES},
}


@releases.sub("show", usage="X", says="Show a release", example="show REL-7", read=True)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """One release: what it promises, when it ships, and what changed."""
    async with database.reading(caller.workspace_id) as session:
        release = await find_release(session, text)
        sheet = await with_expected(session, await sheet_of(session, release), now=now)
        sheet = await with_seeable(session, sheet, now=now)
        changes = await history.changes_of(session, "release", release.pk, limit=HISTORY)
    today = calendar_of(sheet.team).local(now).date()
    return render.message("releases/show", sheet=sheet, changes=changes, today=today)


@releases.sub("list", usage="[STATE] [page N]", says="List releases", example="list scheduled", read=True)
async def listing(text: str, caller: Caller, database: Database) -> Message:
    """Releases by window, a page at a time; all that are open unless a state is named."""
    wanted, page = paged(text)
    which = wanted.casefold() or "open"
    if which not in LISTS:
        guess = nearest(which, list(LISTS)) or "open"
        return render.message("releases/no_such_list", typed=wanted, guess=guess, lists=list(LISTS))
    async with database.reading(caller.workspace_id) as session:
        found = await stored.in_states(session, *LISTS[which])
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(1, page), pages)
        shown = [await sheet_of(session, release) for release in found[(page - 1) * PAGE : page * PAGE]]
    return render.message("releases/list", sheets=shown, which=which, page=page, pages=pages, count=len(found))


@releases.sub("calendar", usage="[WINDOW]", says="See what ships when", example="calendar next quarter", read=True)
async def calendar(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Windows week by week; six weeks from this one unless a window is named."""
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, caller.channel_id) if caller.channel_id else None
        zone = team.zone if team is not None else "UTC"
        today = calendar_of(team).local(now).date() if team is not None else now.date()
        monday = today - timedelta(days=today.weekday())
        if text:
            period = parse_period(text, today=today, prefer="future")
            first, last = period.start, period.end - timedelta(days=1)
        else:
            first, last = monday, monday + timedelta(days=41)
        found = await stored.windows_between(session, first, last)
    return render.message(
        "releases/calendar",
        weeks=weeks_of(found, first),
        first=first,
        last=last,
        today=today,
        zone=zone,
        asked=f"release calendar {first} to {last}",
    )


def weeks_of(found: Any, first: Any) -> list[tuple[Any, list[Any]]]:
    """Releases under the Monday of the week in which their window begins (or, begun before, of the first week)."""
    weeks: dict[Any, list[Any]] = {}
    for release in found:
        begins = max(release.window_from, first)
        weeks.setdefault(begins - timedelta(days=begins.weekday()), []).append((key_of(release), release))
    return sorted(weeks.items())
