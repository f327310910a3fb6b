"""Find what hangs on a metric: promises that it has to show true or not, and lines that are drawn for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.teams import calendar_of
from bot.value.calendar import WorkCalendar
from bot.value.threshold import Threshold
from storage import alerts, ledger, outcomes, teams
from storage.alerts import Alert
from storage.promises import Promise
from storage.releases import Release
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that someone drew, as it reads."""

    alert: Alert
    threshold: Threshold


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """What hangs on a metric, and the channel whose business it is."""

    promises: Sequence[tuple[Promise, Release]]
    lines: Sequence[Line]
    channel_id: str
    calendar: WorkCalendar
    hour: str


def line_of(alert: Alert) -> Line:
    """The line that an alert draws.

    Raises:
        ValueError: it draws none.
    """
    if alert.threshold is None:
        raise ValueError("What Payoff watches by itself has no threshold.")
    return Line(alert=alert, threshold=Threshold(alert.kind, alert.threshold))


@dataclass(frozen=True, kw_only=True)
class Business:
    """Whose business a metric is: a channel, with the days and the hour at which someone is there."""

    channel_id: str
    calendar: WorkCalendar
    hour: str


async def business_of(session: AsyncSession, metric_id: int) -> Business | None:
    """The channel whose business a metric is; None where nothing hangs on it, and no team wants to move it."""
    hanging = await hanging_on(session, metric_id)
    if hanging is not None:
        return Business(channel_id=hanging.channel_id, calendar=hanging.calendar, hour=hanging.hour)
    for outcome in await outcomes.on_metric(session, metric_id):
        team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
        if team is not None and outcome.state == "open":
            return Business(channel_id=team.channel_id, calendar=calendar_of(team), hour=team.checkin_time)
    return None


async def hanging_on(session: AsyncSession, metric_id: int) -> Hanging | None:
    """What hangs on a metric; None for nothing.

    It is the business of the team that promised first, or else of the channel that drew the first line.
    """
    found = await ledger.hanging_on(session, metric_id)
    lines = [line_of(alert) for alert in await alerts.drawn_on(session, metric_id)]
    if not found and not lines:
        return None
    team: Team | None = found[0][2] if found else await teams.by_channel(session, lines[0].alert.channel_id)
    return Hanging(
        promises=[(promise, release) for promise, release, _ in found],
        lines=lines,
        channel_id=team.channel_id if team is not None else lines[0].alert.channel_id,
        calendar=calendar_of(team) if team is not None else WorkCalendar(),
        hour=team.checkin_time if team is not None else "09:00",
    )
