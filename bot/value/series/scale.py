"""Take a series as it is or by its logarithm, whichever is explained better."""

import math
from dataclasses import dataclass

import numpy as np

from bot.value.series.design import Design
from bot.value.series.fit import Fit, fit
from bot.value.series.noise import Array

# e to this is more than any change that can be measured.
_FARTHEST = 50.0


@dataclass(frozen=True)
class Scale:
    """How values are fitted: as they are, or as middle × log(value), `middle` being their geometric mean.

    With that factor both have the same unit and their evidence can be compared (Box and Cox, An Analysis of
    Transformations, 1964).
    """

    middle: float | None = None

    @property
    def name(self) -> str:
        """For people."""
        return "as read" if self.middle is None else "logarithm: changes are shares of the level"

    def to(self, values: Array) -> Array:
        """Values on this scale; NaN stays NaN."""
        return values if self.middle is None else self.middle * np.log(values)

    def back(self, values: Array) -> Array:
        """Values of this scale as they would be read."""
        if self.middle is None:
            return values
        farthest = np.log(self.middle) + _FARTHEST
        back: Array = np.exp(np.clip(values / self.middle, -farthest, farthest))
        return back

    def change(self, differences: Array, after: float) -> Array:
        """Differences on this scale as changes up to values that are on average `after`."""
        if self.middle is None:
            return differences
        change: Array = after * -np.expm1(np.clip(-differences / self.middle, -_FARTHEST, _FARTHEST))
        return change

    def difference(self, change: float, after: float) -> float:
        """The difference on this scale that is a change up to values that are on average `after`; the other way round.

        Infinite where there would have been nothing, or less, without the change.
        """
        if self.middle is None:
            return change
        return -self.middle * math.log1p(-change / after) if change < after else math.inf


def explain(values: Array, design: Design, *, floor: float, bent: Design | None) -> tuple[Scale, Fit, Design]:
    """The better of both scales with its fit and its design; that of the logarithm is None where there is too little to
    tell, or not all are above 0.

    Raises:
        TooFew: as `fit`.
    """
    straight = fit(values, design, floor=floor)
    if bent is None:
        return Scale(), straight, design
    scale = Scale(float(np.exp(np.nanmean(np.log(values)))))
    other = fit(scale.to(values), bent, floor=floor)
    return (scale, other, bent) if other.evidence > straight.evidence else (Scale(), straight, design)
