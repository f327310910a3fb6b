"""Hold a metric against others that move with it, as far as they were read and no release was to move them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.value.effect.answer import ENOUGH, FEW
from bot.value.effect.sides import Sides
from bot.value.figure import counted
from bot.value.points import Point
from bot.value.series.grain import period_of

# What is said of a control that is left out.
TO_BE = ", which it is to be compared with"


@dataclass(frozen=True)
class Control:
    """Another metric that moves with one and that releases leave alone."""

    name: str
    points: Sequence[Point] = ()
    # Why it cannot be compared with, whatever was read of it; "" if it can.
    out: str = ""


@dataclass(frozen=True)
class Held:
    """The sides of a release without what was read when a control was not, and the controls they are held against."""

    sides: Sides
    controls: tuple[Control, ...]
    rows_in: tuple[str, ...]
    rows_out: tuple[str, ...]


def held_against(sides: Sides, controls: Sequence[Control]) -> Held:
    """The sides of a release beside those of the controls that can be compared with.

    A control stands at its mean where it was not read, which would make an effect of what moved both. So a metric is
    held against it only where both were read, and not at all where that is too little.
    """
    taken: list[Control] = []
    out: list[str] = []
    for control in controls:
        why = control.out or unfit(sides, control)
        if why:
            out.append(left_out(control, why))
            continue
        taken.append(control)
        sides = sides.only(sides.periods(control.points), f"of {sides.grain}s in which {control.name} was not read")
    before, since = (counted(len(sides.periods(points)), sides.grain) for points in (sides.earlier, sides.compared))
    told = tuple(f"compared with {control.name}: {before} of it before shipping, {since} since" for control in taken)
    return Held(sides, tuple(taken), told, tuple(out))


def left_out(control: Control, why: str) -> str:
    """That a control is not compared with, and why."""
    return f"{control.name}{TO_BE}: {why}"


def uncompared(control: Control) -> str:
    """The same where values alone are said."""
    return left_out(control, control.out or "too little was read of both to tell chance from change")


def unfit(sides: Sides, control: Control) -> str:
    """Why a control was read too little, or says nothing; "" if it can be compared with."""
    read = sides.periods(control.points)
    since, before = (sides.periods(points) for points in (sides.compared, sides.earlier))
    both = before & read
    # Long after shipping only the newest are compared.
    is_all = len(since) == len(sides.periods(sides.later))
    if not since & read:
        return "not read since shipping" if is_all else f"not read in the newest {counted(len(since), sides.grain)}"
    if 2 * len(since & read) < len(since):
        when = "since shipping" if is_all else "that are compared"
        return f"read in only {len(since & read)} of {counted(len(since), sides.grain)} {when}"
    if len(both) < ENOUGH or (len(both) <= FEW and 2 * len(both) < len(before)):
        return f"read in only {len(both)} of {counted(len(before), sides.grain)} before shipping"
    values = by_period(sides, control)
    return "" if len({values[period] for period in both}) > 1 else "it never changed before shipping"


def by_period(sides: Sides, control: Control) -> dict[int, float]:
    """The mean of what was read of a control in each period."""
    found: dict[int, list[float]] = {}
    for point in control.points:
        found.setdefault(period_of(point.at, sides.grain, sides.zone), []).append(point.value)
    return {period: math.fsum(values) / len(values) for period, values in found.items()}


def beneath(sides: Sides, first: int, count: int, control: Control) -> list[float]:
    """A control in so many periods from the period `first` on, NaN where it was not read."""
    found = by_period(sides, control)
    return [found.get(first + place, math.nan) for place in range(count)]
