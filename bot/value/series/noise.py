"""Hold the kinds of noise that a fit averages over: white, each like the one before, and a random walk."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# How much of a level stays until the next period; 1 is a random walk.
STAYS = (0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
# How large the level's own noise is beside that of a single reading, in variances.
MOVES = tuple(float(each) for each in np.geomspace(0.003, 30, 8))


@dataclass(frozen=True)
class Noises:
    """The grid: level m(t) = stays × m(t−1) + n(t), var n = moves × σ², read with noise of variance σ²."""

    stays: Array
    moves: Array
    # The variance of the level before the first reading, in σ²; a random walk starts at the intercept.
    start: Array


@cache
def noises() -> Noises:
    """All kinds of noise, each once, white first."""
    stays = np.array([0.0, *(stay for stay in STAYS for _ in MOVES)])
    moves = np.array([0.0, *(move for _ in STAYS for move in MOVES)])
    walks = stays == 1
    start = np.where(walks, 0.0, moves / np.where(walks, 1.0, 1 - stays**2))
    return Noises(stays, moves, start)


def named(place: int) -> str:
    """A kind of noise as people are told of it."""
    stays = float(noises().stays[place])
    if stays == 0:
        return "each period by itself"
    return "wandering, without a level to return to" if stays == 1 else f"periods alike, {stays:g} of one in the next"
