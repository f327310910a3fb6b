"""Try the effect of a release: on ten kinds of series, for three lengths before and three since, with four effects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.calibration import tables
from tests.calibration.elsewhere import causal_impact
from tests.calibration.trial import Trial, Way, ours, tried
from tests.calibration.worlds import KINDS

OURS, LOCAL, FOUR = "Payoff", "statsmodels, local level", "statsmodels, AICc of four"
PORT = "CausalImpact's Python port"
WAYS = (OURS, LOCAL, FOUR, PORT)
BEFORE, AFTER, EFFECTS = (28, 90, 365), (7, 14, 28), (0.0, 0.05, 0.1, 0.2)
COMPARED = (90, 14)
# So many series are one piece of work.
PIECE = 10
# A series takes the port as long as it takes Payoff a hundred: this share of them has to do.
SOME = 20


@dataclass(frozen=True)
class Work:
    """Some series of one kind, to be measured in one way."""

    kind: str
    first: int
    last: int
    way: str


def work(series: int, ways: Sequence[str]) -> Iterator[Work]:
    """All there is to do for so many series of each kind; the slow ones first."""
    for way in (PORT, FOUR, LOCAL, OURS):
        count = some(series) if way == PORT else series
        for kind in KINDS if way in ways else ():
            for first in range(0, count, PIECE):
                yield Work(kind, first, min(first + PIECE, count), way)


def some(series: int) -> int:
    """How many of so many series the port is tried on."""
    return max(1, series * SOME // 100)


def of_port(series: int) -> str:
    """What is said of the port where it was tried beside so many series, or where it did not install."""
    if series:
        return f"CausalImpact's Python port measured the first {some(series)} series of each kind."
    return "CausalImpact's Python port did not install where these tables were made: it is no part of them."


def done(piece: Work) -> list[Trial]:
    """A piece of work, done."""
    way = way_of(piece.way)
    times = [(before, after) for before in BEFORE for after in AFTER] if piece.way == OURS else [COMPARED]
    return [
        tried(piece.way, way, piece.kind, number, before=before, after=after, effect=effect)
        for number in range(piece.first, piece.last)
        for before, after in times
        for effect in EFFECTS
    ]


def way_of(name: str) -> Way:
    """A way of measuring by its name; the others are imported only where they are asked for."""
    if name == OURS:
        return ours
    if name == PORT:
        return causal_impact
    from tests.calibration.others import best_of_four, local_level

    return local_level if name == LOCAL else best_of_four


def told(trials: list[Trial]) -> dict[str, str]:
    """The tables, by the name of their marks."""
    trials.sort(key=lambda trial: list(KINDS).index(trial.kind))
    own = [trial for trial in trials if trial.way == OURS]
    found = {"effects": tables.effects(own), "looks": tables.looks(own)}
    beside = [trial for trial in trials if (trial.before, trial.after) == COMPARED]
    if len(beside) < len(trials) and any(trial.way != OURS for trial in beside):
        beside.sort(key=lambda trial: (list(KINDS).index(trial.kind), WAYS.index(trial.way)))
        found |= {"ways": tables.ways(beside), "calibrated": tables.calibrated(beside), "fair": tables.fair(beside)}
    return found
