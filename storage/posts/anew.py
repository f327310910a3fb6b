"""Let a message stand on its own that was to change or to answer one which is not there any more."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.posts.settle import PACE, settle
from storage.posts.table import Post


async def say_anew(session: AsyncSession, post: Post, *, now: datetime) -> None:
    """It is due again: as a new message where it was to change one, outside the thread where it was to answer there.

    Raises:
        LeaseLost: someone else has it now.
    """
    fresh: dict[str, Any] = {"sent_channel": "", "ts": "", "calls": 0, "called_at": None, "due_at": now}
    await settle(
        session,
        post,
        hold=now + PACE,
        state="due",
        error="",
        lease="",
        leased_until=None,
        **(fresh if post.ts else {"thread_id": None}),
    )
