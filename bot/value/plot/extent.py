"""Decide what part of time and of the values a chart shows."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.value.plot.shapes import Expected, Marker, Reading
from bot.value.plot.ticks import Axis, value_axis

HOUR, DAY = 3600.0, 86400.0
# Larger numbers cannot be told apart from infinity when subtracted.
LARGEST = 1e300
# A range may stretch the axis by so many spreads of the readings; beyond that it runs off the frame.
RANGE_STRETCH = 1.0
# A target further away than this many spreads, and than the readings are from zero, is pointed at instead of drawn.
TARGET_STRETCH = 3.0
# Where the lowest value is below this share of the highest, the axis begins at zero.
NEAR_ZERO = 0.25
# Room below the lowest value, as a share of the spread.
MARGIN = 0.02


def drawable(readings: Iterable[Reading], start: datetime | None, end: datetime | None) -> list[Reading]:
    """The readings of the window in order, the last of each moment; what is no number is a gap."""
    last = {
        reading.at: reading
        for reading in readings
        if math.isfinite(reading.value)
        and abs(reading.value) <= LARGEST
        and (start is None or start <= reading.at)
        and (end is None or reading.at <= end)
        # The calendar ends there, and zones need room.
        and 1 < reading.at.year < 9999
    }
    return [last[at] for at in sorted(last)]


def window(
    readings: Sequence[Reading],
    expected: Sequence[Expected],
    markers: Sequence[Marker],
    start: datetime | None,
    end: datetime | None,
) -> tuple[float, float]:
    """The first and last second shown; a single moment gets a day on both sides."""
    moments = [thing.at for things in (readings, expected, markers) for thing in things]
    first = (start or min(moments)).timestamp()
    last = (end or max(moments)).timestamp()
    missing = 2 * DAY if last == first else max(0.0, 2 * HOUR - (last - first))
    return first - missing / 2, last + missing / 2


def extent(
    values: Sequence[float], expected: Sequence[Expected], baseline: float | None, target: float | None
) -> tuple[Axis, str]:
    """The axis of values, and where the target lies beyond it: "above", "below", or "" where it is drawn."""
    core = [*values, *(slice_.likely for slice_ in expected), *(() if baseline is None else (baseline,))]
    low, high = min(core), max(core)
    spread = high - low or abs(high) or 1.0
    ends = [end for slice_ in expected for end in (slice_.low, slice_.high) if end is not None]
    low = min(low, max(min(ends, default=low), low - RANGE_STRETCH * spread))
    high = max(high, min(max(ends, default=high), high + RANGE_STRETCH * spread))
    off = ""
    if target is not None:
        far = max(TARGET_STRETCH * spread, abs(low), abs(high))
        if target > high + far:
            off = "above"
        elif target < low - far:
            off = "below"
        else:
            low, high = min(low, target), max(high, target)
    if low > 0 or high < 0:
        # A line along the lower edge would be taken for zero.
        low -= MARGIN * (high - low)
    if 0 < low < NEAR_ZERO * high:
        low = 0.0
    elif NEAR_ZERO * low < high < 0:
        high = 0.0
    return value_axis(low, high), off
