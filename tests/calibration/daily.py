"""Try what is looked at every day for four weeks: a metric that moves by itself, and a promise that does not come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.value.effect import Point
from bot.value.moved import moved
from bot.value.pace import pace
from bot.value.promise import Promised
from tests.calibration import tables
from tests.calibration.pieces import Work, pieces
from tests.calibration.targets import shaped
from tests.calibration.trial import NOON, SHIPPED
from tests.calibration.worlds import KINDS, LEVEL, POISSON, Array, world

BEFORE, DAYS = 90, 28
# What a metric moves by itself, or is promised to, as a share of the level.
MOVES = 0.2
PIECE = 5


@dataclass(frozen=True)
class Looked:
    """After how many days of looking each alarm came; None for not within four weeks."""

    kind: str
    # Nothing moved; all of it moved by a fifth.
    still: int | None
    moved: int | None
    # A promise came as it should, bit by bit; nothing of it came.
    kept: int | None
    broken: int | None


def work(series: int) -> Iterator[Work]:
    """All there is to do for so many series of each kind."""
    return pieces(KINDS, series, PIECE)


def done(piece: Work) -> list[Looked]:
    """A piece of work, done."""
    return [looked(piece.kind, number) for number in range(piece.first, piece.last)]


def looked(kind: str, number: int) -> Looked:
    """One series, looked at every day."""
    still = world(kind, number, before=BEFORE, after=DAYS, effect=0.0).without
    level = POISSON.get(kind, LEVEL)
    kept = still + MOVES * level * shaped("grows on", BEFORE, DAYS)
    return Looked(
        kind,
        still=first_alarm(still, is_moved),
        moved=first_alarm(world(kind, number, before=BEFORE, after=DAYS, effect=MOVES).read(), is_moved),
        kept=first_alarm(kept, lambda points, now: is_behind(points, now, MOVES * level)),
        broken=first_alarm(still, lambda points, now: is_behind(points, now, MOVES * level)),
    )


def first_alarm(values: Array, alarms) -> int | None:  # type: ignore[no-untyped-def]
    """The first day on which a look, in the evening, raises an alarm."""
    points = [Point(SHIPPED + timedelta(days=day - BEFORE) + NOON, float(value)) for day, value in enumerate(values)]
    for day in range(1, DAYS + 1):
        if alarms(points[: BEFORE + day], SHIPPED + timedelta(days=day)):
            return day
    return None


def is_moved(points: list[Point], now: datetime) -> bool:
    """Whether a metric is said to have moved."""
    return moved(points, now=now) is not None


def is_behind(points: list[Point], now: datetime, likely: float) -> bool:
    """Whether a promise is said not to come."""
    found = pace(
        points,
        shipped_at=SHIPPED,
        now=now,
        promised=Promised(low=likely / 2, likely=likely, high=2 * likely, sure=60, direction="up"),
        until=SHIPPED + timedelta(days=DAYS),
    )
    return found is not None and found.alarm in ("under", "harm")


def told(found: list[Looked]) -> dict[str, str]:
    """The table, by the name of its marks."""
    rows = []
    for kind in KINDS:
        here = [each for each in found if each.kind == kind]
        rows.append(
            [kind]
            + [within([getattr(each, what) for each in here], days)
               for what, days in (("still", DAYS), ("moved", 7), ("moved", DAYS), ("kept", DAYS), ("broken", DAYS))]
        )  # fmt: skip
    head = [
        "series", "alarm though nothing moved, %", "moved by 20 %: within 7 days, %", "… 28 days, %",
        "alarm though the promise came, %", "nothing of it came: within 28 days, %",
    ]  # fmt: skip
    return {"daily": tables.table(head, rows)}


def within(days: list[int | None], most: int) -> str:
    """How many of the alarms came within so many days, as a percentage."""
    return f"{100 * sum(day is not None and day <= most for day in days) / len(days):.1f}"
