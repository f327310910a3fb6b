"""Find out how often a metric is read, and so how far before and after a release to look."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median

from bot.value.baseline import WINDOW
from bot.value.points import Point

AFTER = timedelta(days=7)
WEEKLY, MONTHLY = timedelta(days=4), timedelta(days=20)
# Whole years, so that a month is compared with the same month: summer with summer.
YEAR = timedelta(days=366)
HALF_YEAR, FOUR_WEEKS = timedelta(weeks=26), timedelta(weeks=4)


def windows(readings: Sequence[Point]) -> tuple[timedelta, timedelta]:
    """How far before and after a release readings count: by days 28 and 7, by weeks 26 weeks and 4, by months a year.

    With fewer than three readings nobody can tell how often there will be one: as for days.
    """
    moments = sorted(reading.at for reading in readings)
    if len(moments) < 3:
        return WINDOW, AFTER
    usual = timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(moments)))
    if usual >= MONTHLY:
        return YEAR, YEAR
    return (HALF_YEAR, FOUR_WEEKS) if usual >= WEEKLY else (WINDOW, AFTER)
