"""Measure a release beside its neighbours: a step for each in one fit, as far as they can be told apart."""

from collections.abc import Sequence

import numpy as np

from bot.value.effect.forecast import by_forecast
from bot.value.effect.measured import HIGH, LOW, Measured, lately, spread
from bot.value.series.course import Course, Explained
from bot.value.series.design import step
from bot.value.series.fit import TooFew
from bot.value.series.noise import Array

# Neighbours are told apart if that makes the range no more than this many times as wide as that of them together.
APART = 1.5


def beside(
    course: Course, split: int, neighbours: Sequence[int], *, window: int, size: float | None = None
) -> tuple[Measured, tuple[int, ...]]:
    """The effect of the release of the period `split`, and which neighbours (by their place) cannot be told from it.

    The nearest neighbour goes together with the release, again and again, until the rest can be told apart. What goes
    together is measured as one. Where all do, and where there are none, the forecast from before the first of them is
    what is compared with.

    Raises:
        TooFew: fewer readings than there are unknowns.
    """
    total = len(course.values)
    nearest = sorted(range(len(neighbours)), key=lambda place: (abs(neighbours[place] - split), neighbours[place]))
    # A neighbour that nothing was read before, or nothing since, moves nothing that is compared.
    rest = [place for place in nearest if 0 < neighbours[place] < total]
    train: list[int] = []
    while rest:
        members = [split, *(neighbours[place] for place in train)]
        following = neighbours[rest[0]]
        shapes = [shape(total, members), *(step(total, neighbours[place]) for place in rest)]
        found = stepped(course, split, shapes, window)
        if found is not None and following not in members:
            others = [step(total, neighbours[place]) for place in rest[1:]]
            together = stepped(course, split, [shape(total, [*members, following]), *others], window)
            if together is None or width(found) <= APART * width(together):
                return found, tuple(sorted(train))
        train.append(rest.pop(0))
    cut = min([split, *(neighbours[place] for place in train)])
    return by_forecast(course, split, window=window, cut=cut, size=size), tuple(sorted(train))


def shape(count: int, members: Sequence[int]) -> Array:
    """One effect of several releases: an equal part of it comes with each."""
    together: Array = np.mean([step(count, begins) for begins in members], axis=0)
    return together


def stepped(course: Course, split: int, shapes: Sequence[Array], window: int) -> Measured | None:
    """The effect of the first of these shapes in one fit with the others; None where the readings cannot tell it."""
    total = len(course.values)
    padded = [np.concatenate([each, np.ones(course.periods - total)]) for each in shapes]
    try:
        explained = course.explained(total, padded)
    except TooFew:
        return None
    return told(course, split, window, explained)


def told(course: Course, split: int, window: int, explained: Explained) -> Measured:
    """The coefficient of a design's first release as an effect."""
    chosen = np.zeros(explained.design.columns.shape[1])
    chosen[explained.design.releases[0]] = 1.0
    mixture, scale = explained.fit.coefficient(chosen), explained.scale
    ends = np.array([mixture.quantile(LOW)[0], mixture.mean[0], mixture.quantile(HIGH)[0]])
    values = course.values[split:]
    after = lately(values, window) @ np.nan_to_num(values)
    expected = []
    for value in values:
        low, likely, high = spread(scale, ends, float(value))
        expected.append((float(value) - high, float(value) - likely, float(value) - low))
    return Measured(
        change=spread(scale, ends, float(after[0])),
        overall=spread(scale, ends, float(after[1])),
        above=1 - float(mixture.below(np.zeros(1))[0]),
        expected=tuple(expected),
        compared="step",
        explained=explained,
    )


def width(measured: Measured) -> float:
    """How wide the range of a change is."""
    return measured.change[2] - measured.change[0]
