"""Keep releases, what makes each good enough to ship, and who follows it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint, bindparam
from sqlmodel import Field, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.names import begins
from storage.prepared import Prepared, numbered
from storage.rows import Row, looks_back, one_of

STATES = ("draft", "planned", "scheduled", "shipped", "reviewing", "closed", "cancelled")


class Release(Row, table=True):
    """A slice to ship: key, name, window, state, owner."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        one_of("state", *STATES),
        one_of("confidence", "", "low", "medium", "high"),
        one_of("why_now", "", "ready", "external_date", "internal_deadline"),
    )

    # Counts up within a workspace: REL-7.
    number: int
    team_id: int = Field(foreign_key="team.id", index=True)
    name: str
    folded: str = Field(index=True)
    description: str = ""
    state: str = "draft"
    window_from: date | None = None
    window_to: date | None = None
    confidence: str = ""
    why_now: str = ""
    # A maintenance release is exempt from the gate, with a reason, and counted apart.
    maintenance: bool = False
    exempt_why: str = ""
    # Scheduled without an outcome, by whom and why, where the team's gate warns or a role overrode it.
    override_by: str = ""
    override_why: str = ""
    owner_id: str = ""
    deputy_id: str = ""
    feature_count: int | None = None
    # What it costs, in minor units of `cost_currency`: once, and each month since it shipped; None where nobody said.
    cost_once: int | None = Field(default=None, sa_type=BigInteger)
    cost_monthly: int | None = Field(default=None, sa_type=BigInteger)
    cost_currency: str = ""
    # Person-days: estimated before it shipped, and spent on it; None where nobody said.
    effort_estimated: float | None = None
    effort_spent: float | None = None
    revision: int = 1
    created_by: str = ""
    created_at: datetime
    scheduled_at: datetime | None = None
    shipped_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None


class Criterion(Row, table=True):
    """One thing that must be true for a release to be good enough to ship."""

    release_id: int = Field(foreign_key="release.id", index=True)
    position: int = 0
    text: str
    owner_id: str = ""
    evidence: str = ""
    agreed_by: str = ""
    agreed_at: datetime | None = None


class Follower(Row, table=True):
    """Someone who is told of every change of a release."""

    __table_args__ = (UniqueConstraint("release_id", "user_id"),)

    release_id: int = Field(foreign_key="release.id", index=True)
    user_id: str
    since: datetime
    # When the message began that tells of changes: what changes within a minute of that is told in the same one.
    told_from: datetime | None = None


NAMED = select(Release).order_by(col(Release.state) == "cancelled", col(Release.number).desc())
# Asked by almost every command.
CALLED = Prepared[Release](NAMED.where(or_(col(Release.number) == bindparam("number"), begins(col(Release.folded)))))
# Asked every week of every channel, of which most plan nothing.
ANY_OF = Prepared[int](select(Release.id).where(col(Release.team_id) == bindparam("team_id")).limit(1))


async def get(session: AsyncSession, release_id: int) -> Release | None:
    """The release of this row number."""
    return await numbered(Release).first(session, its_id=release_id)


async def by_number(session: AsyncSession, number: int) -> Release | None:
    """The release of this key: 7 is REL-7."""
    return (await session.exec(select(Release).where(Release.number == number))).first()


async def next_number(session: AsyncSession) -> int:
    """The number that the next release's key gets."""
    return ((await session.exec(select(func.max(Release.number)))).one() or 0) + 1


async def has_any(session: AsyncSession, team_id: int) -> bool:
    """Whether a team has ever planned anything."""
    return await ANY_OF.first(session, team_id=team_id) is not None


async def named(session: AsyncSession) -> Sequence[Release]:
    """All releases that a name may mean, newest first; cancelled ones last."""
    return (await session.exec(NAMED)).all()


async def called(session: AsyncSession, *, typed: str, inner: str, number: int) -> Sequence[Release]:
    """The releases with whose names one of two texts begins, and that of a number, in the same order.

    All of them where names are those of another day.
    """
    if looks_back(session):
        return await named(session)
    return await CALLED.all(session, typed=typed, inner=inner, number=number)


async def in_states(session: AsyncSession, *states: str, team_id: int | None = None) -> Sequence[Release]:
    """Releases in any of these states (in all, when none is named), by window, those without one last."""
    query = select(Release).order_by(col(Release.window_from).is_(None), col(Release.window_from), col(Release.number))
    if states:
        query = query.where(col(Release.state).in_(states))
    if team_id is not None:
        query = query.where(Release.team_id == team_id)
    return (await session.exec(query)).all()


async def shipped_between(
    session: AsyncSession, start: datetime, end: datetime, team_id: int | None = None
) -> Sequence[Release]:
    """Releases that shipped from `start` up to, not including, `end`; the oldest first."""
    query = select(Release).where(col(Release.shipped_at) >= start, col(Release.shipped_at) < end)
    if looks_back(session):
        query = select(Release).where(col(Release.shipped_at).is_not(None))
    if team_id is not None:
        query = query.where(Release.team_id == team_id)
    found = (await session.exec(query.order_by(col(Release.shipped_at), col(Release.number)))).all()
    if not looks_back(session):
        return found
    then = [release for release in found if release.shipped_at is not None and start <= release.shipped_at < end]
    return sorted(then, key=lambda release: (release.shipped_at or start, release.number))


async def windows_between(session: AsyncSession, first: date, last: date) -> Sequence[Release]:
    """Releases whose window touches the days from `first` to `last`, cancelled ones left out."""
    query = select(Release).where(
        col(Release.window_from) <= last, col(Release.window_to) >= first, Release.state != "cancelled"
    )
    return (await session.exec(query.order_by(col(Release.window_from), col(Release.number)))).all()


async def of_person(session: AsyncSession, user_id: str) -> Sequence[Release]:
    """Releases in motion that someone owns, or stands in for."""
    query = select(Release).where(
        or_(Release.owner_id == user_id, Release.deputy_id == user_id),
        col(Release.state).not_in(("closed", "cancelled")),
    )
    return (await session.exec(query.order_by(col(Release.window_from), col(Release.number)))).all()


async def criteria_of(session: AsyncSession, release_id: int) -> Sequence[Criterion]:
    """What makes a release good enough, in the team's order."""
    query = select(Criterion).where(Criterion.release_id == release_id)
    return (await session.exec(query.order_by(col(Criterion.position), col(Criterion.id)))).all()


async def criterion(session: AsyncSession, criterion_id: int) -> Criterion | None:
    """One criterion by its row number."""
    return (await session.exec(select(Criterion).where(Criterion.id == criterion_id))).first()


async def followers_of(session: AsyncSession, release_id: int) -> Sequence[Follower]:
    """Who is told of changes, in the order in which they began to follow."""
    query = select(Follower).where(Follower.release_id == release_id)
    return (await session.exec(query.order_by(col(Follower.since), col(Follower.id)))).all()


async def follower(session: AsyncSession, release_id: int, user_id: str) -> Follower | None:
    """Someone's following of a release."""
    query = select(Follower).where(Follower.release_id == release_id, Follower.user_id == user_id)
    return (await session.exec(query)).first()
