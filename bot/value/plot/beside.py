"""Put what was expected in a period where that period's reading is drawn."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.value.plot.shapes import Expected, Reading
from bot.value.span import Band


def beside(bands: Sequence[Band], readings: Iterable[Reading]) -> list[Expected]:
    """Each band at the newest reading of its period, up to the last reading.

    A period without a reading has it where the period before has its own.
    """
    moments = sorted(reading.at for reading in readings)
    placed: list[Expected] = []
    into = timedelta(0)
    for band, end in [*((band, later.at) for band, later in pairwise(bands)), *((band, None) for band in bands[-1:])]:
        if not moments or band.at > moments[-1]:
            break
        within = [at for at in moments if band.at <= at and (end is None or at < end)]
        if within:
            into = within[-1] - band.at
        at = band.at + into
        # Months are not all as long.
        placed.append(Expected(at if end is None else min(at, end), band.mid, band.low, band.high))
    return placed
