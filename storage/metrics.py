"""Keep metrics: named numbers with a unit and a good direction."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.names import begins
from storage.prepared import Prepared, numbered
from storage.rows import Row, looks_back, one_of


class Metric(Row, table=True):
    """A named number with a unit, a good direction, and how fresh it must be."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "folded"),
        one_of("direction", "up", "down"),
        one_of("kind", "", "adoption", "csat", "nps"),
    )

    name: str
    # The name as bot.value.naming.fold sees it: two names that fold alike are the same name.
    folded: str
    # "%", a currency ("EUR"), or a word ("ms", "signups"); "" counts things.
    unit: str = ""
    direction: str = "up"
    # How people take what ships: their scales are those of bot.value.gauges; "" for any other number.
    kind: str = ""
    # Where it was defined: the releases of that channel's team are what people take.
    channel_id: str = ""
    # Days after which the newest reading is stale.
    fresh_days: int = 7
    # Readings younger than so many hours are still being filled up, and are left out of what is measured.
    watermark_hours: int = 0
    # Another metric that moves with it and that releases leave alone: what moves both is no effect of a release.
    control_id: int | None = Field(default=None, foreign_key="metric.id")
    description: str = ""
    owner_id: str = ""
    created_by: str = ""
    created_at: datetime
    archived_at: datetime | None = None

    @property
    def watermark(self) -> timedelta:
        """How old a reading is before it is complete."""
        return timedelta(hours=self.watermark_hours)


# Asked by every command that names a metric, so they are built once.
CALLED = Prepared[Metric](select(Metric).where(begins(col(Metric.folded))))
EVERY = Prepared[Metric](select(Metric).order_by(col(Metric.folded)))
LIVE = Prepared[Metric](select(Metric).where(col(Metric.archived_at).is_(None)).order_by(col(Metric.folded)))


async def get(session: AsyncSession, metric_id: int) -> Metric | None:
    """The metric of this row number."""
    return await numbered(Metric).first(session, its_id=metric_id)


async def by_folded(session: AsyncSession, folded: str) -> Metric | None:
    """The metric of this name, as bot.value.naming.fold gives it."""
    return (await session.exec(select(Metric).where(Metric.folded == folded))).first()


async def called(session: AsyncSession, *, typed: str, inner: str) -> Sequence[Metric]:
    """The metrics with whose names one of two texts begins; all of them where names are those of another day."""
    return await every(session) if looks_back(session) else await CALLED.all(session, typed=typed, inner=inner)


async def gauges_for(session: AsyncSession, channel_id: str, metric_id: int | None) -> Sequence[Metric]:
    """Of the metrics in use that say how people take a release, those of a channel, and this one; by name."""
    return [
        metric
        for metric in await live(session)
        if metric.kind and (metric.pk == metric_id or metric.channel_id == channel_id)
    ]


async def of_person(session: AsyncSession, user_id: str) -> Sequence[Metric]:
    """The metrics in use that are someone's: owned, or defined and owned by nobody; by name."""
    return [metric for metric in await live(session) if (metric.owner_id or metric.created_by) == user_id]


async def every(session: AsyncSession) -> Sequence[Metric]:
    """All metrics, with those that were put away, by name."""
    return await EVERY.all(session)


async def live(session: AsyncSession) -> Sequence[Metric]:
    """All metrics in use, by name."""
    return await LIVE.all(session)
