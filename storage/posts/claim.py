"""Claim posts that are due, each with its channel, so that one process sends one message there at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import workspaces
from storage.channels import Channel
from storage.posts.table import PENDING, UNSEEN, Post

# How many are looked at for each that is taken: several may be for one channel.
LOOKED_AT = 4


def in_those_that_speak(now: datetime) -> ColumnElement[bool]:
    """Whether a post is of a workspace that is installed, and not paused."""
    return col(Post.workspace_id).not_in(workspaces.silent(now))


async def claim(
    session: AsyncSession, *, now: datetime, lease: str, leased_until: datetime, limit: int
) -> Sequence[Post]:
    """Take up posts that are due, or were being sent by someone whose lease ran out; the longest due first.

    Each is of another channel, and each channel is held with it: nobody else speaks there before the lease ends. They
    stay in their state under the lease, which no other claim looks past.
    """
    free = or_(col(Post.leased_until).is_(None), col(Post.leased_until) <= now)
    due = (
        select(Post.id, Channel.id)
        .join(
            Channel,
            (col(Channel.workspace_id) == col(Post.workspace_id)) & (col(Channel.channel_id) == col(Post.channel_id)),
        )
        .where(PENDING, Post.due_at <= now, free, Channel.next_at <= now, in_those_that_speak(now))
        .order_by(col(Post.due_at), col(Post.id))
        .limit(limit * LOOKED_AT)
        # No key is changed, so that whoever owes a channel something meanwhile need not wait.
        .with_for_update(skip_locked=True, key_share=True)
    )
    first: dict[int | None, int | None] = {}
    for post_id, channel_row in (await session.exec(due)).all():
        first.setdefault(channel_row, post_id)
    if not first:
        return []
    chosen = dict(list(first.items())[:limit])
    hold = update(Channel).where(col(Channel.id).in_(chosen)).values(lease=lease, next_at=leased_until)
    await session.exec(hold, execution_options=UNSEEN)
    take = update(Post).where(col(Post.id).in_(chosen.values())).values(lease=lease, leased_until=leased_until)
    taken = await session.exec(take.returning(Post), execution_options=UNSEEN)
    return sorted(taken.scalars(), key=lambda post: (post.due_at, post.pk))
