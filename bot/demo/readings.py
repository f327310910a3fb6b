"""Make the readings of a metric: the same each time."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.plot import BEGINS, TODAY, ZONE, Series

NOON = time(12)


def readings_of(series: Series) -> Iterator[tuple[datetime, float]]:
    """Each reading with its moment, the oldest first, until the morning of today."""
    chance = random.Random(series.name)  # noqa: S311 (invented numbers, not secrets)
    day = BEGINS
    last = series.last or (TODAY - timedelta(days=1)).date()
    wander = 0.0
    while day <= last:
        wander = 0.85 * wander + chance.gauss(0, series.noise * 0.4)
        value = series.level + wander + chance.gauss(0, series.noise)
        if day.isoweekday() > 5:
            value += series.weekend
        value += sum(step for begins, step in series.steps if day >= begins)
        at = datetime.combine(day, NOON, ZoneInfo(ZONE)).astimezone(UTC)
        yield at, round(max(value, 0.0), series.decimals)
        day += timedelta(days=series.every_days)
