"""Leave out what is too young to be measured: readings that are still being filled up, at any moment."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.edit import EDITED
from storage import history
from storage.metrics import Metric


async def watermark_at(session: AsyncSession, metric: Metric | None, moment: datetime) -> timedelta:
    """How old a reading had to be at a moment to be complete."""
    if metric is None:
        return timedelta(0)
    changes = await history.changes_of(session, "metric", metric.pk, what=EDITED["watermark_hours"])
    later = [change for change in changes if change.at > moment]
    return timedelta(hours=int(later[-1].old)) if later else metric.watermark
