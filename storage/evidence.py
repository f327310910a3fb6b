"""Keep evidence: the messages, links and readings that a release's verdict rests on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import Row, one_of


class Evidence(Row, table=True):
    """One thing that speaks for or against a release."""

    __table_args__ = (
        UniqueConstraint("release_id", "source_key"),
        one_of("kind", "message", "link", "reading", "words"),
    )

    release_id: int = Field(foreign_key="release.id", index=True)
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    kind: str
    # What makes it the same evidence when it comes twice: "message:C1:1700000000.000100", "link:https://…".
    source_key: str
    quote: str = ""
    link: str = ""
    author_id: str = ""
    added_by: str = ""
    added_at: datetime


async def of_release(session: AsyncSession, release_id: int) -> Sequence[Evidence]:
    """What speaks for or against a release, the oldest first."""
    query = select(Evidence).where(Evidence.release_id == release_id)
    return (await session.exec(query.order_by(col(Evidence.added_at), col(Evidence.id)))).all()


async def of_verdict(session: AsyncSession, verdict_id: int) -> Sequence[Evidence]:
    """What a verdict rests on."""
    query = select(Evidence).where(Evidence.verdict_id == verdict_id)
    return (await session.exec(query.order_by(col(Evidence.id)))).all()


async def by_source(session: AsyncSession, release_id: int, source_key: str) -> Evidence | None:
    """The evidence that came from here before, if it did."""
    query = select(Evidence).where(Evidence.release_id == release_id, Evidence.source_key == source_key)
    return (await session.exec(query)).first()
