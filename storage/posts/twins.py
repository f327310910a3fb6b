"""Keep which posts may stand in their channel twice, until somebody has looked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, update
from sqlmodel import UTCDateTime, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.posts.table import SUSPECT, UNSEEN, Post
from storage.prepared import Prepared


async def suspect(session: AsyncSession, post_id: int, *, said_at: datetime, look_at: datetime) -> None:
    """A post was said by someone who no longer held it: look for a twin."""
    values = {"sent_at": said_at, "look_at": look_at}
    await session.exec(update(Post).where(col(Post.id) == post_id).values(**values), execution_options=UNSEEN)


SUSPECTED = (
    select(Post.id)
    .where(SUSPECT, col(Post.look_at) <= bindparam("now", type_=UTCDateTime()))
    .order_by(col(Post.look_at), col(Post.id))
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True, key_share=True)
    .cte("suspected")
)
# Asked whenever nothing is due any more, and mostly there is nothing.
TAKE = Prepared[Post](
    update(Post)
    .where(col(Post.id).in_(select(SUSPECTED.c.id)))
    .values(look_at=bindparam("until", type_=UTCDateTime()))
    .returning(Post)
)


async def claim_suspects(session: AsyncSession, *, now: datetime, until: datetime, limit: int) -> Sequence[Post]:
    """Posts to look for twins of; nobody else looks before `until`."""
    return sorted(await TAKE.all(session, now=now, until=until, most=limit), key=lambda post: post.pk)


async def cleared(session: AsyncSession, post: Post) -> None:
    """No twin is left of it."""
    seen = (col(Post.id) == post.pk, col(Post.look_at) == post.look_at)
    await session.exec(update(Post).where(*seen).values(look_at=None), execution_options=UNSEEN)


async def adopt(session: AsyncSession, post: Post, *, channel: str, ts: str, now: datetime) -> None:
    """What was given up stands in its channel after all."""
    lost = (col(Post.id) == post.pk, col(Post.ts) == "", col(Post.state).in_(("failed", "unknown")))
    values = {"state": "sent", "sent_channel": channel, "ts": ts, "error": "", "settled_at": now}
    await session.exec(update(Post).where(*lost).values(**values), execution_options=UNSEEN)
