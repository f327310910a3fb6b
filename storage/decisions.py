"""Keep what was decided about releases, with the evidence as it stood; another decision is a new row."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Permanent, one_of

WORDS = ("scale", "hold", "iterate", "stop")


class Decision(Permanent, table=True):
    """One decision about a promise of a release. Of several the newest counts."""

    __table_args__ = (one_of("word", *WORDS),)

    release_id: int = Field(foreign_key="release.id", index=True)
    # None where the release promised nothing.
    promise_id: int | None = Field(default=None, foreign_key="promise.id", index=True)
    # The answer to a check-in that it was decided with.
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    word: str
    why: str = ""
    who: str
    at: datetime
    # What it rests on, as it stood then: the verdict, the number and the change seen.
    verdict: str = ""
    after: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    # Whether there was evidence: a verified verdict, enough readings, or what someone brought.
    backed: bool = False


async def of_release(session: AsyncSession, release_id: int) -> Sequence[Decision]:
    """What was decided about a release, the newest first."""
    query = select(Decision).where(Decision.release_id == release_id)
    return (await session.exec(query.order_by(col(Decision.id).desc()))).all()


async def of_promise(session: AsyncSession, promise_id: int) -> Sequence[Decision]:
    """What was decided about a promise, the newest first."""
    query = select(Decision).where(Decision.promise_id == promise_id)
    return (await session.exec(query.order_by(col(Decision.id).desc()))).all()
