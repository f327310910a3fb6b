"""Look ahead from the readings of a metric to the day by which it is to reach its target."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.value.digits import resolution
from bot.value.directions import toward
from bot.value.effect.estimate import DIGITS, UTC, digits_of
from bot.value.effect.sides import LEARNED
from bot.value.outlook.answer import ENOUGH, Outlook
from bot.value.points import Point
from bot.value.series.grain import Grain, begins, by_the_day, period_of, regular
from bot.value.span import Band, Span

# The mean of so many periods is looked at: a week, where the metric is read by the day.
WINDOW: dict[Grain, int] = {"day": 7, "week": 1, "month": 1}
# Nobody sees farther than so many periods.
FARTHEST = 800
# What shipped within six weeks may still be being taken up.
RAMPS = timedelta(days=42)
# Each release costs a coefficient: so many, the newest, are looked at.
MOST = 8
# On so many days at most the way to the last one is told.
STOPS = 8


def look_ahead(
    readings: Sequence[Point],
    *,
    due: date,
    target: float,
    now: datetime,
    direction: str = "up",
    zone: str = UTC,
    shipped: Sequence[datetime] = (),
    watermark: timedelta = timedelta(0),
    on_the_way: bool = False,
) -> Outlook | None:
    """Where a metric will be on the day `due`, on average of the week before it, as seen at `now`.

    `shipped` are when releases shipped that may have moved it; readings younger than the metric's `watermark` are left
    out. `on_the_way` tells of days until then as well, which takes longer. None with fewer than four periods read, and
    where the day is past, or too far ahead to see.

    Raises:
        ValueError: a moment names no zone.
    """
    here = ZoneInfo(zone)
    grain, used = by_the_day(readings, now - watermark, here)
    end = period_of(datetime.combine(due, time(12), here), grain, here)
    newest = max((period_of(point.at, grain, here) for point in used), default=end)
    used = [point for point in used if period_of(point.at, grain, here) > newest - LEARNED[grain]]
    count = len({period_of(point.at, grain, here) for point in used})
    if count < ENOUGH or not newest < end <= newest + FARTHEST:
        return None
    # numpy and scipy are not taken in before the first look ahead.
    from bot.value.outlook.model import ahead

    grid = regular(used, grain, here)
    shows = {shows_from(at, used, grain, here) - grid.first for at in shipped}
    places = sorted(place for place in shows if 0 < place < len(grid.values))[-MOST:]
    is_ramping = bool(places) and now - begins(grid.first + places[-1], grain, here) < RAMPS
    found = ahead(
        grid,
        end - grid.first,
        places,
        window=WINDOW[grain],
        is_ramping=is_ramping,
        floor=resolution([point.value for point in used]) / math.sqrt(12),
        target=target,
        stops=STOPS if on_the_way else 1,
    )
    # What never was below nothing will not be.
    least = 0.0 if all(point.value >= 0 for point in used) else -math.inf
    path = tuple(
        Band(
            begins(grid.first + place, grain, here).astimezone(here),
            *(max(least, round(each, digits_of(high - low))) + 0.0 for each in (low, middle, high)),
        )
        for place, low, middle, high in found.path
    )
    reached = 1 - found.below if toward(direction) > 0 else found.below
    return Outlook(
        target=target,
        due=due,
        at_end=Span(path[-1].low, path[-1].mid, path[-1].high),
        probability=round(reached, DIGITS),
        path=path,
        count=count,
        grain=grain,
        is_ramping=is_ramping,
        scale=found.scale,
        noise=found.noise,
    )


def shows_from(shipped_at: datetime, used: Sequence[Point], grain: Grain, zone: ZoneInfo) -> int:
    """The first period that a release moves: the one in which it shipped if it was read since, else the next."""
    period = period_of(shipped_at, grain, zone)
    since = any(point.at >= shipped_at and period_of(point.at, grain, zone) == period for point in used)
    return period if since else period + 1
