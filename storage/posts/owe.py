"""Owe Slack a message, once, in the transaction that decides it."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage import channels
from storage.adding import add_once
from storage.posts.table import LOST, UNSEEN, Post
from storage.rows import ANEW


async def owe(
    session: AsyncSession,
    *,
    key_text: str,
    kind: str,
    subject_id: int,
    channel_id: str,
    due_at: datetime,
    thread_id: int | None = None,
    details: dict[str, Any] | None = None,
    living: bool = False,
) -> Post:
    """Owe Slack a message in the transaction that decides it; a key that is owed already is not owed twice.

    A `living` message says how things stand, and stays one message: owed again, it is due again, to be updated
    in place. It is then due at the earlier moment if it was still waiting.
    """
    new = Post(
        key_text=key_text,
        kind=kind,
        subject_id=subject_id,
        channel_id=channel_id,
        thread_id=thread_id,
        details=details or {},
        due_at=due_at,
    )
    session.info["owes"] = True
    await channels.ensure(session, channel_id)
    added = await add_once(session, new)
    if added is not None:
        return added
    post = (await session.exec(held().where(Post.key_text == key_text), execution_options=ANEW)).one()
    if living and post.state != "unknown":
        post.owed += 1
        post.details = details or post.details
        if post.state == "due":
            post.due_at = min(post.due_at, due_at)
        elif post.state != "sending":
            post.state, post.due_at, post.attempts, post.error = "due", due_at, 0, ""
        session.add(post)
    return post


async def remember(session: AsyncSession, post_id: int, details: dict[str, Any]) -> None:
    """Keep what a post has found out, so that it says the same when it is composed again."""
    await session.exec(update(Post).where(col(Post.id) == post_id).values(details=details))


async def renew(session: AsyncSession, post_id: int, *, now: datetime) -> None:
    """A message that was sent says how things stand: it is due again, to be updated in place."""
    post = (await session.exec(held().where(Post.id == post_id), execution_options=ANEW)).first()
    if post is None:
        return
    session.info["owes"] = True
    post.owed += 1
    if post.state == "sent":
        post.state, post.due_at, post.attempts = "due", now, 0
    session.add(post)


async def revive(session: AsyncSession, channel_id: str, *, now: datetime) -> int:
    """What a channel never got is due again; returns how many posts that is."""
    session.info["owes"] = True
    again = (
        update(Post)
        .where(LOST, col(Post.channel_id) == channel_id)
        .values(state="due", due_at=now, attempts=0, error="")
        .returning(col(Post.id))
    )
    return len((await session.exec(again, execution_options=UNSEEN)).all())


def held() -> SelectOfScalar[Post]:
    """A post that nobody else changes before this transaction ends."""
    return select(Post).with_for_update()
