"""Make series of which everything is known: ten kinds of noise, and what a release adds to them."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

LEVEL = 100.0
KINDS = {
    "white": "white noise, 8 %",
    "alike": "each day like the one before by .5",
    "alike, weekly": "each day like the one before by .8, weekdays ± 10 %",
    "weekly": "weekdays ± 15 %, noise 6 %",
    "trend": "0.4 % a day, noise 6 %",
    "random walk": "steps of 2 %, noise 3 %",
    "counts": "Poisson, 25 a day",
    "low counts": "Poisson, 3 a day",
    "heavy tails": "Student's t with 3 degrees of freedom, 6 %",
    "multiplied": "weekdays × e^(± .2), noise × e^(.08)",
}
POISSON = {"counts": 25.0, "low counts": 3.0}


@dataclass(frozen=True)
class World:
    """One series by the day as it would have been, and by how much a release moves each day of it."""

    without: Array
    added: Array

    def read(self) -> Array:
        """The series as it was read."""
        return self.without + self.added


def world(kind: str, number: int, *, before: int, after: int, effect: float) -> World:
    """The series of this number: the same for every effect and, from its start, for every length of time since."""
    chance = np.random.default_rng([zlib.crc32(kind.encode()), number, before])
    count = before + after
    since = np.arange(count) >= before
    # As many as the longest, so that shorter ones are beginnings of it.
    noise = chance.standard_normal(4000)[:count]
    if kind in POISSON:
        rate = POISSON[kind]
        without = chance.poisson(rate, 4000)[:count].astype(float)
        return World(without, np.where(since, chance.poisson(rate * effect, 4000)[:count], 0.0))
    week = np.sin(2 * np.pi * np.arange(count) / 7)
    without = LEVEL + shape(kind, noise, week, chance)
    return World(without, np.where(since, effect * without, 0.0))


def shape(kind: str, noise: Array, week: Array, chance: np.random.Generator) -> Array:
    """How a series strays from its level."""
    count = len(noise)
    if kind == "white":
        return 8 * noise
    if kind in ("alike", "alike, weekly"):
        stays = 0.5 if kind == "alike" else 0.8
        level = np.zeros(count)
        level[0] = noise[0] / np.sqrt(1 - stays**2)
        for day in range(1, count):
            level[day] = stays * level[day - 1] + noise[day]
        return 6 * level + (10 * week if kind == "alike, weekly" else 0)
    if kind == "weekly":
        return 15 * week + 6 * noise
    if kind == "trend":
        return 0.4 * np.arange(count) + 6 * noise
    if kind == "random walk":
        return 2 * np.cumsum(noise) + 3 * chance.standard_normal(4000)[:count]
    if kind == "heavy tails":
        return 6 * chance.standard_t(3, 4000)[:count]
    return LEVEL * (np.exp(0.2 * week + 0.08 * noise) - 1)
