"""Try a metric beside another that moves with it: what both share is no effect, and what only one does is noise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bot.value.effect import Control, Point, estimate
from tests.calibration import tables
from tests.calibration.pieces import Work, pieces
from tests.calibration.trial import NOON, SHIPPED
from tests.calibration.worlds import LEVEL, Array

# What the two share: by how much they wander together a day, what moves both from three days after shipping on; and by
# how much each wanders by itself, and how much of the other's noise is its own.
SHARED = {
    "a walk": (2.0, 0.0, 0.0, 0.0),
    "a walk, then a shock": (2.0, 15.0, 0.0, 0.0),
    "noise, then a shock": (0.0, 15.0, 0.0, 0.0),
    "a walk; the other has noise of its own": (2.0, 0.0, 0.0, 3.0),
    "a walk, then a shock; the other has noise of its own": (2.0, 15.0, 0.0, 3.0),
    "nothing, each wanders": (0.0, 0.0, 2.0, 3.0),
}
BEFORE, AFTER, LATE = 90, 28, 3
# The noise of each, and what a unit of the other is worth in the metric's.
OWN, FOLLOWS = 3.0, 0.5
EFFECTS = (0.0, 0.05, 0.1)
ALONE, BESIDE = "alone", "beside it"
PIECE = 20


@dataclass(frozen=True)
class Told:
    """What was told of one series: whether the range holds no 0, whether it holds the truth, and half of it in %."""

    shared: str
    way: str
    effect: float
    found: bool
    holds: bool
    half_width: float


def work(series: int) -> Iterator[Work]:
    """All there is to do for so many series of each kind."""
    return pieces(SHARED, series, PIECE)


def done(piece: Work) -> list[Told]:
    """A piece of work, done."""
    return [told for number in range(piece.first, piece.last) for told in both(piece.kind, number)]


def made(shared: str, number: int) -> tuple[Array, Array]:
    """A metric without its release, and the one that it is compared with: the same each time."""
    chance = np.random.default_rng([list(SHARED).index(shared), number])
    days = BEFORE + AFTER
    walk, one, two = np.cumsum(chance.standard_normal((3, days)), axis=1)
    own, noise = OWN * chance.standard_normal((2, days))
    wanders, jumps, strays, others = SHARED[shared]
    common = wanders * walk + jumps * (np.arange(days) >= BEFORE + LATE)
    # What of the other's noise is not its own moves the metric, as the day's visits move the day's orders.
    passed_on = 0.0 if others else 1.0
    return LEVEL + common + passed_on * noise + strays * one + own, LEVEL + (common + noise + strays * two) / FOLLOWS


def both(shared: str, number: int) -> list[Told]:
    """One metric measured alone and beside the other, with each effect."""
    without, other = made(shared, number)
    control = Control("the other", read(other))
    found = []
    for size in EFFECTS:
        added = np.where(np.arange(len(without)) >= BEFORE, size * LEVEL, 0.0)
        points = read(without + added)
        for way, controls in ((ALONE, []), (BESIDE, [control])):
            effect = estimate(points, shipped_at=SHIPPED, now=points[-1].at, controls=controls)
            assert effect.low is not None
            assert effect.high is not None
            low, high = effect.low, effect.high
            true = size * LEVEL
            found.append(
                Told(shared, way, size, not low <= 0 <= high, low <= true <= high, 100 * (high - low) / 2 / LEVEL)
            )
    return found


def read(values: Array) -> list[Point]:
    """A reading a day, around shipping."""
    return [Point(SHIPPED + timedelta(days=day - BEFORE) + NOON, float(value)) for day, value in enumerate(values)]


def told(found: Sequence[Told]) -> dict[str, str]:
    """The table."""
    rows = []
    for shared in SHARED:
        for way in (ALONE, BESIDE):
            here = [each for each in found if (each.shared, each.way) == (shared, way)]
            by_size = [[each for each in here if each.effect == size] for size in EFFECTS]
            moved = [each for some in by_size[1:] for each in some]
            width = f"{np.median([each.half_width for each in here]):.1f}"
            seen = [share(some, "found") for some in by_size]
            rows.append([shared, way, seen[0], share(moved, "holds"), *seen[1:], width])
    head = ["shared", "measured", "false alarms, %", "holds the truth, %", "seen at +5 %", "+10 %", "± % of level"]
    return {"compared": tables.table(head, rows)}


def share(here: Sequence[Told], what: str) -> str:
    """How often something holds, as a percentage."""
    return f"{100 * sum(getattr(each, what) for each in here) / len(here):.1f}"
