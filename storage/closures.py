"""Keep which channels take no message at present, since when, and what waits for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.posts import Post
from storage.posts.table import LOST, PENDING
from storage.prepared import Prepared
from storage.rows import Row

# Closed again this soon after somebody tried, a channel was never open.
SAME = timedelta(hours=1)
UNSEEN = {"synchronize_session": False}


class Closure(Row, table=True):
    """A channel that Slack lets Payoff say nothing in, and for what reason."""

    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    channel_id: str
    # Slack's code for it.
    code: str
    since: datetime
    # When somebody asked to try it again: until Slack refuses anew, it counts as open.
    tried_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing is to be tried there."""
        return self.tried_at is None


# Asked before every message.
OF_CHANNEL = Prepared[Closure](select(Closure).where(col(Closure.channel_id) == bindparam("channel_id")))


async def of(session: AsyncSession, channel_id: str) -> Closure | None:
    """What a channel is closed for; None: it is open."""
    return await OF_CHANNEL.first(session, channel_id=channel_id)


async def among(session: AsyncSession, channel_ids: Sequence[str]) -> Sequence[Closure]:
    """Those of these channels that are closed; in a session over all workspaces, in any of them."""
    found = await session.exec(select(Closure).where(col(Closure.channel_id).in_(channel_ids)))
    return [closure for closure in found.all() if closure.is_closed]


async def close(session: AsyncSession, channel_id: str, code: str, *, now: datetime) -> Closure:
    """Close a channel; one that is closed already stays so since when it was, perhaps for another reason."""
    closure = await of(session, channel_id)
    if closure is None:
        closure = Closure(channel_id=channel_id, code=code, since=now)
    elif closure.tried_at is not None and now - closure.tried_at > SAME:
        closure.since = now
    closure.code, closure.tried_at = code, None
    session.add(closure)
    await session.flush()
    return closure


async def reopen(session: AsyncSession, channel_id: str) -> Closure | None:
    """Take a channel for open again; returns what it was closed for."""
    closure = await of(session, channel_id)
    if closure is not None:
        await session.delete(closure)
    return closure


async def every(session: AsyncSession) -> Sequence[Closure]:
    """All channels that are closed."""
    return (await session.exec(select(Closure).order_by(col(Closure.id)))).all()


async def awaits(session: AsyncSession, channel_id: str) -> bool:
    """Whether anything is still to be said in a channel, or was given up there."""
    for waiting in (PENDING, LOST):
        # In the order of the index of what waits, so that no database looks through all that was said.
        query = select(Post.id).where(waiting, Post.channel_id == channel_id).order_by(col(Post.due_at)).limit(1)
        if (await session.exec(query)).first() is not None:
            return True
    return False


async def let_go(session: AsyncSession, codes: Sequence[str], *, channel_id: str = "") -> int:
    """What was held for one of these reasons is due again, in one channel or in all; what nobody could look for is.

    Each keeps the moment at which it was due, so that what is late can say so. Returns how many posts that is.
    """
    session.info["owes"] = True
    held = [col(Post.error).in_(codes), *([col(Post.channel_id) == channel_id] if channel_id else [])]
    count = 0
    for before, after in (("failed", "due"), ("unknown", "sending")):
        again = update(Post).where(LOST, *held, col(Post.state) == before)
        again = again.values(state=after, attempts=0, error="", leased_until=None).returning(col(Post.id))
        count += len((await session.exec(again, execution_options=UNSEEN)).all())
    return count


async def told(session: AsyncSession, closure: Closure) -> Sequence[Post]:
    """The messages that told people of a closure."""
    # Slack's ids have nothing in them that a pattern would take for more than itself.
    return (await session.exec(select(Post).where(col(Post.key_text).like(f"{key_of(closure)}%")))).all()


def key_of(closure: Closure) -> str:
    """What the keys of the messages begin with that tell of a closure."""
    return f"closed:{closure.channel_id}:{closure.since:%Y-%m-%dT%H:%M:%S}:"
