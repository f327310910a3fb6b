"""Count what Payoff said of its own accord, and what came of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.checkins import CheckIn
from storage.posts import Post
from storage.verdicts import Verdict


async def messages_by_kind(session: AsyncSession, since: datetime) -> dict[str, int]:
    """How many messages of each kind were sent since a moment; one that changed later is one."""
    query = (
        select(Post.kind, func.count(col(Post.id)))
        # Slack's timestamp of a message is when it was sent, in seconds; a later change of it leaves that alone.
        .where(col(Post.ts) >= f"{since.timestamp():.6f}")
        .group_by(col(Post.kind))
    )
    return dict((await session.exec(query)).all())


async def answers_since(session: AsyncSession, since: datetime) -> Sequence[tuple[CheckIn, Verdict]]:
    """The check-ins that were answered first since a moment, each with that answer."""
    query = select(CheckIn, Verdict).join(Verdict, col(Verdict.checkin_id) == col(CheckIn.id))
    query = query.where(Verdict.edition == 1, col(Verdict.at) >= since)
    return (await session.exec(query.order_by(col(Verdict.id)))).all()
