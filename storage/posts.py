"""Keep posts: each message that Payoff owes Slack, when it is due, and what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, bindparam, case, or_, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.rows import Row, add_once, one_of

STATES = ("due", "sending", "sent", "failed", "unknown", "dropped")
# How long nobody else takes up a post that is being sent: far longer than the slowest call to Slack.
SENDING = timedelta(seconds=60)


class LeaseLost(Exception):
    """Another process took this post up meanwhile, and decides what becomes of it."""


class Post(Row, table=True):
    """One message that Payoff owes Slack. A post that has a `ts` is updated in place, not sent again.

    `due`: to be sent once `due_at` has come. `sending`: about to be sent, or nobody knows whether it was. `sent`,
    `failed` (Slack will never take it), `unknown` (nobody can find out) and `dropped` (nothing was left to say) wait
    for nothing.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "key_text"),
        one_of("state", *STATES),
    )

    # Kind, subject, moment and audience in one: "card:release:7", "ask:checkin:12".
    key_text: str
    # Which function of bot.jobs.posts composes it at the moment of sending.
    kind: str
    subject_id: int
    # A channel, or a person's id for a direct message.
    channel_id: str
    # The post in whose thread this one belongs.
    thread_id: int | None = Field(default=None, foreign_key="post.id")
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    due_at: datetime
    state: str = "due"
    # Counts how often it was owed: one that is owed again while it is being sent is sent again.
    owed: int = 1
    # Who sends it, and until when nobody else takes it up.
    lease: str = ""
    leased_until: datetime | None = None
    attempts: int = 0
    # The channel Slack answered with (a direct message has one of its own) and the message's timestamp.
    sent_channel: str = ""
    ts: str = ""
    # When Slack was last called to say it, whatever came of that.
    sent_at: datetime | None = None
    # When it was sent, given up or dropped.
    settled_at: datetime | None = None
    error: str = ""


# Written out in the statement, not bound: only so a database sees that the partial index serves the query.
PENDING = col(Post.state).in_(bindparam("pending", ("due", "sending"), expanding=True, literal_execute=True))

# Read from the database, whatever the session remembers.
ANEW = {"populate_existing": True}

Index("ix_post_pending", col(Post.due_at), sqlite_where=PENDING, postgresql_where=PENDING)


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


def held() -> SelectOfScalar[Post]:
    """A post that nobody else changes before this transaction ends."""
    return select(Post).with_for_update()


async def get(session: AsyncSession, post_id: int) -> Post | None:
    """The post of this row number."""
    return (await session.exec(select(Post).where(Post.id == post_id))).first()


async def by_key(session: AsyncSession, key_text: str) -> Post | None:
    """The post that is owed under a key."""
    return (await session.exec(select(Post).where(Post.key_text == key_text))).first()


async def thread_of(session: AsyncSession, post: Post) -> Post | None:
    """The post in whose thread this one belongs."""
    return await get(session, post.thread_id) if post.thread_id is not None else None


async def claim(
    session: AsyncSession, *, now: datetime, lease: str, leased_until: datetime, limit: int
) -> Sequence[Post]:
    """Take up posts that are due, or were being sent by someone whose lease ran out; the longest due first.

    They stay in their state under the lease, which no other claim looks past before it ends.
    """
    free = or_(col(Post.leased_until).is_(None), col(Post.leased_until) <= now)
    due = (
        select(Post.id)
        .where(PENDING, Post.due_at <= now, free)
        .order_by(col(Post.due_at), col(Post.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due_now")
    )
    take = (
        update(Post)
        .where(col(Post.id).in_(select(due.c.id)))
        .values(lease=lease, leased_until=leased_until)
        .returning(Post)
    )
    taken = await session.exec(take, execution_options={"synchronize_session": False})
    return sorted(taken.scalars(), key=lambda post: (post.due_at, post.pk))


async def undelivered(session: AsyncSession, channel_id: str) -> Sequence[Post]:
    """What was to be said in a channel and was given up, or nobody can find again; the oldest first."""
    query = select(Post).where(Post.channel_id == channel_id, col(Post.state).in_(("failed", "unknown")))
    return (await session.exec(query.order_by(col(Post.due_at), col(Post.id)))).all()


async def revive(session: AsyncSession, channel_id: str, *, now: datetime) -> int:
    """What a channel never got is due again; returns how many posts that is."""
    session.info["owes"] = True
    again = (
        update(Post)
        .where(col(Post.channel_id) == channel_id, col(Post.state).in_(("failed", "unknown")))
        .values(state="due", due_at=now, attempts=0, error="")
        .returning(col(Post.id))
    )
    return len((await session.exec(again, execution_options={"synchronize_session": False})).all())


async def next_due(session: AsyncSession) -> datetime | None:
    """When there is something to claim next."""
    moment = case((col(Post.leased_until) > Post.due_at, Post.leased_until), else_=Post.due_at)
    found: datetime | None = (await session.exec(select(func.min(moment)).where(PENDING))).one()
    return found


async def count_by_state(session: AsyncSession) -> dict[str, int]:
    """How many posts there are in each state that any is in."""
    counts = await session.exec(select(Post.state, func.count(col(Post.id))).group_by(Post.state))
    return dict(counts.all())


async def take_up(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """Hold a post for as long as one more attempt at it takes.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, attempts=post.attempts + 1, leased_until=now + SENDING)


async def begin_sending(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """Write down that Slack is about to be called. Saved before the call, so that a crash leaves its trace.

    Raises:
        LeaseLost: someone else has it now: do not send it.
    """
    await settle(session, post, state="sending", sent_at=now, error="", leased_until=now + SENDING)


async def settle_sent(session: AsyncSession, post: Post, *, channel: str, ts: str, now: datetime) -> None:
    """It is in the channel. It is due again at once if it was owed again while it was being sent.

    Raises:
        LeaseLost: someone else has it now.
    """
    again = case((col(Post.owed) == post.owed, "sent"), else_="due")
    await settle(
        session, post, state=again, sent_channel=channel, ts=ts, sent_at=now, attempts=0, error="", **released(now)
    )


async def settle_failed(session: AsyncSession, post: Post, *, error: str, now: datetime) -> None:
    """Slack will never take it.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, state="failed", error=error, **released(now))


async def settle_unknown(session: AsyncSession, post: Post, *, error: str, now: datetime) -> None:
    """It may be in the channel or not, and nobody can look.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, state="unknown", error=error, **released(now))


async def drop(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """There is nothing left to say.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, state="dropped", error="", **released(now))


async def put_off(session: AsyncSession, post: Post, *, until: datetime, error: str) -> None:
    """It was certainly not sent, and nobody takes it up before then, not even when it is owed again.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, state="due", error=error, lease="", leased_until=until)


async def doubt(session: AsyncSession, post: Post, *, until: datetime, error: str) -> None:
    """Nobody knows whether it was sent: it is looked for after a quiet time.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, state="sending", leased_until=until, error=error)


def released(settled_at: datetime) -> dict[str, Any]:
    """What a post looks like that nobody holds."""
    return {"lease": "", "leased_until": None, "settled_at": settled_at}


async def settle(session: AsyncSession, post: Post, **values: Any) -> None:
    """Change a post under the lease that it was claimed with, here and in the row."""
    change = update(Post).where(col(Post.id) == post.pk, col(Post.lease) == post.lease).values(**values).returning(Post)
    saved = (await session.exec(change, execution_options=ANEW)).scalar_one_or_none()
    if saved is None:
        raise LeaseLost(f"Post {post.pk} is in other hands.")
    for name in values:
        set_committed_value(post, name, getattr(saved, name))
