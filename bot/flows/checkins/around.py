"""Find what an effect is measured with: readings around shipping, and other releases that shipped near."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.cadence import YEAR, windows
from bot.value.effect import Point
from storage import ledger, readings, releases
from storage.metrics import Metric
from storage.releases import Release

# Readings this long before shipping may say what would be expected without the release.
BASELINE = timedelta(days=400)
YEARS = timedelta(days=30 * 366)
# A release that shipped this near may have moved the same number.
NEIGHBOUR = timedelta(days=14)


async def points_around(
    session: AsyncSession, metric: Metric | None, shipped_at: datetime, now: datetime
) -> list[Point]:
    """The readings from which the effect is estimated: some before shipping, all since."""
    if metric is None:
        return []
    found = await readings.values_between(session, metric.pk, shipped_at - BASELINE, now)
    points = [Point(at, value) for at, value in found.items()]
    if windows(points)[0] >= YEAR:
        # Few readings, and only years can be compared: all of them tell how much years differ.
        longer = await readings.values_between(session, metric.pk, shipped_at - YEARS, shipped_at - BASELINE)
        points = [*(Point(at, value) for at, value in longer.items()), *points]
    return points


async def neighbours_of(session: AsyncSession, release: Release) -> list[Release]:
    """Other releases that shipped within two weeks of this one."""
    if release.shipped_at is None:
        return []
    found = await releases.shipped_between(session, release.shipped_at - NEIGHBOUR, release.shipped_at + NEIGHBOUR)
    return [other for other in found if other.pk != release.pk]


async def rivals_of(session: AsyncSession, release: Release, metric: Metric | None, now: datetime) -> list[Release]:
    """Other releases that promised to move the same metric, and shipped while it was read for this one."""
    if metric is None or release.shipped_at is None:
        return []
    found = await ledger.shipped_on_metric(session, metric.pk, release.shipped_at - BASELINE, now)
    return [other for other in found if other.pk != release.pk]


def days_since(release: Release, zone: str, now: datetime) -> int:
    """Whole days on the wall of the team, which is in this zone, since the release shipped."""
    if release.shipped_at is None:
        return 0
    here = ZoneInfo(zone)
    return (now.astimezone(here).date() - release.shipped_at.astimezone(here).date()).days
