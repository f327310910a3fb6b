"""Keep what came in from Slack, so that what comes twice does its work once."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Row, add_once


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
    if await add_once(session, Arrival(key_text=key_text, at=now)) is None:
        raise Repeated(key_text)


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Forget requests that are too old for Slack to send again."""
    await session.exec(delete(Arrival).where(col(Arrival.at) < before))
