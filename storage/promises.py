"""Keep promises: this release moves this outcome by this much."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import numbered
from storage.releases import Release
from storage.rows import Row, one_of
from storage.teams import Team


class Promise(Row, table=True):
    """How much a release is promised to move an outcome, and what that would be worth.

    Amounts are changes in the metric's unit; for a metric that should fall they are negative.
    """

    __table_args__ = (
        UniqueConstraint("release_id", "outcome_id"),
        one_of("state", "open", "frozen", "withdrawn"),
        one_of("worth_by", "", "productivity", "revenue"),
    )

    release_id: int = Field(foreign_key="release.id", index=True)
    outcome_id: int = Field(foreign_key="outcome.id", index=True)
    # The outcome's version that was promised; frozen when the release ships.
    outcome_version: int
    low: float
    likely: float
    high: float
    # How sure, in percent.
    sure: int = 50
    # What happens if it does not work, in the team's own words.
    otherwise: str = ""
    # Worth a year, in minor units ("cents") of `currency`; empty when nobody put money on it.
    worth_low: int | None = Field(default=None, sa_type=BigInteger)
    worth_likely: int | None = Field(default=None, sa_type=BigInteger)
    worth_high: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = ""
    # How that was worked out: "" as typed, or the calculator, with what it was given (numbers as plain digits).
    worth_by: str = ""
    worth_inputs: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    state: str = "open"
    promised_by: str = ""
    promised_at: datetime
    frozen_at: datetime | None = None


async def get(session: AsyncSession, promise_id: int) -> Promise | None:
    """The promise of this row number."""
    return await numbered(Promise).first(session, its_id=promise_id)


async def of_release(session: AsyncSession, release_id: int) -> Sequence[Promise]:
    """What a release promises, in the order in which it was promised; withdrawn ones left out."""
    query = select(Promise).where(Promise.release_id == release_id, Promise.state != "withdrawn")
    return (await session.exec(query.order_by(col(Promise.id)))).all()


async def of_releases(session: AsyncSession, release_ids: Sequence[int]) -> Sequence[Promise]:
    """What several releases promise."""
    query = select(Promise).where(col(Promise.release_id).in_(release_ids), Promise.state != "withdrawn")
    return (await session.exec(query.order_by(col(Promise.id)))).all()


async def on_outcome(session: AsyncSession, outcome_id: int) -> Sequence[Promise]:
    """What was promised to move one outcome, newest first."""
    query = select(Promise).where(Promise.outcome_id == outcome_id, Promise.state != "withdrawn")
    return (await session.exec(query.order_by(col(Promise.promised_at).desc(), col(Promise.id).desc()))).all()


async def channels_of_frozen(session: AsyncSession) -> Sequence[str]:
    """The channels of the teams whose releases shipped with a promise."""
    query = (
        select(Team.channel_id)
        .join(Release, col(Release.team_id) == col(Team.id))
        .join(Promise, col(Promise.release_id) == col(Release.id))
        .where(Promise.state == "frozen")
    )
    return (await session.exec(query.distinct())).all()


async def frozen(session: AsyncSession) -> Sequence[Promise]:
    """All promises of releases that have shipped, newest first."""
    query = select(Promise).where(Promise.state == "frozen")
    return (await session.exec(query.order_by(col(Promise.promised_at).desc(), col(Promise.id).desc()))).all()
