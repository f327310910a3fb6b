"""Try the outlook: 90 days, a release, 14 days since, and a target four weeks ahead that is reached or not."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bot.value.effect import Point
from bot.value.outlook import look_ahead
from tests.calibration import tables
from tests.calibration.pieces import Work, pieces
from tests.calibration.trial import NOON, SHIPPED
from tests.calibration.worlds import POISSON, Array, world

KINDS = ("white", "alike", "weekly", "trend", "random walk", "counts")
# What the release adds by each day since: at most a tenth. The last is not among what is believed.
SHAPES = ("nothing", "at once", "levels off", "grows on", "faster and faster")
BEFORE, SINCE, AHEAD = 90, 14, 28
ADDS = 0.1
# Targets lie between these shares above and below the level of the last four weeks before.
MONTH = 28
LEAST, MOST = -0.2, 0.4
PIECE = 20
ALL = "all of them"


@dataclass(frozen=True)
class Told:
    """What was said of one series, and what came: in which shape, how probable the target, whether it was reached."""

    kind: str
    shape: str
    probability: float
    reached: bool
    holds: bool


def work(series: int) -> Iterator[Work]:
    """All there is to do for so many series of each kind and shape."""
    return pieces(KINDS, series, PIECE)


def done(piece: Work) -> list[Told]:
    """A piece of work, done."""
    return [told_of(piece.kind, shape, number) for number in range(piece.first, piece.last) for shape in SHAPES]


def told_of(kind: str, shape: str, number: int) -> Told:
    """One series with what a release adds in one shape, and a target drawn for it."""
    made = world(kind, number, before=BEFORE, after=SINCE + AHEAD, effect=0.0)
    chance = np.random.default_rng([zlib.crc32(f"{kind} {shape}".encode()), number])
    added = ADDS * shaped(shape, BEFORE, SINCE + AHEAD)
    values = made.without + (chance.poisson(POISSON[kind] * added) if kind in POISSON else made.without * added)
    target = float(np.mean(values[BEFORE - MONTH : BEFORE]) * (1 + chance.uniform(LEAST, MOST)))
    now = SHIPPED + timedelta(days=SINCE)
    points = [
        Point(SHIPPED + timedelta(days=day - BEFORE) + NOON, float(value))
        for day, value in enumerate(values[: BEFORE + SINCE])
    ]
    due = (now + timedelta(days=AHEAD - 1)).date()
    outlook = look_ahead(points, due=due, target=target, now=now, shipped=[SHIPPED])
    assert outlook is not None
    truth = float(values[-7:].mean())
    return Told(
        kind, shape, outlook.probability, truth >= target, outlook.at_end.low <= truth <= outlook.at_end.high
    )  # fmt: skip


def shaped(shape: str, before: int, since: int) -> Array:
    """How much of what a release adds is there on each day."""
    days = np.concatenate([np.zeros(before), np.arange(1, since + 1)])
    if shape == "nothing":
        return np.zeros(before + since)
    if shape == "at once":
        return (days > 0).astype(float)
    if shape == "levels off":
        return 1 - np.exp(-days / 14)
    return np.clip(days / since, 0, 1) ** (1 if shape == "grows on" else 2)


def told(found: list[Told]) -> dict[str, str]:
    """The tables, by the name of their marks."""
    believed = [each for each in found if each.shape != SHAPES[-1]]
    return {
        "targets": summed("series", KINDS, [(each.kind, each) for each in believed]),
        "shapes": summed("what the release adds", SHAPES, [(each.shape, each) for each in found]),
    }


def summed(name: str, rows: tuple[str, ...], found: list[tuple[str, Told]]) -> str:
    """For each row: the Brier score, that of saying the same of all, and how often the range holds what came."""
    made = []
    for row in (*rows, ALL):
        here = [each for where, each in found if row in (where, ALL)]
        reached = np.array([each.reached for each in here], dtype=float)
        brier = float(((np.array([each.probability for each in here]) - reached) ** 2).mean())
        holds = 100 * sum(each.holds for each in here) / len(here)
        made.append([row, f"{brier:.3f}", f"{reached.var():.3f}", f"{holds:.1f}"])
    return tables.table([name, "Brier score", "… of saying the same of all", "holds what came, %"], made)
