"""Keep what came in from Slack, so that what comes twice does its work once."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.adding import once
from storage.prepared import Prepared
from storage.rows import Row


class Arrival(Row, table=True):
    """One event, click, command or submission whose work is done."""

    __table_args__ = (UniqueConstraint("workspace_id", "key_text"),)

    key_text: str
    at: datetime


class Repeated(Exception):
    """A request came a second time; its work is done."""


async def insert(session: AsyncSession, key_text: str, *, now: datetime | None) -> None:
    """Remember that a request's work is being done, together with that work.

    Raises:
        Repeated: it was done before.
        ValueError: `now` is missing.
    """
    if now is None:
        raise ValueError("An arrival needs the moment at which it came.")
    if not await inserting(session.get_bind().dialect.name).run(session, key_text=key_text, at=now):
        raise Repeated(key_text)


@cache
def inserting(dialect: str) -> Prepared[Any]:
    """What inserts an arrival, unless it is there: by the bare table, for nobody looks at the row again."""
    return Prepared(once(Arrival, dialect), inserts=("key_text", "at"))


async def is_known(session: AsyncSession, arrival: str) -> bool:
    """Whether a request's work is done."""
    found = await session.exec(select(Arrival.id).where(Arrival.key_text == arrival))
    return found.first() is not None


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Forget requests that are too old for Slack to send again."""
    await session.exec(delete(Arrival).where(col(Arrival.at) < before))
