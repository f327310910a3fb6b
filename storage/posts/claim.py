"""Claim posts that are due, each with its channel, so that one process sends one message there at a time."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, or_, update
from sqlmodel import UTCDateTime, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import workspaces
from storage.channels import Channel
from storage.posts.table import PENDING, Post
from storage.prepared import Prepared

# How many are looked at for each that is taken: several may be for one channel.
LOOKED_AT = 4

NOW: BindParameter[datetime] = bindparam("now", type_=UTCDateTime())
# Whoever delivers asks this again and again.
DUE = Prepared[tuple[int, int]](
    select(Post.id, Channel.id)
    # PostgreSQL locks in this order: whoever does not get the channel holds none of its posts, and nobody who gets it
    # has to take a later one.
    .select_from(Channel)
    .join(
        Post, (col(Channel.workspace_id) == col(Post.workspace_id)) & (col(Channel.channel_id) == col(Post.channel_id))
    )
    .where(
        PENDING,
        col(Post.due_at) <= NOW,
        or_(col(Post.leased_until).is_(None), col(Post.leased_until) <= NOW),
        col(Channel.next_at) <= NOW,
        # Of a workspace that is installed, and not paused.
        col(Post.workspace_id).not_in(workspaces.silent(NOW)),
    )
    .order_by(col(Post.due_at), col(Post.id))
    .limit(bindparam("looked_at", type_=Integer))
    # No key is changed, so that whoever owes a channel something meanwhile need not wait.
    .with_for_update(skip_locked=True, key_share=True)
)


async def claim(
    session: AsyncSession, *, now: datetime, lease: str, leased_until: datetime, limit: int
) -> Sequence[Post]:
    """Take up posts that are due, or were being sent by someone whose lease ran out; the longest due first.

    Each is of another channel, and each channel is held with it: nobody else speaks there before the lease ends. They
    stay in their state under the lease, which no other claim looks past.
    """
    first: dict[int, int] = {}
    for post_id, channel_row in await DUE.all(session, now=now, looked_at=limit * LOOKED_AT):
        first.setdefault(channel_row, post_id)
    if not first:
        return []
    channels, numbers = list(first)[:limit], list(first.values())[:limit]
    held = {"by": lease, "until": leased_until}
    await holding(len(channels)).run(session, **held, **numbered(channels))
    taken = await taking(len(numbers)).all(session, **held, **numbered(numbers))
    return sorted(taken, key=lambda post: (post.due_at, post.pk))


@cache
def holding(count: int) -> Prepared[Any]:
    """What holds so many channels."""
    values: dict[str, Any] = {"lease": bindparam("by"), "next_at": bindparam("until")}
    return Prepared(update(Channel).where(col(Channel.id).in_(chosen(count))).values(values))


@cache
def taking(count: int) -> Prepared[Post]:
    """What takes so many posts."""
    values: dict[str, Any] = {"lease": bindparam("by"), "leased_until": bindparam("until")}
    return Prepared(update(Post).where(col(Post.id).in_(chosen(count))).values(values).returning(Post))


def chosen(count: int) -> list[BindParameter[int]]:
    """Places for so many row numbers."""
    return [bindparam(name, type_=Integer) for name in numbered(range(count))]


def numbered(numbers: Sequence[int]) -> dict[str, int]:
    """Row numbers, each for its place."""
    return {f"chosen_{place}": number for place, number in enumerate(numbers)}
