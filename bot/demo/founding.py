"""Found the company: its teams, and its metrics with all their readings."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo.plot import CHECKOUT, GROWTH, METRICS, PLATFORM, ZONE
from bot.demo.readings import feed, readings_of
from bot.flows.caller import Caller
from bot.flows.metrics import NewMetric, Typed, define, edit
from storage import metrics, teams
from storage.database import Database
from storage.teams import Team

# Each channel's name, currency, and days after shipping on which it looks.
CHANNELS = {
    CHECKOUT: ("checkout", "EUR", [7, 30, 90]),
    GROWTH: ("growth", "USD", [30]),
    PLATFORM: ("platform", "USD", [7, 30]),
}
# A colleague, as Payoff sees one.
Who = Callable[[str], Caller]


async def found_teams(session: AsyncSession, *, now: datetime) -> dict[str, Team]:
    """The teams, by their channels."""
    founded = {}
    for channel_id, (name, currency, looks) in CHANNELS.items():
        team = await teams.ensure(session, channel_id, zone=ZONE, created_by="U0ANA", now=now, channel_name=name)
        team.currency, team.checkin_days = currency, looks
        session.add(team)
        founded[channel_id] = team
    return founded


async def define_metrics(session: AsyncSession, who: Who, *, now: datetime) -> None:
    """The metrics with all their readings: nobody looks at one before its day."""
    for series in METRICS:
        wanted = NewMetric(
            name=series.name,
            unit=series.unit,
            direction=series.direction,
            description=series.description,
            fresh_days=7 if series.every_days <= 7 else 45,
            watermark_hours=series.watermark_hours,
        )
        metric = await define(session, who(series.owner), wanted, now=now)
        await feed(session, metric.pk, readings_of(series))


async def compare_metrics(database: Database, who: Who, *, now: datetime) -> None:
    """What moves with another metric is compared with it."""
    async with database.reading(who("").workspace_id) as session:
        named = {metric.name: metric for metric in await metrics.live(session)}
    for series in METRICS:
        other, _ = series.follows
        if not other:
            continue
        metric = named[series.name]
        typed = Typed(
            name=metric.name,
            unit=metric.unit,
            description=metric.description,
            owner_id=metric.owner_id,
            fresh_days=metric.fresh_days,
            watermark_hours=metric.watermark_hours,
            control=str(named[other].pk),
            why="A sale moves both",
        )
        await edit(database, who(series.owner), metric.pk, typed, now=now)
