"""Measure a release beside its neighbours, as far as they can be told apart."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.value.effect.answer import ENOUGH
from bot.value.effect.forecast import by_forecast, dated, foreseen
from bot.value.effect.measured import HIGH, LOW, Measured, Way, after_of, lately, measured_by, spread
from bot.value.series.course import Course, Explained
from bot.value.series.design import step
from bot.value.series.fit import TooFew
from bot.value.series.noise import Array
from bot.value.series.scale import Scale

# Neighbours are told apart if that makes the range no more than this many times as wide as that of them together.
APART = 1.5
# Each neighbour costs a coefficient: so many, the nearest, are looked at.
MOST = 8
# How much it is believed before looking that a release comes at once rather than over any of the spans that are tried.
AT_ONCE = 0.95


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
            found = way_of(course, members, others, window)
            as_one = way_of(course, [*members, others[0]], others[1:], window)
            if found is not None and (
                as_one is None or width(course, split, window, found) <= APART * width(course, split, window, as_one)
            ):
                ways = bit_by_bit(course, members, others, window, found, ramps)
                measured = measured_by(course, split, window, ways)
                if found.compared == "forecast":
                    measured = dated(measured, course, split, min(members), window, size)
                return measured, tuple(sorted(train))
        train.append(rest.pop(0))
    cut = min([split, *(neighbours[place] for place in train)])
    if int(np.isfinite(course.values[:cut]).sum()) < ENOUGH:
        return None, ()
    return by_forecast(course, split, window=window, cut=cut, size=size), tuple(sorted(train))


def way_of(
    course: Course,
    members: Sequence[int],
    others: Sequence[int],
    window: int,
    *,
    over: Mapping[int, int] | None = None,
    on: Scale | None = None,
) -> Way | None:
    """The effect of a release, the first member, with those that go together with it, beside others.

    A forecast where all others came before, one fit of everything where one came since; None where there are fewer
    readings than unknowns, or none between the members and others. `over` says of places over how many periods their
    releases come, `on` which scale is taken.
    """
    over = over or {}
    split, cut = members[0], min(members)
    is_forecast = all(place < cut for place in others)
    rivals = apart(course.values[:cut] if is_forecast else course.values, others)
    shapes = [coming(course, place, over.get(place, 0)) for place in rivals.values()]
    try:
        if is_forecast:
            return replace(foreseen(course, split, window, cut, shapes, on=on), over=over)
        if apart(course.values, members).keys() <= rivals.keys():
            return None
        own = coming(course, split, over[split]) if split in over else together(course.periods, members)
        explained = course.explained(len(course.values), [own, *shapes], on=on)
        there = own if split in over else np.ones(course.periods)
        return replace(fitted(course, split, window, explained, there), over=over)
    except TooFew:
        return None


def bit_by_bit(
    course: Course, members: Sequence[int], others: Sequence[int], window: int, found: Way, ramps: Sequence[int]
) -> list[tuple[float, Way]]:
    """What was found with all releases coming at once, and with one coming bit by bit: how probable each is, and it.

    Each of the `ramps` is tried on the release, where it is fitted itself, and on its nearest neighbour.
    """
    # Of several that go together nobody knows which of them comes bit by bit.
    own = members if len(members) == 1 and found.compared == "step" else []
    tried = [
        way_of(course, members, others, window, over={place: ramp}, on=found.explained.scale)
        for place in [*own, others[0]]
        for ramp in ramps
    ]
    gradual = [way for way in tried if way is not None]
    ways = [(AT_ONCE, found), *(((1 - AT_ONCE) / len(gradual), way) for way in gradual)]
    most = max(way.explained.fit.evidence for _, way in ways)
    weighed = [(believed * math.exp(way.explained.fit.evidence - most), way) for believed, way in ways]
    whole = sum(weight for weight, _ in weighed)
    return sorted(((weight / whole, way) for weight, way in weighed), key=lambda each: -each[0])


def apart(values: Array, places: Sequence[int]) -> dict[int, int]:
    """Of these places those that the readings tell apart, by how many readings came before: of several alike one."""
    read = np.isfinite(values)
    found: dict[int, int] = {}
    for place in places:
        before = int(read[:place].sum())
        if 0 < before < int(read.sum()):
            found.setdefault(before, place)
    return found


def coming(course: Course, begins: int, over: int) -> Array:
    """A release that comes in a straight line over so many periods, taken in the middle of each; 0 is at once.

    Where nothing was read for a while nobody knows better than that it begins with the next reading.
    """
    if not over:
        return step(course.periods, begins)
    seen = begins + int(np.isfinite(course.values[begins:]).argmax())
    ramp: Array = np.clip((np.arange(course.periods) - seen + 0.5) / over, 0, 1)
    return ramp


def together(count: int, members: Sequence[int]) -> Array:
    """One effect of several releases: an equal part of it comes with each."""
    shape: Array = np.mean([step(count, begins) for begins in members], axis=0)
    return shape


def fitted(course: Course, split: int, window: int, explained: Explained, there: Array) -> Way:
    """The coefficient of a design's first release as an effect, as much of it as is `there` in each period."""
    chosen = np.zeros(explained.design.columns.shape[1])
    chosen[explained.design.releases[0]] = 1.0
    coefficient = explained.fit.coefficient(chosen)
    values = course.values[split:]
    share = there[split : len(course.values)]
    return Way(
        explained,
        coefficient.of(0.0, lately(values, window) @ share),
        coefficient.of(explained.scale.to(values), -share),
        "step",
    )


def width(course: Course, split: int, window: int, way: Way) -> float:
    """How wide the range of the change is."""
    ends = np.array([each[0] for each in (way.change.quantile(LOW), way.change.mean, way.change.quantile(HIGH))])
    low, _, high = spread(way.explained.scale, ends, float(after_of(course, split, window)[0]))
    return high - low
