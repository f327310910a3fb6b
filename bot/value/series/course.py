"""Make a grid of readings ready to be fitted: its seasons, other metrics beside it, and the noise of its rounding."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.value.series.design import Design, lay_out
from bot.value.series.fit import Fit, fit
from bot.value.series.grain import Grid, season_of
from bot.value.series.noise import Array
from bot.value.series.scale import Scale, explain
from bot.value.series.steadied import AS_READ, LASTING, MOVES, steadied

# A season is told from noise when it was seen so many times.
ROUNDS = 3
# With no more values than this nobody can tell whether the logarithm fits better.
FEW = 20


@dataclass(frozen=True)
class Course:
    """A series and what may move it besides its noise; seasons and controls reach over the periods to come too."""

    # NaN where nothing was read.
    values: Array
    seasons: tuple[tuple[npt.NDArray[np.int64], int], ...]
    controls: tuple[Array, ...]
    # The least noise that a reading has.
    floor: float
    # How many periods are laid out, those to come included.
    periods: int

    def explained(self, until: int, releases: Sequence[Array] = (), *, on: Scale | None = None) -> "Explained":
        """The values up to, not including, the period `until`, fitted on a scale, or without one on the better.

        They are held against the controls as they were read, or against what lasts of those, whichever explains more.

        Raises:
            TooFew: fewer readings than there are unknowns.
        """
        found = self.on_better_scale(until, releases) if on is None else self.on_scale(until, releases, on)
        if not self.controls:
            return found
        best, evidence = found, math.log(AS_READ) + found.fit.evidence
        for controls in self.lasting:
            other = self.on_scale(until, releases, found.scale, controls)
            if math.log(LASTING) + other.fit.evidence > evidence:
                best, evidence = replace(other, is_steadied=True), math.log(LASTING) + other.fit.evidence
        return best

    @cached_property
    def lasting(self) -> list[list[Array]]:
        """What lasts of the controls, by how far it may move."""
        return [[steadied(control, moves) for control in self.controls] for moves in MOVES]

    def on_scale(
        self, until: int, releases: Sequence[Array], scale: Scale, controls: Sequence[Array] | None = None
    ) -> "Explained":
        """As `explained`, on this scale, beside these controls, or those as they were read."""
        beside = self.controls if controls is None else controls
        if scale.middle is not None:
            beside = [bend(control) for control in beside]
        design = self.design(until, releases, beside)
        fitted = fit(scale.to(self.values[:until]), design, floor=self.floor)
        return Explained(scale, fitted, design, bool(self.seasons))

    def on_better_scale(self, until: int, releases: Sequence[Array]) -> "Explained":
        """As `explained`, beside the controls as they were read."""
        design = self.design(until, releases, self.controls)
        seen = self.values[np.isfinite(self.values)]
        # Those that follow will be put on the same scale.
        may_bend = bool(np.isfinite(self.values[:until]).sum() > FEW and (seen > 0).all())
        bent = design
        if may_bend and self.controls:
            bent = self.design(until, releases, [bend(control) for control in self.controls])
        scale, fitted, used = explain(self.values[:until], design, floor=self.floor, bent=bent if may_bend else None)
        return Explained(scale, fitted, used, bool(self.seasons))

    def design(self, until: int, releases: Sequence[Array], controls: Sequence[Array]) -> Design:
        """The columns of all periods, of which those up to `until` are looked at."""
        return lay_out(self.periods, until, seasons=self.seasons, releases=releases, controls=controls)


def bend(control: Array) -> Array:
    """A control beside the logarithm of a metric: what moves both by as large a share has to be seen as one move."""
    bent: Array = np.log(control) if np.nanmin(control) > 0 else control
    return bent


@dataclass(frozen=True)
class Explained:
    """A course explained: on which scale, by which fit of which design."""

    scale: Scale
    fit: Fit
    design: Design
    has_season: bool
    # Whether the controls are without the noise of their single readings.
    is_steadied: bool = False


def course(
    grid: Grid, *, learned: int, ahead: int = 0, floor: float = 0.0, controls: Sequence[Sequence[float]] = ()
) -> Course:
    """A grid made ready, with the seasons that its first `learned` periods tell from noise, and `ahead` more periods.

    `controls` are other metrics on the same grid, NaN where they were not read.
    """
    periods = len(grid.values) + ahead
    values = np.array(grid.values)
    seen = int(np.isfinite(values[:learned]).sum())
    places = [season_of(grid.first + place, grid.grain, grid.zone) for place in range(periods)]
    seasons = tuple(
        (np.array([each[number].place for each in places]), season.size)
        for number, season in enumerate(places[0])
        if seen >= ROUNDS * season.length
    )
    padded = tuple(np.array([*control, *[np.nan] * (periods - len(control))]) for control in controls)
    return Course(values, seasons, padded, floor, periods)
