"""Look ahead to the day of an outcome: where its metric will be by then, and how likely that is its target."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.cadence import YEAR, windows
from bot.value.outlook import Outlook, look_ahead
from bot.value.points import Point
from storage import ledger, readings
from storage.metrics import Metric
from storage.outcomes import Outcome

# Readings this old may tell what is to come; where it is read by the month, all of them.
SEEN, YEARS = timedelta(days=400), timedelta(days=30 * 366)


async def outlook_of(
    session: AsyncSession, outcome: Outcome, metric: Metric | None, *, zone: str, now: datetime
) -> Outlook | None:
    """How likely an outcome reaches its target by its date; None for a closed one, and where it cannot be told."""
    if metric is None or outcome.target is None or outcome.due is None or outcome.state == "closed":
        return None
    points = await read_lately(session, metric.pk, now=now)
    if not points:
        return None
    shipped = await ledger.shipped_on_metric(session, metric.pk, points[0].at, now)
    return look_ahead(
        points,
        due=outcome.due,
        target=outcome.target,
        now=now,
        direction=metric.direction,
        zone=zone,
        shipped=[release.shipped_at for release in shipped if release.shipped_at is not None],
    )


async def read_lately(session: AsyncSession, metric_id: int, *, now: datetime) -> list[Point]:
    """The readings from which a metric is looked at as it is now."""
    until = now + timedelta.resolution
    found = await readings.values_between(session, metric_id, now - SEEN, until)
    points = [Point(at, value) for at, value in found.items()]
    if windows(points)[0] >= YEAR:
        longer = await readings.values_between(session, metric_id, now - YEARS, now - SEEN)
        points = [*(Point(at, value) for at, value in longer.items()), *points]
    return points
