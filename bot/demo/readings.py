"""Make the readings of a metric: the same each time."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo.plot import BEGINS, METRICS, TODAY, ZONE, Series
from storage.readings import Reading

NOON = time(12)
YESTERDAY = (TODAY - timedelta(days=1)).date()


def readings_of(
    series: Series, *, last: date = YESTERDAY, steps: Iterable[tuple[date, float]] = ()
) -> Iterator[tuple[datetime, float]]:
    """Each reading with its moment, the oldest first, up to a day; `steps` are what has moved it besides the plot."""
    chance = random.Random(series.name)  # noqa: S311 (invented numbers, not secrets)
    day = BEGINS
    last = min(last, series.last or last)
    moved = (*series.steps, *steps)
    other = next((each for each in METRICS if each.name == series.follows[0]), None)
    # What is beyond another's level moves this one with it, on the days on which that is read, too.
    beyond = {at: value - other.level for at, value in readings_of(other, last=last)} if other is not None else {}
    wander = 0.0
    while day <= last:
        wander = 0.85 * wander + chance.gauss(0, series.noise * 0.4)
        value = series.level + wander + chance.gauss(0, series.noise)
        if day.isoweekday() > 5:
            value += series.weekend
        value += sum(step for begins, step in moved if day >= begins)
        at = datetime.combine(day, NOON, ZoneInfo(ZONE)).astimezone(UTC)
        value += series.follows[1] * beyond.get(at, 0.0)
        yield at, round(max(value, 0.0), series.decimals)
        day += timedelta(days=series.every_days)


async def feed(session: AsyncSession, metric_id: int, readings: Iterable[tuple[datetime, float]]) -> None:
    """Keep readings as a feed would have brought them: each known when it was taken."""
    rows = [
        {"metric_id": metric_id, "value": value, "at": at, "known_at": at, "source": "feed", "who": ""}
        for at, value in readings
    ]
    if rows:
        await session.exec(insert(Reading), params=rows)
