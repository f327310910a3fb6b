"""Write down, step by step and under its lease, what becomes of a post that is being sent."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import channels
from storage.posts.table import LeaseLost, Post
from storage.prepared import Prepared

# How long nobody else takes up a post that is being sent: far longer than the slowest call to Slack.
SENDING = timedelta(seconds=60)
# Slack lets an app say one thing a second in a channel.
PACE = timedelta(seconds=1)
# What may stand in a channel twice is looked for when history has surely caught up.
CAUGHT_UP = timedelta(minutes=10)


async def take_up(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """Hold a post for as long as one more attempt at it takes.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, hold=now + SENDING, attempts=post.attempts + 1, leased_until=now + SENDING)


async def begin_sending(session: AsyncSession, post: Post, *, now: datetime, taken_up: bool = False) -> None:
    """Write down that Slack is about to be called. Saved before the call, so that a crash leaves its trace.

    It is one more attempt, unless this one was counted when the post was `taken_up`.

    Raises:
        LeaseLost: someone else has it now: do not send it.
    """
    values: dict[str, Any] = {
        "state": "sending",
        "attempts": post.attempts + (not taken_up),
        "sent_at": now,
        "error": "",
    }
    if not post.ts:
        values |= {"calls": post.calls + 1, "called_at": post.called_at or now}
    await settle(session, post, hold=now + SENDING, leased_until=now + SENDING, **values)


async def settle_sent(session: AsyncSession, post: Post, *, channel: str, ts: str, now: datetime) -> None:
    """It is in the channel. It is due again at once if it was owed again while it was being sent.

    Raises:
        LeaseLost: someone else has it now.
    """
    # What was said once cannot stand there twice.
    look_at = now + CAUGHT_UP if post.calls > 1 and not post.ts else post.look_at
    values = {"state": "sent", "sent_channel": channel, "ts": ts, "sent_at": now, "attempts": 0, "look_at": look_at}
    await settle(session, post, hold=now + PACE, unless_owed=True, error="", **values, **released(now))


async def settle_failed(session: AsyncSession, post: Post, *, error: str, now: datetime) -> None:
    """Slack will never take it.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, hold=now + PACE, state="failed", error=error, **released(now))


async def settle_unknown(session: AsyncSession, post: Post, *, error: str, now: datetime) -> None:
    """It may be in the channel or not, and nobody can look.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, hold=now + PACE, state="unknown", error=error, **released(now))


async def drop(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """There is nothing left to say.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, hold=now, state="dropped", error="", **released(now))


async def put_off(
    session: AsyncSession,
    post: Post,
    *,
    until: datetime,
    error: str,
    now: datetime,
    silent_until: datetime | None = None,
) -> None:
    """It was certainly not sent, and nobody takes it up before then, not even when it is owed again.

    Nothing is said in its channel at all while Slack wants to hear nothing there (`silent_until`).

    Raises:
        LeaseLost: someone else has it now.
    """
    hold = max(silent_until or now, now)
    await settle(session, post, hold=hold, state="due", error=error, lease="", leased_until=until)


async def doubt(session: AsyncSession, post: Post, *, until: datetime, error: str, now: datetime) -> None:
    """Nobody knows whether it was sent: it is looked for after a quiet time. Others may speak there meanwhile.

    Raises:
        LeaseLost: someone else has it now.
    """
    await settle(session, post, hold=now + PACE, state="sending", leased_until=until, error=error)


def released(settled_at: datetime) -> dict[str, Any]:
    """What a post looks like that nobody holds."""
    return {"lease": "", "leased_until": None, "settled_at": settled_at}


async def settle(
    session: AsyncSession, post: Post, *, hold: datetime, unless_owed: bool = False, **values: Any
) -> None:
    """Change a post under the lease that it was claimed with, here and in the row; its channel is ours until `hold`.

    What was owed again since it was claimed becomes `due` instead, where that is asked (`unless_owed`).
    """
    lease = post.lease
    given = {f"new_{name}": value for name, value in values.items()}
    given |= {"its_id": post.pk, "its_lease": lease} | ({"its_owed": post.owed} if unless_owed else {})
    state = await change(*values, unless_owed=unless_owed).first(session, **given)
    if state is None:
        raise LeaseLost(f"Post {post.pk} is in other hands.")
    await channels.hold(session, post.channel_id, lease, until=hold)
    for name, value in (values | {"state": state}).items():
        set_committed_value(post, name, value)


@cache
def change(*names: str, unless_owed: bool) -> Prepared[str]:
    """What changes these columns of a post, and says in which state it is then."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    if unless_owed:
        values["state"] = case((col(Post.owed) == bindparam("its_owed"), values["state"]), else_="due")
    ours = (col(Post.id) == bindparam("its_id"), col(Post.lease) == bindparam("its_lease"))
    return Prepared(update(Post).where(*ours).values(**values).returning(col(Post.state)))
