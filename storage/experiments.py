"""Keep experiments: of each hypothesis, how many of how many did it, with the change and without."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Permanent, one_of


class ArmCount(Permanent, table=True):
    """One arm of an outcome's experiment, counted from its beginning: the count known last replaces the others."""

    __tablename__ = "arm_count"
    __table_args__ = (
        one_of("arm", "control", "variant"),
        CheckConstraint("hits BETWEEN 0 AND n", name="hits"),
    )

    outcome_id: int = Field(foreign_key="outcome.id", index=True)
    arm: str
    hits: int
    n: int
    known_at: datetime
    who: str = ""


async def of_outcome(session: AsyncSession, outcome_id: int) -> Sequence[ArmCount]:
    """All counts of an outcome's experiment, the newest first."""
    query = select(ArmCount).where(ArmCount.outcome_id == outcome_id)
    return (await session.exec(query.order_by(col(ArmCount.known_at).desc(), col(ArmCount.id).desc()))).all()
