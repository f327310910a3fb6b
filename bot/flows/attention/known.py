"""Know people as far as speaking to them takes: their name, their zone, their calendar, their time off."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import Desk
from bot.flows.teams import calendar_of
from bot.value import attention
from bot.value.calendar import WorkCalendar
from bot.value.zones import UnknownZone, check_zone
from storage import people
from storage.people import Person

# People move house, and marry.
STALE = timedelta(days=30)
# While Slack does not say who they are.
SOMEONE = "someone"


async def learn(desk: Desk, workspace_id: int, user_ids: Iterable[str]) -> None:
    """Ask Slack for the name and zone of people of whom they are not known, or not lately."""
    wanted = sorted(user_ids)
    async with desk.database.reading(workspace_id) as session:
        known = await people.of(session, wanted)
    unknown = [user_id for user_id in wanted if not is_known(known.get(user_id), desk.now)]
    found = {user_id: await name_and_zone(desk.client, user_id) for user_id in unknown}
    if not found:
        return
    async with desk.database.writing(workspace_id) as session:
        for user_id, (name, zone) in found.items():
            person = await people.hold(session, user_id)
            person.name, person.zone = name or person.name, zone or person.zone
            person.looked_up_at = desk.now
            session.add(person)


def is_known(person: Person | None, now: datetime) -> bool:
    """Whether Slack was asked lately."""
    return person is not None and person.looked_up_at is not None and person.looked_up_at > now - STALE


async def name_and_zone(client: AsyncWebClient, user_id: str) -> tuple[str, str]:
    """Someone's name and zone; "" for what Slack does not say now."""
    try:
        user = (await client.users_info(user=user_id))["user"]
    except (SlackApiError, ClientError, TimeoutError):
        return "", ""
    name = str(user.get("profile", {}).get("display_name") or user.get("real_name") or user.get("name") or "")
    try:
        return name, check_zone(str(user.get("tz") or ""))
    except UnknownZone:
        return name, ""


async def calendar_of_person(session: AsyncSession, person: Person) -> WorkCalendar:
    """The days on which someone works, by their own clock: those of the team whose releases they own."""
    team = await people.team_of(session, person.user_id)
    calendar = calendar_of(team) if team is not None else WorkCalendar()
    return replace(calendar, zone=person.zone) if person.zone else calendar


async def today_of_person(session: AsyncSession, person: Person, now: datetime) -> date:
    """The date on someone's own wall."""
    return (await calendar_of_person(session, person)).local(now).date()


async def away_among(session: AsyncSession, user_ids: Sequence[str], now: datetime) -> set[str]:
    """Those of them whose time off it is."""
    away = set()
    for user_id, person in (await people.of(session, user_ids)).items():
        if person.away_from is not None and await is_away_now(session, person, now):
            away.add(user_id)
    return away


async def is_away_now(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Whether it is someone's time off."""
    return attention.is_away(await today_of_person(session, person, now), person.away_from, person.away_until)


async def first_day_back(session: AsyncSession, user_id: str, now: datetime) -> date:
    """The first day on which someone who is away works again; today for anyone else."""
    person = await people.get(session, user_id) or Person(user_id=user_id)
    calendar = await calendar_of_person(session, person)
    return attention.back_on(calendar, calendar.local(now).date(), person.away_from, person.away_until)


async def addressee(session: AsyncSession, owner_id: str, deputy_id: str, now: datetime) -> str:
    """Who is to be asked about a release: its owner, or its deputy while that is the owner's time off."""
    if not deputy_id:
        return owner_id
    away = await away_among(session, [owner_id, deputy_id], now)
    return deputy_id if owner_id in away and deputy_id not in away else owner_id


async def names_of(session: AsyncSession, user_ids: Iterable[str]) -> dict[str, str]:
    """What people are called."""
    wanted = sorted(user_ids)
    known = await people.of(session, wanted)
    return {user_id: (known[user_id].name if user_id in known else "") or SOMEONE for user_id in wanted}
