"""See what is owed and what was given up, and let whoever runs Payoff decide what becomes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import workspaces
from storage.posts.table import LOST, PENDING, SENT, UNSEEN, Post

# The states that somebody may have to look after. What is sent or dropped is neither counted nor listed: there may be
# millions of those, and only of these two are there indexes that hold nothing else.
OPEN = {"due": PENDING, "sending": PENDING, "failed": LOST, "unknown": LOST}


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Messages of one channel that failed or are unknown for the same reason."""

    channel_id: str
    state: str
    error: str
    count: int
    # One of them, that stands for all.
    post_id: int


async def count_open(session: AsyncSession) -> dict[str, int]:
    """How many posts there are in each state that is not settled for good."""
    counts = dict.fromkeys(OPEN, 0)
    for condition in (PENDING, LOST):
        query = select(Post.state, func.count(col(Post.id))).where(condition).group_by(Post.state)
        counts |= dict((await session.exec(query)).all())
    return counts


def due_by(now: datetime) -> tuple[Any, ...]:
    """Those whose moment has come, of workspaces in which Payoff may speak now: not removed, not paused."""
    return PENDING, col(Post.due_at) <= now, col(Post.workspace_id).not_in(workspaces.silent(now))


async def count_due(session: AsyncSession, *, now: datetime) -> int:
    """How many posts' moment has come."""
    return (await session.exec(select(func.count(col(Post.id))).where(*due_by(now)))).one()


async def oldest_due(session: AsyncSession, *, now: datetime) -> datetime | None:
    """Since when the longest due post has been due."""
    query = select(Post.due_at).where(*due_by(now)).order_by(col(Post.due_at)).limit(1)
    return (await session.exec(query)).first()


async def count_sent(session: AsyncSession, *, since: datetime) -> int:
    """How many posts were last sent since then; asked of one workspace."""
    return (await session.exec(select(func.count(col(Post.id))).where(SENT, col(Post.settled_at) >= since))).one()


async def find(
    session: AsyncSession,
    *,
    states: Iterable[str],
    channel_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int,
) -> Sequence[Post]:
    """Posts in these states, the longest due first; of one channel, or due within some time, if that is asked.

    `states` are some of those that are `OPEN`.
    """
    wanted = set(states)
    found: list[Post] = []
    for condition in (PENDING, LOST):
        of_these = [state for state in OPEN if state in wanted and OPEN[state] is condition]
        if not of_these:
            continue
        query = select(Post).where(condition, col(Post.state).in_(of_these))
        if channel_id:
            query = query.where(Post.channel_id == channel_id)
        if since is not None:
            query = query.where(col(Post.due_at) >= since)
        if until is not None:
            query = query.where(col(Post.due_at) <= until)
        found += (await session.exec(query.order_by(col(Post.due_at), col(Post.id)).limit(limit))).all()
    return sorted(found, key=lambda post: (post.due_at, post.pk))[:limit]


async def troubles(session: AsyncSession) -> Sequence[Trouble]:
    """What failed or is unknown, by channel and reason; where there is most of it first."""
    columns: Any = (Post.channel_id, Post.state, Post.error, func.count(col(Post.id)), func.max(Post.id))
    query = select(*columns).where(LOST).group_by(*columns[:3])
    rows: Iterable[Any] = (await session.exec(query)).all()
    found = [Trouble(channel_id=row[0], state=row[1], error=row[2], count=row[3], post_id=row[4]) for row in rows]
    return sorted(found, key=lambda each: (-each.count, each.channel_id, each.state, each.error))


async def of_trouble(session: AsyncSession, trouble: Trouble) -> Sequence[int]:
    """The numbers of all posts that are in a trouble."""
    same = (Post.channel_id == trouble.channel_id, Post.state == trouble.state, Post.error == trouble.error)
    return [number for number in (await session.exec(select(Post.id).where(LOST, *same))).all() if number is not None]


async def channels_of(session: AsyncSession, post_ids: Sequence[int]) -> Sequence[str]:
    """The channels in which posts are to be said."""
    return sorted(set((await session.exec(select(Post.channel_id).where(col(Post.id).in_(post_ids)))).all()))


async def try_again(session: AsyncSession, post_ids: Sequence[int], *, now: datetime) -> Sequence[int]:
    """Make posts due now that were given up, or that wait for their next try; returns which these are.

    What is being sent, was sent or was dropped stays as it is.
    """
    session.info["owes"] = True
    values = {"state": "due", "due_at": now, "leased_until": None, "attempts": 0, "error": ""}
    again = update(Post).where(col(Post.id).in_(post_ids), decided_by_hand()).values(**values).returning(col(Post.id))
    return sorted((await session.exec(again, execution_options=UNSEEN)).scalars())


async def drop(session: AsyncSession, post_ids: Sequence[int], *, now: datetime) -> Sequence[int]:
    """Never send posts that wait or were given up; returns which these are."""
    values = {"state": "dropped", "leased_until": None, "settled_at": now}
    never = update(Post).where(col(Post.id).in_(post_ids), decided_by_hand()).values(**values).returning(col(Post.id))
    return sorted((await session.exec(never, execution_options=UNSEEN)).scalars())


def decided_by_hand() -> Any:
    """Given up, or waiting with nobody holding it."""
    return col(Post.state).in_(("failed", "unknown")) | ((Post.state == "due") & (Post.lease == ""))
