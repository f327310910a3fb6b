"""Find posts again: by number, by key, by what became of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case
from sqlmodel import UTCDateTime, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.channels import Channel
from storage.posts.table import LOST, PENDING, SUSPECT, Post
from storage.prepared import Prepared
from storage.workspaces import Workspace

# Asked for every message.
BY_NUMBER = Prepared[Post](select(Post).where(col(Post.id) == bindparam("its_id")))


# What waits, and when it is due after its lease. The offset of nothing has a database find it alone: joined at once,
# it may begin with the workspaces, and read all that was ever said there.
LEASED = case((col(Post.leased_until) > Post.due_at, Post.leased_until), else_=Post.due_at)
PLACE = (col(Post.workspace_id), col(Post.channel_id))
OWED = select(*PLACE, LEASED.label("leased")).where(PENDING).offset(0).subquery("owed")
# When each can be said: after its channel's last message, and its workspace's pause.
SPACED = case((col(Channel.next_at) > OWED.c.leased, Channel.next_at), else_=OWED.c.leased)
MOMENT = case((col(Workspace.paused_until) > SPACED, Workspace.paused_until), else_=SPACED)
WAITING = (
    select(func.min(MOMENT))
    .select_from(OWED)
    .join(Channel, (col(Channel.workspace_id) == OWED.c.workspace_id) & (col(Channel.channel_id) == OWED.c.channel_id))
    .join(Workspace, col(Workspace.id) == OWED.c.workspace_id)
    .where(col(Workspace.removed_at).is_(None))
)
NEXT_DUE = Prepared[datetime | None](WAITING)
NEXT_DUE_BY = Prepared[datetime | None](WAITING.where(bindparam("of_due_by", type_=UTCDateTime()) >= OWED.c.leased))
NEXT_SUSPECT = Prepared[datetime | None](select(func.min(Post.look_at)).where(SUSPECT))


async def get(session: AsyncSession, post_id: int) -> Post | None:
    """The post of this row number."""
    return await BY_NUMBER.first(session, its_id=post_id)


async def by_key(session: AsyncSession, key_text: str) -> Post | None:
    """The post that is owed under a key."""
    return (await session.exec(select(Post).where(Post.key_text == key_text))).first()


async def due_after(session: AsyncSession, moment: datetime, kind: str, subject_id: int) -> Sequence[Post]:
    """What of one kind is to be said about one thing after a moment."""
    query = select(Post).where(
        PENDING, col(Post.due_at) > moment, Post.kind == kind, Post.subject_id == subject_id, Post.state == "due"
    )
    return (await session.exec(query.order_by(col(Post.id)))).all()


async def thread_of(session: AsyncSession, post: Post) -> Post | None:
    """The post in whose thread this one belongs."""
    return await get(session, post.thread_id) if post.thread_id is not None else None


async def undelivered(session: AsyncSession, channel_id: str) -> Sequence[Post]:
    """What was to be said in a channel and was given up, or nobody can find again; the oldest first."""
    query = select(Post).where(LOST, Post.channel_id == channel_id)
    return (await session.exec(query.order_by(col(Post.due_at), col(Post.id)))).all()


async def next_due(session: AsyncSession, *, of_due_by: datetime | None = None) -> datetime | None:
    """When there is something to claim next; of what is due by a moment, when its channel lets it be said."""
    if of_due_by is not None:
        return await NEXT_DUE_BY.first(session, of_due_by=of_due_by)
    found, suspected = await NEXT_DUE.first(session), await NEXT_SUSPECT.first(session)
    return min((each for each in (found, suspected) if each is not None), default=None)
