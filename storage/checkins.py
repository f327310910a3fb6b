"""Keep check-ins: one look at one promise, due at a moment after shipping."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import numbered
from storage.releases import Release
from storage.rows import Row, one_of

STATES = ("planned", "asked", "answered", "skipped", "cancelled", "missed")


class CheckIn(Row, table=True):
    """One look at one promise."""

    __tablename__ = "checkin"
    __table_args__ = (
        UniqueConstraint("promise_id", "day"),
        one_of("state", *STATES),
        Index("ix_checkin_state_due", "state", "due_at"),
    )

    promise_id: int = Field(foreign_key="promise.id", index=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    team_id: int = Field(foreign_key="team.id")
    # Days after shipping: 7, 30, 90.
    day: int
    due_at: datetime
    state: str = "planned"
    asked_at: datetime | None = None
    # Put off until then, by a person: nothing is asked or reminded before.
    snoozed_until: datetime | None = None
    # The post in which it was asked last: reminders go into its thread, answers into its text.
    asked_in: int | None = Field(default=None, foreign_key="post.id")
    reminders: int = 0
    reminded_at: datetime | None = None
    # When it was asked for the last time, the deputy included; the weekly review then lists it, once.
    asked_out_at: datetime | None = None
    listed_at: datetime | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    skipped_why: str = ""

    @property
    def is_cut_short(self) -> bool:
        """Whether nobody takes it any more: its outcome was closed before, or its promise withdrawn."""
        return self.state == "cancelled"


OPEN = ("planned", "asked")


async def get(session: AsyncSession, checkin_id: int) -> CheckIn | None:
    """The check-in of this row number."""
    return await numbered(CheckIn).first(session, its_id=checkin_id)


async def of_release(session: AsyncSession, release_id: int) -> Sequence[CheckIn]:
    """A release's check-ins, by when they are due."""
    query = select(CheckIn).where(CheckIn.release_id == release_id)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def of_promise(session: AsyncSession, promise_id: int) -> Sequence[CheckIn]:
    """A promise's check-ins, by when they are due."""
    query = select(CheckIn).where(CheckIn.promise_id == promise_id)
    return (await session.exec(query.order_by(col(CheckIn.due_at)))).all()


async def of_promises(session: AsyncSession, promise_ids: Sequence[int]) -> Sequence[CheckIn]:
    """The check-ins of several promises, by when they are due."""
    query = select(CheckIn).where(col(CheckIn.promise_id).in_(promise_ids))
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def last_of(session: AsyncSession, promise_ids: Sequence[int]) -> dict[int, CheckIn]:
    """The last look at each of these promises, by when they are due."""
    return {look.promise_id: look for look in await of_promises(session, promise_ids)}


async def due_in(session: AsyncSession, team_id: int, now: datetime) -> Sequence[CheckIn]:
    """A team's check-ins that nobody has answered and whose time has come."""
    query = select(CheckIn).where(CheckIn.team_id == team_id, col(CheckIn.state).in_(OPEN), col(CheckIn.due_at) <= now)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def open_ones(session: AsyncSession, team_id: int | None = None) -> Sequence[CheckIn]:
    """Check-ins that are still to come or to be answered, by when they are due."""
    query = select(CheckIn).where(col(CheckIn.state).in_(OPEN))
    if team_id is not None:
        query = query.where(CheckIn.team_id == team_id)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def unanswered(session: AsyncSession) -> Sequence[CheckIn]:
    """Check-ins that are still to come or to be answered, missed ones among them, by when they are due."""
    query = select(CheckIn).where(col(CheckIn.state).in_((*OPEN, "missed")))
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def answered_since(session: AsyncSession, since: datetime) -> Sequence[CheckIn]:
    """Check-ins that were answered since a moment, the newest answer first."""
    query = select(CheckIn).where(CheckIn.state == "answered", col(CheckIn.answered_at) >= since)
    return (await session.exec(query.order_by(col(CheckIn.answered_at).desc(), col(CheckIn.id)))).all()


async def open_with_releases(session: AsyncSession, now: datetime) -> Sequence[tuple[CheckIn, Release]]:
    """Check-ins that nobody has answered and whose time has come, each with its release, by when they were due."""
    query = select(CheckIn, Release).join(Release, col(Release.id) == col(CheckIn.release_id))
    query = query.where(col(CheckIn.state).in_(OPEN), col(CheckIn.due_at) <= now)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def asked_in(session: AsyncSession, post_id: int) -> Sequence[CheckIn]:
    """The check-ins that one message asked, in its order."""
    query = select(CheckIn).where(CheckIn.asked_in == post_id)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()


async def due_between(session: AsyncSession, start: datetime, end: datetime) -> Sequence[tuple[CheckIn, Release]]:
    """Check-ins whose time came from `start` up to, not including, `end`, each with its release, by when."""
    query = select(CheckIn, Release).join(Release, col(Release.id) == col(CheckIn.release_id))
    query = query.where(col(CheckIn.due_at) >= start, col(CheckIn.due_at) < end)
    return (await session.exec(query.order_by(col(CheckIn.due_at), col(CheckIn.id)))).all()
