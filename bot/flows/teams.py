"""Know the team that plans in a channel: its zone, its calendar, its day."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.slack.places import look
from bot.slack.refusals import OF_CHANNELS
from bot.value.calendar import WorkCalendar
from bot.value.zones import UnknownZone, check_zone
from storage import closures, posts, teams
from storage.database import Database
from storage.teams import Team


class NotInvited(Refusal):
    """Payoff is no member of this channel, and could say nothing here."""

    def __init__(self) -> None:
        super().__init__(hint="Type `/invite @Payoff` here first; nothing was saved.")


class NoTeam(Refusal):
    """A release belongs to the channel that plans it, and this is no channel."""

    def __init__(self) -> None:
        super().__init__(hint="Type this in your team's channel, or pick the channel in the form.")


async def ensure_team(database: Database, caller: Caller, client: AsyncWebClient, now: datetime) -> Team:
    """The team of the caller's channel; a channel that plans for the first time takes the caller's zone.

    Raises:
        NoTeam: the caller stands in no channel (App Home, a direct message).
        NotInvited: Payoff is no member there, so that nothing that is planned could be said.
    """
    if not caller.channel_id or caller.channel_id.startswith("D"):
        raise NoTeam()
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, caller.channel_id)
        closure = await closures.of(session, caller.channel_id)
    if team is not None and (closure is None or not closure.is_closed):
        return team
    place = await look(client, caller.channel_id)
    if place.closed:
        raise NotInvited()
    zone = team.zone if team is not None else await zone_of(client, caller.user_id)
    async with database.writing(caller.workspace_id) as session:
        await reopen(session, caller.channel_id, now=now)
        return await teams.ensure(
            session,
            caller.channel_id,
            zone=zone,
            created_by=caller.user_id,
            now=now,
            channel_name=place.name,
        )


async def reopen(session: AsyncSession, channel_id: str, *, now: datetime) -> int:
    """Say in a channel what was held while it was closed; whoever was told learns that. Returns how much it is."""
    closure = await closures.reopen(session, channel_id)
    count = await closures.let_go(session, OF_CHANNELS, channel_id=channel_id)
    if closure is not None:
        for told in await closures.told(session, closure):
            await posts.renew(session, told.pk, now=now)
    return count


async def zone_of(client: AsyncWebClient, user_id: str) -> str:
    """The zone a person set in Slack; UTC where Slack does not say."""
    try:
        answer = await client.users_info(user=user_id)
        return check_zone(str(answer["user"].get("tz") or "UTC"))
    except (SlackApiError, UnknownZone):
        return "UTC"


def calendar_of(team: Team) -> WorkCalendar:
    """The days on which a team works, in its zone."""
    return calendar_with(team.zone, team.working_days, team.holiday_calendar, team.days_off)


def calendar_with(
    zone: str, working_days: Sequence[int], holiday_calendar: str, days_off: Sequence[str]
) -> WorkCalendar:
    """A calendar out of what a team keeps of it."""
    return calendar_made(zone, tuple(working_days), holiday_calendar, tuple(days_off))


@lru_cache(maxsize=256)
def calendar_made(
    zone: str, working_days: tuple[int, ...], holiday_calendar: str, days_off: tuple[str, ...]
) -> WorkCalendar:
    """A calendar, made once: every command that is typed asks for its team's."""
    days = tuple(date.fromisoformat(day) for day in days_off)
    return WorkCalendar(zone=zone, working_days=working_days, holiday_calendar=holiday_calendar, days_off=days)


def today_of(team: Team, now: datetime) -> date:
    """The date on the team's wall."""
    return calendar_of(team).local(now).date()


async def calendar_in(session: AsyncSession, caller: Caller) -> WorkCalendar:
    """The calendar by which a caller's words are read: their channel's team's, or else the workspace's first team's."""
    if caller.channel_id:
        # Not the whole team: that is four times as much to read, with every command.
        working = await teams.working(session, caller.channel_id)
        if working is not None:
            return calendar_with(*working)
    team = next(iter(await teams.every(session)), None)
    return calendar_of(team) if team is not None else WorkCalendar(zone="UTC")
