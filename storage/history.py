"""Keep who changed what, from what to what, and why; nothing here is ever changed or removed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Permanent, one_of

SUBJECTS = ("metric", "outcome", "release", "promise", "checkin", "team", "workspace", "post", "person")


class Change(Permanent, table=True):
    """One change of one field of one thing."""

    __table_args__ = (
        Index("ix_change_subject", "workspace_id", "subject", "subject_id"),
        one_of("subject", *SUBJECTS),
    )

    subject: str
    subject_id: int
    # Slack user id; "" is Payoff itself (the clock).
    who: str = ""
    # What changed, as a person would say it: "window", "state", "owner".
    what: str
    old: str = ""
    new: str = ""
    why: str = ""
    at: datetime


async def record(
    session: AsyncSession,
    subject: str,
    row_id: int,
    *,
    who: str,
    what: str,
    old: str,
    new: str,
    why: str = "",
    at: datetime,
) -> Change:
    """Write down a change in the transaction that makes it."""
    change = Change(subject=subject, subject_id=row_id, who=who, what=what, old=old, new=new, why=why, at=at)
    session.add(change)
    return change


async def get(session: AsyncSession, change_id: int) -> Change | None:
    """The change of this row number."""
    return (await session.exec(select(Change).where(Change.id == change_id))).first()


async def changes_of(
    session: AsyncSession, subject: str, row_id: int, *, what: str = "", limit: int = 50
) -> Sequence[Change]:
    """The last changes of one thing (or of one field of it), the newest first."""
    query = select(Change).where(Change.subject == subject, Change.subject_id == row_id)
    if what:
        query = query.where(Change.what == what)
    return (await session.exec(query.order_by(col(Change.id).desc()).limit(limit))).all()


async def within(
    session: AsyncSession, subject: str, row_ids: Sequence[int], start: datetime, end: datetime
) -> Sequence[Change]:
    """What changed of several things from `start` up to, not including, `end`, the oldest first."""
    query = select(Change).where(
        Change.subject == subject, col(Change.subject_id).in_(row_ids), col(Change.at) >= start, col(Change.at) < end
    )
    return (await session.exec(query.order_by(col(Change.id)))).all()


async def after(session: AsyncSession, since: datetime) -> Sequence[Change]:
    """All that changed after a moment, the oldest first."""
    return (
        await session.exec(select(Change).where(col(Change.at) > since).order_by(col(Change.at), col(Change.id)))
    ).all()
