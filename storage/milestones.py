"""Keep milestones: the values that an outcome passes on its way, each by its day."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.outcomes import Outcome
from storage.prepared import Prepared
from storage.rows import Row, one_of


class Milestone(Row, table=True):
    """One value on an outcome's way. It is passed once, by the reading that reaches it."""

    __table_args__ = (
        UniqueConstraint("outcome_id", "value"),
        one_of("state", "open", "passed", "removed"),
    )

    outcome_id: int = Field(foreign_key="outcome.id", index=True)
    # In the metric's unit.
    value: float
    due: date | None = None
    state: str = "open"
    # When the number was there, and what it was.
    passed_at: datetime | None = None
    passed_value: float | None = None
    who: str = ""
    created_at: datetime


async def get(session: AsyncSession, milestone_id: int) -> Milestone | None:
    """The milestone of this row number."""
    return (await session.exec(select(Milestone).where(Milestone.id == milestone_id))).first()


async def of_outcome(session: AsyncSession, outcome_id: int) -> Sequence[Milestone]:
    """An outcome's milestones, by value; those that were taken away left out."""
    query = select(Milestone).where(Milestone.outcome_id == outcome_id, Milestone.state != "removed")
    return (await session.exec(query.order_by(col(Milestone.value)))).all()


async def at_value(session: AsyncSession, outcome_id: int, value: float) -> Milestone | None:
    """An outcome's milestone at a value, one that was taken away too."""
    query = select(Milestone).where(Milestone.outcome_id == outcome_id, Milestone.value == value)
    return (await session.exec(query)).first()


# Asked for every reading that is saved.
TO_PASS = Prepared[Milestone](
    select(Milestone)
    .join(Outcome, col(Outcome.id) == col(Milestone.outcome_id))
    .where(col(Outcome.metric_id) == bindparam("metric_id"), Outcome.state == "open", col(Milestone.state) == "open")
    .order_by(col(Milestone.value), col(Milestone.id))
)


async def to_pass(session: AsyncSession, metric_id: int) -> Sequence[Milestone]:
    """The milestones that a metric still has to reach, by value."""
    return await TO_PASS.all(session, metric_id=metric_id)
