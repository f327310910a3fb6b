"""Claim posts that are due, each with its channel, so that one process sends one message there at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, or_, update
from sqlmodel import UTCDateTime, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import workspaces
from storage.channels import Channel
from storage.posts.table import PENDING, UNSEEN, Post

# How many are looked at for each that is taken: several may be for one channel.
LOOKED_AT = 4

# Built once: whoever delivers asks this again and again.
NOW: BindParameter[datetime] = bindparam("now", type_=UTCDateTime())
DUE = (
    select(Post.id, Channel.id)
    .join(
        Channel,
        (col(Channel.workspace_id) == col(Post.workspace_id)) & (col(Channel.channel_id) == col(Post.channel_id)),
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
HELD: dict[str, Any] = {"lease": bindparam("by"), "next_at": bindparam("until")}
HOLD = update(Channel).where(col(Channel.id).in_(bindparam("chosen", expanding=True))).values(HELD)
TAKEN: dict[str, Any] = {"lease": bindparam("by"), "leased_until": bindparam("until")}
TAKE = update(Post).where(col(Post.id).in_(bindparam("chosen", expanding=True))).values(TAKEN).returning(Post)


async def claim(
    session: AsyncSession, *, now: datetime, lease: str, leased_until: datetime, limit: int
) -> Sequence[Post]:
    """Take up posts that are due, or were being sent by someone whose lease ran out; the longest due first.

    Each is of another channel, and each channel is held with it: nobody else speaks there before the lease ends. They
    stay in their state under the lease, which no other claim looks past.
    """
    due = await session.exec(DUE, params={"now": now, "looked_at": limit * LOOKED_AT})
    first: dict[int | None, int | None] = {}
    for post_id, channel_row in due.all():
        first.setdefault(channel_row, post_id)
    if not first:
        return []
    channels, numbers = list(first)[:limit], list(first.values())[:limit]
    held = {"by": lease, "until": leased_until}
    await session.exec(HOLD, params={**held, "chosen": channels}, execution_options=UNSEEN)
    taken = await session.exec(TAKE, params={**held, "chosen": numbers}, execution_options=UNSEEN)
    return sorted(taken.scalars(), key=lambda post: (post.due_at, post.pk))
