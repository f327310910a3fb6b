"""Carry a fitted series on to a day that is to come, over what the newest release may still do."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.value.effect.measured import HIGH, LOW
from bot.value.series.course import FEW, Course, course
from bot.value.series.design import Design, lay_out, step
from bot.value.series.fit import Fit, fit
from bot.value.series.grain import Grain, Grid
from bot.value.series.mixture import Mixture
from bot.value.series.noise import Array
from bot.value.series.predict import predict
from bot.value.series.scale import Scale

# How far, in σ, a release may move the series before looking: of one that is taken up next to nothing is presumed; one
# that shipped lately moves it so far at once, and so far by what still comes within two weeks.
TAKEN_UP, AT_ONCE, STILL = 100.0, 3.0, 3.0
# What is taken up bit by bit has come to two thirds after so many days.
TAKES = 14.0
# What grows on does so for as many.
LASTS = 42.0
DAYS: dict[Grain, float] = {"day": 1.0, "week": 7.0, "month": 30.4}
# So many of the newest weeks tell how much a mean is above the middle that a logarithm gives.
WEEKS = 4


@dataclass(frozen=True)
class Ahead:
    """Where a series will be: at each stop its place, low, middle and high; the last is the day that is asked for."""

    path: tuple[tuple[int, float, float, float], ...]
    # How probable it is that it will be below the target.
    below: float
    scale: str
    noise: str


@dataclass(frozen=True)
class Guess:
    """One belief of what the newest release does: how much it counts, and the readings explained by it."""

    believed: float
    fit: Fit
    design: Design

    @property
    def evidence(self) -> float:
        """The log of how likely the readings are under it, with how much it is believed."""
        return math.log(self.believed) + self.fit.evidence


def ahead(
    grid: Grid,
    end: int,
    releases: Sequence[int],
    *,
    window: int,
    is_ramping: bool,
    floor: float,
    target: float,
    stops: int,
) -> Ahead:
    """Where the mean of `window` periods up to the period `end` will be, told at so many stops on the way to it.

    While the last of the `releases` is being taken up, four beliefs are averaged: that it does nothing, shows at once,
    levels off within weeks, or grows on for some. They are not weighed by how well they explain what was read: in its
    first weeks that favours what has come over what is still to come (measured: docs/measurement.md).
    """
    read = len(grid.values)
    laid = course(grid, learned=read, ahead=end + 1 - read, floor=floor)
    steps = [step(laid.periods, place) for place in releases]
    beliefs: list[tuple[float, list[Array]]] = [(1.0, [])]
    if is_ramping:
        steps, beliefs = steps[:-1], taken_up(laid.periods, releases[-1], DAYS[grid.grain])
    scale, guesses = best(laid, read, steps, beliefs)
    places = sorted({read - 1 + math.ceil(part * (end + 1 - read) / stops) for part in range(1, stops + 1)})
    mixture = carried(laid, guesses, scale, read, places, window)
    lift = lifted(scale, np.array(grid.values), window)
    ends = [lift * scale.back(mixture.quantile(share)) for share in (LOW, 0.5, HIGH)]
    # A target that no logarithm reaches is below everything.
    wanted = scale.to(np.array([target / lift])) if scale.middle is None or target > 0 else np.array([-math.inf])
    below = float(mixture.below(np.broadcast_to(wanted, (len(places),)))[-1]) if np.isfinite(wanted).all() else 0.0
    likeliest = max(guesses, key=lambda guess: guess.evidence)
    return Ahead(
        path=tuple(
            (place, float(low), float(middle), float(high))
            for place, low, middle, high in zip(places, *ends, strict=True)
        ),
        below=below,
        scale=scale.name,
        noise=likeliest.fit.noise,
    )


def taken_up(periods: int, begins: int, days: float) -> list[tuple[float, list[Array]]]:
    """What a release may do that shipped lately, with how much each is believed before looking."""
    since = np.clip(np.arange(periods) - begins + 1, 0, None) * days
    at_once = step(periods, begins)
    levels_off: Array = -np.expm1(-since / TAKES)
    grows: Array = np.minimum(since, LASTS) / TAKES
    return [
        (0.40, []),
        (0.25, [at_once]),
        (0.25, [at_once, levels_off]),
        (0.10, [at_once, grows]),
    ]


def best(
    laid: Course, read: int, steps: Sequence[Array], beliefs: Sequence[tuple[float, list[Array]]]
) -> tuple[Scale, list[Guess]]:
    """The scale on which the readings are explained better by all beliefs together, and each belief fitted on it."""
    values = laid.values[:read]
    seen = values[np.isfinite(values)]
    scales = [Scale()]
    if len(seen) > FEW and (seen > 0).all():
        scales.append(Scale(float(np.exp(np.log(seen).mean()))))
    designs = [(believed, designed(laid, read, steps, shapes)) for believed, shapes in beliefs]
    found = []
    for scale in scales:
        guesses = [
            Guess(believed, fit(scale.to(values), design, floor=laid.floor), design) for believed, design in designs
        ]
        found.append((scale, guesses))
    return max(found, key=lambda pair: float(np.logaddexp.reduce([guess.evidence for guess in pair[1]])))


def designed(laid: Course, read: int, steps: Sequence[Array], shapes: Sequence[Array]) -> Design:
    """The columns with the steps of older releases, and the shapes of what the newest may do."""
    design = lay_out(laid.periods, read, seasons=laid.seasons, releases=[*steps, *shapes])
    precision = design.precision.copy()
    presumed = [*[TAKEN_UP] * len(steps), *(AT_ONCE, STILL)[: len(shapes)]]
    precision[list(design.releases)] = [1 / far**2 for far in presumed]
    return replace(design, precision=precision)


def carried(
    laid: Course, guesses: Sequence[Guess], scale: Scale, read: int, places: Sequence[int], window: int
) -> Mixture:
    """The mean of `window` periods up to each place, on the scale: what of it was read, and what is to come."""
    values = scale.to(laid.values[:read])
    weights = np.zeros((len(places), laid.periods))
    for row, place in enumerate(places):
        weights[row, max(0, place - window + 1) : place + 1] = 1.0
    weights[:, :read] *= np.isfinite(values)
    weights /= weights.sum(axis=1, keepdims=True)
    known = weights[:, :read] @ np.nan_to_num(values)
    parts = [predict(guess.fit, guess.design.columns[read:], weights[:, read:]) for guess in guesses]
    shares = np.array([guess.believed for guess in guesses])
    return Mixture(
        np.concatenate([share * part.weight for share, part in zip(shares, parts, strict=True)]),
        np.concatenate([part.middle for part in parts]) + known,
        np.concatenate([part.scale for part in parts]),
        parts[0].freedom,
    )


def lifted(scale: Scale, values: Array, window: int) -> float:
    """How much the mean of a week is above its geometric mean, which is what a mean of logarithms comes to."""
    seen = values[np.isfinite(values)][-WEEKS * window :]
    whole = len(seen) - len(seen) % window
    if scale.middle is None or not whole:
        return 1.0
    weeks = seen[len(seen) - whole :].reshape(-1, window)
    return float((weeks.mean(axis=1) / np.exp(np.log(weeks).mean(axis=1))).mean())
