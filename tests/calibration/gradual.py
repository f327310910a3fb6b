"""Try releases that come bit by bit, though every release is taken for one that comes at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean

import numpy as np

from bot.value.effect import Point, estimate
from tests.calibration import tables
from tests.calibration.pieces import Work, pieces
from tests.calibration.trial import NOON, SHIPPED
from tests.calibration.worlds import Array, world

KINDS = ("white", "alike", "weekly", "trend")
BEFORE, ADDS = 90, 0.2
# Days over which all of it comes, and days since shipping; a mean of the last four weeks is compared.
RAMPS, SINCE, COMPARED = (0, 7, 14, 28), (14, 28, 56), 28
# Of two releases: when the other one shipped, and which of them adds something.
ALONE, LATER, EARLIER = (
    "alone",
    "another 14 days later, which does nothing",
    "another 28 days before, which does it all",
)
OTHERS = {LATER: 14, EARLIER: -28}
PIECE = 20


@dataclass(frozen=True)
class Came:
    """What was told of one series, and what came, as shares of all that is to come."""

    beside: str
    ramp: int
    since: int
    told: float
    came: float
    holds: bool


def work(series: int) -> Iterator[Work]:
    """All there is to do for so many series of each kind."""
    return pieces(KINDS, series, PIECE)


def done(piece: Work) -> list[Came]:
    """A piece of work, done."""
    cases = [(ALONE, ramp, since) for ramp in RAMPS for since in SINCE]
    cases += [(beside, ramp, COMPARED) for beside in OTHERS for ramp in RAMPS]
    found = [came_of(piece.kind, number, *case) for number in range(piece.first, piece.last) for case in cases]
    return [came for came in found if came is not None]


def came_of(kind: str, number: int, beside: str, ramp: int, since: int) -> Came | None:
    """One series; None where two releases are told as one."""
    without = world(kind, number, before=BEFORE, after=since, effect=0.0).without
    days = np.arange(BEFORE + since) - BEFORE
    all_of_it = ADDS * float(without[-min(COMPARED, since) :].mean())
    own = np.zeros(len(days)) if beside == EARLIER else ADDS * without * there(days, ramp)
    added = ADDS * without * there(days - OTHERS[EARLIER], ramp) if beside == EARLIER else own
    points = [
        Point(SHIPPED + timedelta(days=int(day)) + NOON, float(value))
        for day, value in zip(days, without + added, strict=True)
    ]
    others = [SHIPPED + timedelta(days=OTHERS[beside])] if beside in OTHERS else []
    effect = estimate(points, shipped_at=SHIPPED, now=points[-1].at, neighbours=others)
    if effect.train:
        return None
    assert effect.change is not None
    assert effect.low is not None
    assert effect.high is not None
    came = float(own[-min(COMPARED, since) :].mean())
    return Came(beside, ramp, since, effect.change / all_of_it, came / all_of_it, effect.low <= came <= effect.high)


def there(days: Array, ramp: int) -> Array:
    """How much of a release is there on days counted from its shipping: a straight line, measured at noon."""
    return np.clip((days + 0.5) / ramp, 0, 1) if ramp else (days >= 0).astype(float)


def told(found: Sequence[Came]) -> dict[str, str]:
    """The tables."""
    alone = [
        [over(ramp), *(of_all([each for each in found if (each.beside, each.ramp, each.since) == (ALONE, ramp, since)])
                       for since in SINCE)]
        for ramp in RAMPS
    ]  # fmt: skip
    pairs = []
    for beside in OTHERS:
        for ramp in RAMPS:
            here = [each for each in found if (each.beside, each.ramp) == (beside, ramp)]
            holds = f"{100 * mean(each.holds for each in here):.0f}" if here else "–"
            pairs.append([beside, over(ramp), of_all(here), holds])
    head = ["comes", *(f"+{since} days: told (came), %" for since in SINCE)]
    return {
        "gradual": tables.table(head, alone),
        "gradual beside": tables.table(["beside", "comes", "told (came), %", "holds what came, %"], pairs),
    }


def over(ramp: int) -> str:
    """How long it takes to come."""
    return f"over {ramp} days" if ramp else "at once"


def of_all(here: Sequence[Came]) -> str:
    """What was told, and in brackets what came, in percent of all that is to come."""
    if not here:
        return "–"
    seen, came = (100 * mean(each) for each in ([one.told for one in here], [one.came for one in here]))
    return f"{seen:.0f} ({came:.0f})".replace("-", "−")
