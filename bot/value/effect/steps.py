"""Measure a release beside its neighbours, as far as they can be told apart."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

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
# How much it is believed before looking that a release comes at once rather than over any of the spans that are tried.
AT_ONCE = 0.9


def beside(
    course: Course,
    split: int,
    neighbours: Sequence[int],
    *,
    window: int,
    size: float | None = None,
    ramps: Sequence[int] = (),
) -> tuple[Measured | None, tuple[int, ...]]:
    """The effect of the release of the period `split`, and which neighbours (by their place) cannot be told from it.

    The nearest neighbour goes together with the release, again and again, until the rest can be told apart. What goes
    together is measured as one; None where too little was read before the first of them. `ramps` are over how many
    periods one may come that is told apart; without any all come at once.
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
                over = bit_by_bit(course, members, others, ramps)
                if over and (gradual := measured(course, members, others, window, size, over)) is not None:
                    found = replace(gradual, over=over)
                return found, tuple(sorted(train))
        train.append(rest.pop(0))
    cut = min([split, *(neighbours[place] for place in train)])
    if int(np.isfinite(course.values[:cut]).sum()) < ENOUGH:
        return None, ()
    return by_forecast(course, split, window=window, cut=cut, size=size), tuple(sorted(train))


def measured(
    course: Course,
    members: Sequence[int],
    others: Sequence[int],
    window: int,
    size: float | None,
    over: Mapping[int, int] | None = None,
) -> Measured | None:
    """The effect of a release, the first member, with those that go together with it, beside others.

    A forecast where all others came before, one fit of everything where one came since; None where there are fewer
    readings than unknowns, or none between the members and others. `over` says of places over how many periods their
    releases come.
    """
    beside = shapes(course, members, others, over or {})
    if beside is None:
        return None
    split, cut = members[0], min(members)
    try:
        if all(place < cut for place in others):
            return by_forecast(course, split, window=window, cut=cut, releases=beside, size=size)
        there = beside[0] if split in (over or {}) else np.ones(course.periods)
        return by_step(course, split, window, course.explained(len(course.values), beside), there)
    except TooFew:
        return None


def bit_by_bit(course: Course, members: Sequence[int], others: Sequence[int], ramps: Sequence[int]) -> dict[int, int]:
    """Over how many periods releases that are told apart come, by place, where that explains more than all at once.

    Each of the `ramps` is tried on the release, where it is fitted itself, and on its nearest neighbour.
    """
    if not ramps:
        return {}
    cut = min(members)
    is_forecast = all(place < cut for place in others)
    until = cut if is_forecast else len(course.values)

    def evidence(over: Mapping[int, int]) -> float:
        beside = shapes(course, members, others, over)
        if beside is None:
            return -math.inf
        try:
            found = course.explained(until, beside).fit.evidence
        except TooFew:
            return -math.inf
        return found + len(over) * math.log((1 - AT_ONCE) / len(ramps) / AT_ONCE)

    over: dict[int, int] = {}
    most = evidence(over)
    # Of several that go together nobody knows which of them comes bit by bit.
    own = members if len(members) == 1 and not is_forecast else []
    for place in [*own, others[0]]:
        for ramp in ramps:
            found = evidence(over | {place: ramp})
            if found > most:
                most, over[place] = found, ramp
    return over


def shapes(
    course: Course, members: Sequence[int], others: Sequence[int], over: Mapping[int, int]
) -> list[Array] | None:
    """The shapes of what a design has to tell apart; None where no reading does.

    Where all others came before they are their shapes alone, else the members' shape first.
    """
    cut = min(members)
    is_forecast = all(place < cut for place in others)
    rivals = apart(course.values[:cut] if is_forecast else course.values, others)
    beside = [coming(course.periods, place, over.get(place, 0)) for place in rivals.values()]
    if is_forecast:
        return beside
    if apart(course.values, members).keys() <= rivals.keys():
        return None
    split = members[0]
    return [
        coming(course.periods, split, over[split]) if split in over else shape(course.periods, members),
        *beside,
    ]


def apart(values: Array, places: Sequence[int]) -> dict[int, int]:
    """Of these places those that the readings tell apart, by how many readings came before: of several alike one."""
    read = np.isfinite(values)
    found: dict[int, int] = {}
    for place in places:
        before = int(read[:place].sum())
        if 0 < before < int(read.sum()):
            found.setdefault(before, place)
    return found


def coming(count: int, begins: int, over: int) -> Array:
    """A release that comes in a straight line over so many periods, taken in the middle of each; 0 is at once."""
    if not over:
        return step(count, begins)
    ramp: Array = np.clip((np.arange(count) - begins + 0.5) / over, 0, 1)
    return ramp


def shape(count: int, members: Sequence[int]) -> Array:
    """One effect of several releases: an equal part of it comes with each."""
    together: Array = np.mean([step(count, begins) for begins in members], axis=0)
    return together


def by_step(course: Course, split: int, window: int, explained: Explained, there: Array) -> Measured:
    """The coefficient of a design's first release as an effect, as much of it as is `there` in each period."""
    chosen = np.zeros(explained.design.columns.shape[1])
    chosen[explained.design.releases[0]] = 1.0
    mixture, scale = explained.fit.coefficient(chosen), explained.scale
    ends = np.array([mixture.quantile(LOW)[0], mixture.mean[0], mixture.quantile(HIGH)[0]])
    values = course.values[split:]
    weights = lately(values, window)
    after = weights @ np.nan_to_num(values)
    there = there[split : len(course.values)]
    change, overall = weights @ there
    expected = []
    for value, part in zip(values, there, strict=True):
        low, likely, high = spread(scale, part * ends, float(value))
        expected.append((float(value) - high, float(value) - likely, float(value) - low))
    return Measured(
        change=spread(scale, change * ends, float(after[0])),
        overall=spread(scale, overall * ends, float(after[1])),
        above=1 - float(mixture.below(np.zeros(1))[0]),
        expected=tuple(expected),
        compared="step",
        explained=explained,
        at_least=lambda size: 1 - float(mixture.below(np.array([scale.difference(size, float(after[0])) / change]))[0]),
    )


def width(measured: Measured) -> float:
    """How wide the range of a change is."""
    return measured.change[2] - measured.change[0]
