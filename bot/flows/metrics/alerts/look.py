"""Owe a metric its look of the day, off the way of whoever brings a reading."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.alerts.hanging import business_of
from bot.flows.metrics.alerts.silence import is_waiting, working_hour_after
from storage import posts
from storage.alerts import Alert
from storage.readings import Reading


async def owe_look(session: AsyncSession, look: Alert, newest: Reading | None, *, now: datetime) -> None:
    """Owe the look of the next working morning, unless one is owed: at most one a day, and none without a reading."""
    if newest is None or is_waiting(look, now):
        return
    last = await posts.get(session, look.post_id) if look.post_id is not None else None
    if last is not None and last.state in ("due", "sending"):
        return
    business = await business_of(session, look.metric_id)
    if business is None:
        return
    look.episode += 1
    look.due_at = working_hour_after(business.calendar, now, business.hour)
    post = await posts.owe(
        session,
        key_text=f"look:{look.pk}:{look.episode}",
        kind="metric_look",
        subject_id=look.pk,
        channel_id=business.channel_id,
        due_at=look.due_at,
    )
    look.post_id = post.pk
    session.add(look)
