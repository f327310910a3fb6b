"""Cut readings into the lines to draw: broken where readings are missing, thinned where no eye could tell."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median

from bot.value.plot.shapes import Spot

# So many usual intervals without a reading are a gap: weekends and a holiday are none in a series of working days.
GAP = 4.5
# Columns of a picture for each unit of the chart's width: the picture is drawn at twice the chart's size.
COLUMNS = 2


def cut(spots: Sequence[Spot]) -> list[tuple[Spot, ...]]:
    """The runs of readings between gaps."""
    distances = [later.x - earlier.x for earlier, later in pairwise(spots)]
    widest = GAP * median(distances) if distances else 0.0
    runs = [[spots[0]]]
    for spot, distance in zip(spots[1:], distances, strict=True):
        if distance > widest:
            runs.append([])
        runs[-1].append(spot)
    return [tuple(run) for run in runs]


def thin(run: Iterable[Spot]) -> tuple[Spot, ...]:
    """The run with at most four readings in a column of the picture: its first, lowest, highest and last.

    A line through them covers the same pixels as a line through all (Jugel et al. 2014, M4).
    """
    kept: list[Spot] = []
    for _, column in groupby(run, key=lambda spot: int(spot.x * COLUMNS)):
        spots = list(column)
        extremes = {0, len(spots) - 1}
        for pick in (min, max):
            extremes.add(pick(range(len(spots)), key=lambda index: spots[index].y))
        kept.extend(spots[index] for index in sorted(extremes))
    return tuple(kept)
