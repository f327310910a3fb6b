"""Make grids."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.value.series.grain import Grid

MONDAY = date(2026, 1, 5).toordinal()


def by_day(values: list[float], *, first: int = MONDAY) -> Grid:
    """A value a day, from a Monday on."""
    return Grid("day", ZoneInfo("UTC"), first, tuple(values))
