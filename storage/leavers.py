"""Keep who has left Slack: nobody writes to them any more, nor is anything theirs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import Prepared
from storage.rows import Row


class Leaver(Row, table=True):
    """Someone whose Slack account is gone."""

    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    user_id: str
    left_at: datetime


# Asked before every direct message.
OF_PERSON = Prepared[Leaver](select(Leaver).where(col(Leaver.user_id) == bindparam("user_id")))


async def of(session: AsyncSession, user_id: str) -> Leaver | None:
    """Someone's leaving; None: they are here."""
    return await OF_PERSON.first(session, user_id=user_id)


async def among(session: AsyncSession, user_ids: Sequence[str]) -> Sequence[Leaver]:
    """Those of these people who have left; in a session over all workspaces, in any of them."""
    return (await session.exec(select(Leaver).where(col(Leaver.user_id).in_(user_ids)))).all()
