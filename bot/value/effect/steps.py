"""Measure a release beside its neighbours, as far as they can be told apart."""

from collections.abc import Sequence

import numpy as np

from bot.value.effect.answer import ENOUGH
from bot.value.effect.forecast import by_forecast
from bot.value.effect.measured import HIGH, LOW, Measured, lately, spread
from bot.value.series.course import Course, Explained
from bot.value.series.design import step
from bot.value.series.fit import TooFew
from bot.value.series.noise import Array

# Neighbours are told apart if that makes the range no more than this many times as wide as that of them together.
APART = 1.5
# Each neighbour costs a coefficient: so many, the nearest, are looked at.
MOST = 8


def beside(
    course: Course, split: int, neighbours: Sequence[int], *, window: int, size: float | None = None
) -> tuple[Measured | None, tuple[int, ...]]:
    """The effect of the release of the period `split`, and which neighbours (by their place) cannot be told from it.

    The nearest neighbour goes together with the release, again and again, until the rest can be told apart. What goes
    together is measured as one; None where too little was read before the first of them.
    """
    nearest = sorted(range(len(neighbours)), key=lambda place: (abs(neighbours[place] - split), neighbours[place]))
    # A neighbour that nothing was read before, or nothing since, moves nothing that is compared.
    rest = [place for place in nearest if 0 < neighbours[place] < len(course.values)][:MOST]
    train: list[int] = []
    while rest:
        members = [split, *(neighbours[place] for place in train)]
        others = [neighbours[place] for place in rest]
        if others[0] not in members:
            found = measured(course, members, others, window, size)
            together = measured(course, [*members, others[0]], others[1:], window, size)
            if found is not None and (together is None or width(found) <= APART * width(together)):
                return found, tuple(sorted(train))
        train.append(rest.pop(0))
    cut = min([split, *(neighbours[place] for place in train)])
    if int(np.isfinite(course.values[:cut]).sum()) < ENOUGH:
        return None, ()
    return by_forecast(course, split, window=window, cut=cut, size=size), tuple(sorted(train))


def measured(
    course: Course, members: Sequence[int], others: Sequence[int], window: int, size: float | None
) -> Measured | None:
    """The effect of a release, the first member, with those that go together with it, beside others.

    A forecast where all others came before, one fit of everything where one came since; None where there are fewer
    readings than unknowns, or none between the members and others.
    """
    split, cut = members[0], min(members)
    try:
        if all(place < cut for place in others):
            earlier = [step(course.periods, place) for place in apart(course.values[:cut], others).values()]
            return by_forecast(course, split, window=window, cut=cut, releases=earlier, size=size)
        rivals = apart(course.values, others)
        if apart(course.values, members).keys() <= rivals.keys():
            return None
        shapes = [shape(course.periods, members), *(step(course.periods, place) for place in rivals.values())]
        return by_step(course, split, window, course.explained(len(course.values), shapes))
    except TooFew:
        return None


def apart(values: Array, places: Sequence[int]) -> dict[int, int]:
    """Of these places those that the readings tell apart, by how many readings came before: of several alike one."""
    read = np.isfinite(values)
    found: dict[int, int] = {}
    for place in places:
        before = int(read[:place].sum())
        if 0 < before < int(read.sum()):
            found.setdefault(before, place)
    return found


def shape(count: int, members: Sequence[int]) -> Array:
    """One effect of several releases: an equal part of it comes with each."""
    together: Array = np.mean([step(count, begins) for begins in members], axis=0)
    return together


def by_step(course: Course, split: int, window: int, explained: Explained) -> Measured:
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
        at_least=lambda size: 1 - float(mixture.below(np.array([scale.difference(size, float(after[0]))]))[0]),
    )


def width(measured: Measured) -> float:
    """How wide the range of a change is."""
    return measured.change[2] - measured.change[0]
