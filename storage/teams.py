"""Keep the channels that plan, and how each of them works."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint, bindparam, type_coerce
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import Prepared, numbered
from storage.rows import Row, one_of


class Team(Row, table=True):
    """A channel that plans: its zone, working days, holidays, check-in hour, gate and currency."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id"),
        one_of("gate", "block", "warn"),
    )

    channel_id: str
    channel_name: str = ""
    zone: str = "UTC"
    # ISO weekday numbers, Monday is 1.
    working_days: list[int] = Field(default_factory=lambda: [1, 2, 3, 4, 5], sa_type=JSON)
    # A country, or a country and subdivision ("DE", "DE-BY"), as the holidays package names them.
    holiday_calendar: str = ""
    # The team's own days off, as ISO dates.
    days_off: list[str] = Field(default_factory=list, sa_type=JSON)
    # Days after shipping at which a promise is looked at.
    checkin_days: list[int] = Field(default_factory=lambda: [7, 30, 90], sa_type=JSON)
    checkin_time: str = "09:00"
    # A promise that was answered for within so many days is not asked about again; 0: always asked.
    fresh_days: int = 3
    review_weekday: int = 1
    review_time: str = "09:00"
    # Every so many weeks, counted from that of a day; 0: never.
    review_weeks: int = 1
    review_anchor: date | None = None
    # For which day it came last, if only in silence: that week has had its own.
    review_told: date | None = None
    # The prompt that waits: any other one is not said.
    review_post_id: int | None = Field(default=None, foreign_key="post.id")
    gate: str = "block"
    currency: str = "USD"
    # Slack user ids; an empty list means the release's owner and deputy, and whoever planned it.
    schedulers: list[str] = Field(default_factory=list, sa_type=JSON)
    overriders: list[str] = Field(default_factory=list, sa_type=JSON)
    closers: list[str] = Field(default_factory=list, sa_type=JSON)
    created_by: str = ""
    created_at: datetime


# A team's zone, working days, holiday calendar and days off.
Working = tuple[str, tuple[int, ...], str, tuple[str, ...]]

# Asked by almost every command, so they are built once.
BY_CHANNEL = Prepared[Team](select(Team).where(col(Team.channel_id) == bindparam("channel_id")))
WORKING = Prepared[tuple[str, str, str, str]](
    select(
        Team.zone, type_coerce(Team.working_days, String), Team.holiday_calendar, type_coerce(Team.days_off, String)
    ).where(col(Team.channel_id) == bindparam("channel_id"))
)


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Any, ...]:
    """A list out of its text, read once: it hardly ever changes."""
    return tuple(json.loads(text))


def listed(given: str | list[Any]) -> tuple[Any, ...]:
    """A list as a driver gives it: SQLite's gives its text, and PostgreSQL's has read that already."""
    return read(given) if isinstance(given, str) else tuple(given)


async def get(session: AsyncSession, team_id: int) -> Team | None:
    """The team of this row number."""
    return await numbered(Team).first(session, its_id=team_id)


async def by_channel(session: AsyncSession, channel_id: str) -> Team | None:
    """The team that plans in a channel."""
    return await BY_CHANNEL.first(session, channel_id=channel_id)


async def working(session: AsyncSession, channel_id: str) -> Working | None:
    """When the team works that plans in a channel, as it is set now."""
    found = await WORKING.first(session, channel_id=channel_id)
    if found is None:
        return None
    zone, days, calendar, off = found
    return zone, listed(days), calendar, listed(off)


async def every(session: AsyncSession) -> Sequence[Team]:
    """All teams of the workspace, the oldest first."""
    return (await session.exec(select(Team).order_by(col(Team.id)))).all()


async def ensure(
    session: AsyncSession, channel_id: str, *, zone: str, created_by: str, now: datetime, channel_name: str = ""
) -> Team:
    """The team that plans in a channel; its first one with this zone."""
    team = await by_channel(session, channel_id)
    if team is None:
        team = Team(channel_id=channel_id, channel_name=channel_name, zone=zone, created_by=created_by, created_at=now)
        session.add(team)
        await session.flush()
    return team
