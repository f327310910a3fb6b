"""Answer how likely a mixture of Student's t distributions makes a number, and between which numbers it lies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.value.series.noise import Array

# Parts that weigh less than this, beside the heaviest, change no digit that is shown.
LIGHT = 1e-6
STEPS = 60
# After a step as short as this, in scales, the next of Newton's would be shorter than any digit.
CLOSE = 1e-6


@dataclass(frozen=True)
class Mixture:
    """What is believed of some numbers: (parts,) weights that sum to 1, (parts, numbers) middles and scales."""

    weight: Array
    middle: Array
    scale: Array
    # Degrees of freedom, of every part.
    freedom: int

    @property
    def mean(self) -> Array:
        """The weighted mean of the middles, a number each."""
        mean: Array = self.weight @ self.middle
        return mean

    def below(self, value: Array) -> Array:
        """The probability of being under a value, for each number."""
        # Costs a third of a second at first use, so it is not taken in before.
        from scipy.special import stdtr  # type: ignore[import-untyped]

        below: Array = self.weight @ stdtr(self.freedom, (value - self.middle) / self.scale)
        return below

    def density(self, value: Array) -> Array:
        """The density at a value, for each number."""
        freedom = self.freedom
        constant = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)
        away = (value - self.middle) / self.scale
        density: Array = self.weight @ (constant * (1 + away**2 / freedom) ** (-(freedom + 1) / 2) / self.scale)
        return density

    def quantile(self, share: float, *, light: float = LIGHT) -> Array:
        """Under which value it lies with this probability, for each number: Newton's steps, halving where they fail.

        Parts that weigh less than `light` beside the heaviest are left out.
        """
        from scipy.special import stdtrit

        parts = self.heavy(light)
        ends = parts.middle + parts.scale * float(stdtrit(self.freedom, share))
        low, high = ends.min(axis=0), ends.max(axis=0)
        value = parts.weight @ ends
        moved, steps = np.full_like(value, np.inf), STEPS
        while steps and (moved > CLOSE * parts.scale.min(axis=0)).any():
            steps -= 1
            gap = parts.below(value) - share
            low, high = np.where(gap < 0, value, low), np.where(gap > 0, value, high)
            # Far out, where the density is nothing, the step is no number that lies in between.
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                step = value - gap / parts.density(value)
            following = np.where((step >= low) & (step <= high), step, (low + high) / 2)
            moved, value = np.abs(following - value), following
        return value

    def heavy(self, light: float) -> "Mixture":
        """The parts that count."""
        keep = self.weight > light * self.weight.max()
        weight = self.weight[keep]
        return Mixture(weight / weight.sum(), self.middle[keep], self.scale[keep], self.freedom)

    def of(self, start: Array | float, times: Array | float) -> "Mixture":
        """These numbers times something, added to something."""
        return Mixture(self.weight, start + times * self.middle, np.abs(times * self.scale), self.freedom)


def blended(mixtures: Sequence[tuple[float, Mixture]]) -> Mixture:
    """Several mixtures of the same numbers, each believed by a weight."""
    whole = sum(weight for weight, _ in mixtures)
    return Mixture(
        np.concatenate([weight / whole * mixture.weight for weight, mixture in mixtures]),
        np.concatenate([mixture.middle for _, mixture in mixtures]),
        np.concatenate([mixture.scale for _, mixture in mixtures]),
        mixtures[0][1].freedom,
    )
