"""Keep readings: one value of a metric at one time, its source, and when it became known."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Permanent


class Reading(Permanent, table=True):
    """One value of a metric at one time.

    A correction is a new row with a later `known_at`; of several rows for one `at`, the one known last counts.
    """

    __table_args__ = (
        UniqueConstraint("metric_id", "at", "known_at", "source"),
        Index("ix_reading_metric_at", "workspace_id", "metric_id", "at", "known_at"),
    )

    metric_id: int = Field(foreign_key="metric.id")
    value: float
    at: datetime
    known_at: datetime
    # "typed", "csv", or the name of what sent it.
    source: str = "typed"
    who: str = ""


async def between(session: AsyncSession, metric_id: int, start: datetime, end: datetime) -> Sequence[Reading]:
    """A metric's readings from `start` up to, not including, `end`; of several for one moment the one known last."""
    query = select(Reading).where(Reading.metric_id == metric_id, col(Reading.at) >= start, col(Reading.at) < end)
    found = (await session.exec(query.order_by(col(Reading.at), col(Reading.known_at), col(Reading.id)))).all()
    return list({reading.at: reading for reading in found}.values())


async def latest(session: AsyncSession, metric_id: int, before: datetime | None = None) -> Reading | None:
    """A metric's newest reading, or the newest before a moment."""
    query = select(Reading).where(Reading.metric_id == metric_id)
    if before is not None:
        query = query.where(col(Reading.at) < before)
    order = (col(Reading.at).desc(), col(Reading.known_at).desc(), col(Reading.id).desc())
    return (await session.exec(query.order_by(*order).limit(1))).first()


async def count(session: AsyncSession, metric_id: int) -> int:
    """How many readings a metric has, corrections included."""
    return (await session.exec(select(func.count()).select_from(Reading).where(Reading.metric_id == metric_id))).one()
