"""Keep what watches metrics: lines that someone drew, and on each that matters one watch for silence and one look."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.adding import add_once
from storage.metrics import Metric
from storage.prepared import Prepared
from storage.rows import ANEW, Row, one_of

DRAWN = ("below", "above")
KINDS = (*DRAWN, "stale", "look")


class Alert(Row, table=True):
    """One watch over a metric.

    `below` and `above` were set in a channel, and speak there when a reading crosses the threshold. `stale` is Payoff's
    own: it speaks when a reading is missing, once in each silence. So is `look`: it looks once a day whether what was
    read strays from what would be expected, and speaks when nothing that shipped explains it.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "metric_id", "kind", "channel_id"),
        one_of("kind", *KINDS),
        one_of("state", "on", "off"),
    )

    metric_id: int = Field(foreign_key="metric.id")
    kind: str
    # "" for Payoff's own: its channel is where the thing is planned that needs the metric.
    channel_id: str = ""
    threshold: float | None = None
    state: str = "on"
    set_by: str = ""
    set_at: datetime
    # How it was judged last: the newest reading is beyond the threshold; or the silence has been told of.
    beyond: bool = False
    # Counts what it has had to tell, so that each has a post of its own.
    episode: int = 0
    # The post of this episode, once there is one; when it is due, and when the last one was said.
    post_id: int | None = Field(default=None, foreign_key="post.id")
    due_at: datetime | None = None
    said_at: datetime | None = None


# Asked for every reading that is saved, so it is built once. Held: of two readings that are saved at the same time the
# second judges what both have left.
ON_METRIC = Prepared[Alert](
    select(Alert)
    .where(col(Alert.metric_id) == bindparam("metric_id"), col(Alert.state) == "on")
    .order_by(col(Alert.id))
    .with_for_update()
)


async def on_metric(session: AsyncSession, metric_id: int) -> Sequence[Alert]:
    """What watches a metric, held until the transaction ends."""
    return await ON_METRIC.all(session, metric_id=metric_id)


async def drawn_on(session: AsyncSession, metric_id: int) -> Sequence[Alert]:
    """The lines that are drawn for a metric, in the order in which they were drawn first."""
    query = select(Alert).where(Alert.metric_id == metric_id, Alert.state == "on", col(Alert.kind).in_(DRAWN))
    return (await session.exec(query.order_by(col(Alert.id)))).all()


async def get(session: AsyncSession, alert_id: int) -> Alert | None:
    """The alert of this row number."""
    return (await session.exec(select(Alert).where(Alert.id == alert_id))).first()


async def held(session: AsyncSession, alert_id: int) -> Alert | None:
    """The alert of this row number as it is now, held until the transaction ends."""
    query = select(Alert).where(Alert.id == alert_id).with_for_update()
    return (await session.exec(query, execution_options=ANEW)).first()


async def ensure(session: AsyncSession, metric_id: int, *, alert_kind: str, channel_id: str, now: datetime) -> Alert:
    """The one watch of this kind that a channel has over a metric, on or off, held; a new one is off."""
    new = Alert(metric_id=metric_id, kind=alert_kind, channel_id=channel_id, state="off", set_at=now)
    added = await add_once(session, new)
    if added is not None:
        return added
    query = select(Alert).where(Alert.metric_id == metric_id, Alert.kind == alert_kind, Alert.channel_id == channel_id)
    return (await session.exec(query.with_for_update(), execution_options=ANEW)).one()


async def move(session: AsyncSession, channel_id: str, new_id: str) -> None:
    """What was drawn in one channel is told in another, in which nothing is drawn yet."""
    moved = update(Alert).where(col(Alert.channel_id) == channel_id).values(channel_id=new_id)
    await session.exec(moved, execution_options={"synchronize_session": False})


async def drawn(session: AsyncSession) -> Sequence[tuple[Alert, Metric]]:
    """All lines that are drawn, each with its metric, by the metric's name."""
    query = select(Alert, Metric).join(Metric, col(Metric.id) == col(Alert.metric_id))
    query = query.where(Alert.state == "on", col(Alert.kind).in_(DRAWN), col(Metric.archived_at).is_(None))
    return (await session.exec(query.order_by(col(Metric.folded), col(Alert.id)))).all()
