"""Keep sealed forecasts: what each person expects of a promise, which nobody else reads before it opens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.outcomes import Outcome
from storage.promises import Promise
from storage.releases import Release
from storage.rows import Row


class Forecast(Row, table=True):
    """What one person expects of one promise. Amounts are changes in the metric's unit, with their sign.

    The numbers are left out of its printed form: what is printed may end in a log.
    """

    __table_args__ = (
        UniqueConstraint("promise_id", "user_id"),
        CheckConstraint("chance BETWEEN 0 AND 100", name="chance"),
    )

    promise_id: int = Field(foreign_key="promise.id", index=True)
    user_id: str = Field(index=True)
    # That the promise is hit, in percent.
    chance: int = Field(repr=False)
    # By how much it moves, where someone said.
    low: float | None = Field(default=None, repr=False)
    likely: float | None = Field(default=None, repr=False)
    high: float | None = Field(default=None, repr=False)
    made_at: datetime
    changed_at: datetime
    # With the final verdict; before that only its author reads it.
    opened_at: datetime | None = None


async def count(session: AsyncSession, promise_ids: Sequence[int]) -> dict[int, int]:
    """How many sealed forecasts there are of each of these promises that has any: all that is told of them early."""
    query = select(Forecast.promise_id, func.count(col(Forecast.id))).where(
        col(Forecast.promise_id).in_(promise_ids), col(Forecast.opened_at).is_(None)
    )
    return dict((await session.exec(query.group_by(col(Forecast.promise_id)))).all())


async def own(session: AsyncSession, promise_id: int, user_id: str) -> Forecast | None:
    """What someone forecast of a promise, for that person's eyes."""
    query = select(Forecast).where(Forecast.promise_id == promise_id, Forecast.user_id == user_id)
    return (await session.exec(query)).first()


async def unseal(session: AsyncSession, promise_id: int, now: datetime) -> Sequence[Forecast]:
    """Open what is sealed of a promise; returns all that was forecast of it."""
    query = select(Forecast).where(Forecast.promise_id == promise_id).order_by(col(Forecast.id)).with_for_update()
    found = (await session.exec(query)).all()
    for forecast in found:
        forecast.opened_at = forecast.opened_at or now
        session.add(forecast)
    return found


async def opened_of(session: AsyncSession, promise_id: int) -> Sequence[Forecast]:
    """What was forecast of a promise, once it is open."""
    query = select(Forecast).where(Forecast.promise_id == promise_id, col(Forecast.opened_at).is_not(None))
    return (await session.exec(query.order_by(col(Forecast.id)))).all()


async def of_person(session: AsyncSession, user_id: str) -> Sequence[Forecast]:
    """What someone forecast, open or not, for that person's eyes; the oldest first."""
    return (await session.exec(select(Forecast).where(Forecast.user_id == user_id).order_by(col(Forecast.id)))).all()


async def about_what(session: AsyncSession, user_id: str) -> Sequence[tuple[Forecast, Release, Outcome]]:
    """What someone forecast, with the release and the outcome it is about, for that person's eyes; the oldest first."""
    query = (
        select(Forecast, Release, Outcome)
        .join(Promise, col(Promise.id) == col(Forecast.promise_id))
        .join(Release, col(Release.id) == col(Promise.release_id))
        .join(Outcome, col(Outcome.id) == col(Promise.outcome_id))
        .where(Forecast.user_id == user_id)
    )
    return (await session.exec(query.order_by(col(Forecast.id)))).all()


async def opened_of_team(session: AsyncSession, team_id: int) -> Sequence[Forecast]:
    """What was forecast of a team's promises and is open, the oldest first."""
    query = (
        select(Forecast)
        .join(Promise, col(Promise.id) == col(Forecast.promise_id))
        .join(Release, col(Release.id) == col(Promise.release_id))
        .where(Release.team_id == team_id, col(Forecast.opened_at).is_not(None))
    )
    return (await session.exec(query.order_by(col(Forecast.id)))).all()
