"""Draw the numbers that R draws: its Mersenne Twister, its seed, its normals, and `arima.sim` with one coefficient.

As R's help pages "Random" and "arima.sim" describe them: the twister of Matsumoto and Nishimura (1998), seeded by a
linear congruential generator; normals by inversion (Wichura's AS 241, which Python's `NormalDist` is too) of a uniform
that two draws make.
"""

import math
from itertools import accumulate
from statistics import NormalDist
from typing import Any

import numpy as np

STATE = 624
# Draws of the seed's own generator before the first word of the state is taken.
SCRAMBLED = 50
# 2^27: so many steps of the first draw, each of them parted by the second.
BIG = 134217728
# 1 ÷ (2^32 − 1).
STEP = 2.3283064365386963e-10


class Drawn:
    """What R draws after `set.seed(seed)`."""

    def __init__(self, seed: int) -> None:
        words = []
        for _ in range(SCRAMBLED + 1 + STATE):
            seed = (69069 * seed + 1) % 2**32
            words.append(seed)
        self.twister: Any = np.random.MT19937()
        # The first word would be the place in the state, which starts at its end instead.
        self.twister.state = {
            "bit_generator": "MT19937",
            "state": {"key": np.array(words[-STATE:], dtype=np.uint32), "pos": STATE},
        }

    def runif(self, count: int) -> list[float]:
        """Numbers between 0 and 1."""
        return [int(word) * STEP for word in self.twister.random_raw(count)]

    def rnorm(self, count: int) -> list[float]:
        """Standard normal numbers."""
        drawn = self.runif(2 * count)
        return [
            NormalDist().inv_cdf((int(BIG * first) + second) / BIG)
            for first, second in zip(drawn[::2], drawn[1::2], strict=True)
        ]

    def arima_sim(self, stays: float, count: int) -> list[float]:
        """A series of which each number is the one before, times `stays`, and noise; after as long as R warms it up."""
        warm = 1 + math.ceil(6 / math.log(1 / stays))
        levels = accumulate(self.rnorm(warm + count), lambda level, noise: stays * level + noise)
        return list(levels)[warm:]
