"""Keep shares: how much of what a metric moved each release gets, as people agreed; another agreement is new rows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Permanent, one_of

RULES = ("proposal", "weeks", "promise", "none", "typed")


class Share(Permanent, table=True):
    """What one of several promises on one metric gets. Of several editions among the same the highest counts."""

    __table_args__ = (
        UniqueConstraint("among", "promise_id", "edition"),
        one_of("rule", *RULES),
    )

    # The row numbers of the promises that share it, in order: "12,15".
    among: str = Field(index=True)
    promise_id: int = Field(foreign_key="promise.id")
    edition: int = 1
    rule: str
    # In the metric's unit, 0 or more, in the direction in which it moved.
    size: float
    who: str
    at: datetime


async def agreed(session: AsyncSession, groups: Sequence[str]) -> dict[str, list[Share]]:
    """What was agreed last among each of these that have agreed, by promise."""
    found: dict[str, list[Share]] = {}
    query = select(Share).where(col(Share.among).in_(groups)).order_by(col(Share.edition), col(Share.promise_id))
    for share in (await session.exec(query)).all():
        if share.among in found and found[share.among][0].edition != share.edition:
            found[share.among] = []
        found.setdefault(share.among, []).append(share)
    return found


async def next_edition(session: AsyncSession, group: str) -> int:
    """The edition that the next agreement among them is."""
    return ((await session.exec(select(func.max(Share.edition)).where(Share.among == group))).one() or 0) + 1
