"""Move what is owed to one channel to another."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import alerts, channels
from storage.checkins import OPEN, CheckIn
from storage.closures import Closure
from storage.posts import Post
from storage.releases import Release
from storage.subscriptions import Subscription
from storage.teams import Team

UNSEEN = {"synchronize_session": False}
# What a post looks like that was never said.
FRESH: dict[str, Any] = {
    "attempts": 0, "error": "", "lease": "", "leased_until": None,
    "sent_channel": "", "ts": "", "calls": 0, "called_at": None, "sent_at": None,
}  # fmt: skip


async def move(
    session: AsyncSession, channel_id: str, new_id: str, *, cards: Sequence[str], codes: Sequence[str], now: datetime
) -> None:
    """What was to be said in one channel is said in another, and what stays behind is let be.

    Args:
        channel_id: where it was to be said.
        new_id: where it is to be said.
        cards: the kinds that say how a release stands: of one in motion, the new channel gets a card of its own.
        codes: Slack's codes for a closed channel: what failed for those was held, and goes out.
        now: the moment.
    """
    session.info["owes"] = True
    await channels.ensure(session, new_id)
    here = col(Post.channel_id) == channel_id
    held = or_(col(Post.state) == "due", and_(col(Post.state) == "failed", col(Post.error).in_(codes)))
    done = col(Release.state).in_(("closed", "cancelled"))
    is_card = col(Post.kind).in_(cards)
    of_done = col(Post.subject_id).in_(select(Release.id).where(done))
    again = case((of_done, "dropped"), else_="due")
    settled = ("due", "sent", "failed")
    for statement in (
        update(Post)
        .where(here, is_card, col(Post.state).in_(settled))
        .values(**FRESH, channel_id=new_id, state=again, due_at=now),
        update(Post).where(here, held, col(Post.ts) == "").values(**FRESH, channel_id=new_id, state="due"),
        # A change to what was said there, where nobody looks any more; and questions that the next reminder asks here.
        update(Post).where(here, held, col(Post.ts) != "").values(state="dropped", error=""),
        update(Post).where(here, col(Post.state) == "sent", col(Post.id).in_(still_asked())).values(state="dropped"),
        update(Post)
        .where(col(Post.channel_id) == new_id, col(Post.thread_id).in_(said_in(channel_id)))
        .values(thread_id=None),
    ):
        await session.exec(statement, execution_options=UNSEEN)
    await follow(session, channel_id, new_id)


async def follow(session: AsyncSession, channel_id: str, new_id: str) -> None:
    """What is said in a channel again and again is said in another."""
    moving = update(Subscription).where(col(Subscription.channel_id) == channel_id).values(channel_id=new_id)
    await session.exec(moving, execution_options=UNSEEN)
    await alerts.move(session, channel_id, new_id)


def still_asked() -> Any:
    """The messages whose question nobody has answered."""
    return select(CheckIn.asked_in).where(col(CheckIn.state).in_(OPEN), col(CheckIn.asked_in).is_not(None))


def said_in(channel_id: str) -> Any:
    """The posts of a channel."""
    return select(Post.id).where(Post.channel_id == channel_id)


async def rename(session: AsyncSession, channel_id: str, new_id: str) -> None:
    """Slack calls a channel by another id from now on; all that was said there is there still."""
    session.info["owes"] = True
    await channels.ensure(session, new_id)
    for change in (
        update(Team).where(col(Team.channel_id) == channel_id).values(channel_id=new_id),
        update(Closure).where(col(Closure.channel_id) == channel_id).values(channel_id=new_id),
        update(Post).where(col(Post.sent_channel) == channel_id).values(sent_channel=new_id),
        update(Post).where(col(Post.channel_id) == channel_id).values(channel_id=new_id),
    ):
        await session.exec(change, execution_options=UNSEEN)
    await follow(session, channel_id, new_id)
