"""Let the company's metrics go on while somebody plays: what they ship moves what they promised to move."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.plot import METRICS, TODAY, ZONE
from bot.demo.readings import YESTERDAY, feed, readings_of
from storage import ledger, metrics, readings
from storage.database import Database
from storage.promises import Promise
from storage.releases import Release

# How much of what is promised comes true, at worst and at best.
WORST, BEST = 0.8, 1.3


async def live_on(database: Database, workspace_id: int, until: datetime) -> None:
    """Bring the readings of the days that will have passed by then."""
    last = until.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1)
    if last <= YESTERDAY:
        return
    async with database.writing(workspace_id) as session:
        named = {metric.name: metric for metric in await metrics.live(session)}
        shipped = await ledger.shipped_between(session, TODAY, until)
        for series in METRICS:
            metric = named.get(series.name)
            if metric is None:
                continue
            newest = await readings.latest(session, metric.pk, TODAY + timedelta(days=36_500))
            steps = [
                step_of(row.release, row.promise)
                for row in shipped
                if row.promise is not None and row.metric is not None and row.metric.pk == metric.pk
            ]
            course = readings_of(series, last=last, steps=steps)
            await feed(session, metric.pk, [(at, value) for at, value in course if newest is None or at > newest.at])


def step_of(release: Release, promise: Promise) -> tuple[date, float]:
    """From when on a release shows, and by how much: as its name has it."""
    share = random.Random(release.name).uniform(WORST, BEST)  # noqa: S311 (an invented fate, not a secret)
    shipped = release.shipped_at or TODAY
    return shipped.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=1), promise.likely * share
