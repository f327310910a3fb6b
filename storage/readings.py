"""Keep readings: one value of a metric at one time, its source, and when it became known."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, col, func, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import Prepared
from storage.rows import Permanent

# Rows of one statement.
CHUNK = 5_000


class Reading(Permanent, table=True):
    """One value of a metric at one time.

    A correction is a new row with a later `known_at`; of several rows for one `at`, the one known last counts.
    """

    # Serves what is asked, too: with every reading there is an index less to write.
    __table_args__ = (UniqueConstraint("workspace_id", "metric_id", "at", "known_at"),)

    metric_id: int = Field(foreign_key="metric.id")
    value: float
    at: datetime
    known_at: datetime
    # "typed", "csv", or the name of what sent it.
    source: str = "typed"
    who: str = ""


# Asked for every reading that is typed, so both are built once.
NEWEST_FIRST = (
    select(Reading)
    .where(col(Reading.metric_id) == bindparam("metric_id"))
    .order_by(col(Reading.at).desc(), col(Reading.known_at).desc(), col(Reading.id).desc())
    .limit(1)
)
LATEST = Prepared[Reading](NEWEST_FIRST)
LATEST_BEFORE = Prepared[Reading](NEWEST_FIRST.where(col(Reading.at) < bindparam("before")))


# Written for every reading that is typed.
ADD = Prepared[Reading](
    insert(Reading.__table__).returning(Reading),  # type: ignore[attr-defined]
    inserts=("metric_id", "value", "at", "known_at", "source", "who"),
)


async def between(session: AsyncSession, metric_id: int, start: datetime, end: datetime) -> Sequence[Reading]:
    """A metric's readings from `start` up to, not including, `end`; of several for one moment the one known last."""
    query = select(Reading).where(Reading.metric_id == metric_id, col(Reading.at) >= start, col(Reading.at) < end)
    found = (await session.exec(query.order_by(col(Reading.at), col(Reading.known_at), col(Reading.id)))).all()
    return list({reading.at: reading for reading in found}.values())


async def values_between(
    session: AsyncSession, metric_id: int, start: datetime, end: datetime
) -> dict[datetime, float]:
    """What `between` finds as bare values by their moments, the oldest first: many are read eight times as fast."""
    query = select(Reading.at, Reading.value).where(
        Reading.metric_id == metric_id, col(Reading.at) >= start, col(Reading.at) < end
    )
    found = await session.exec(query.order_by(col(Reading.at), col(Reading.known_at), col(Reading.id)))
    return dict(found.all())


async def latest(session: AsyncSession, metric_id: int, before: datetime | None = None) -> Reading | None:
    """A metric's newest reading, or the newest before a moment."""
    if before is None:
        return await LATEST.first(session, metric_id=metric_id)
    return await LATEST_BEFORE.first(session, metric_id=metric_id, before=before)


async def as_of(session: AsyncSession, metric_id: int, at: datetime) -> Reading | None:
    """A metric's newest reading up to a moment, that moment included."""
    return await latest(session, metric_id, before=at + timedelta.resolution)


async def newest_complete(
    session: AsyncSession, metric_id: int, watermark: timedelta, *, now: datetime
) -> Reading | None:
    """A metric's newest reading that is as old as its watermark, and no longer filled up; without one the newest."""
    return await as_of(session, metric_id, now - watermark) if watermark else await latest(session, metric_id)


async def count(session: AsyncSession, metric_id: int) -> int:
    """How many readings a metric has, corrections included."""
    return (await session.exec(select(func.count()).select_from(Reading).where(Reading.metric_id == metric_id))).one()


async def known_from(session: AsyncSession, metric_id: int, start: datetime, end: datetime, now: datetime) -> datetime:
    """When that is known which is learned now of the moments from `start` to `end`: after all that was known of them.

    It is `now`, unless something was learned in the same instant, or by a clock that was ahead: what comes last counts.
    """
    query = select(func.max(Reading.known_at)).where(
        Reading.metric_id == metric_id,
        col(Reading.at) >= start,
        col(Reading.at) <= end,
        col(Reading.known_at) >= now,
    )
    newest: datetime | None = (await session.exec(query)).one()
    return now if newest is None else newest + timedelta.resolution


async def add(
    session: AsyncSession, metric_id: int, *, value: float, at: datetime, known_at: datetime, source: str, who: str
) -> Reading:
    """Keep one reading."""
    row = {"metric_id": metric_id, "value": value, "at": at, "known_at": known_at, "source": source, "who": who}
    return (await ADD.all(session, **row))[0]


async def add_many(
    session: AsyncSession,
    metric_id: int,
    course: Sequence[tuple[datetime, float]],
    *,
    now: datetime,
    source: str,
    who: str,
) -> None:
    """Keep many readings of one metric, known from `now` on; 100,000 take about a second."""
    said = {"metric_id": metric_id, "known_at": now, "source": source, "who": who}
    for first in range(0, len(course), CHUNK):
        # A statement for each chunk, so that others come to their turn in between.
        rows = [{**said, "at": at, "value": value} for at, value in course[first : first + CHUNK]]
        await session.exec(insert(Reading), params=rows)
