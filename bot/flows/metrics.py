"""Define metrics, find them by name, and load their readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.value.baseline import WINDOW, propose
from bot.value.effect import Point
from bot.value.figure import Figure
from bot.value.freshness import Freshness, freshness
from bot.value.naming import clean, find_named, fold
from bot.value.numbers import parse_amount
from bot.value.progress import progress, progress_figure
from bot.value.units import normalize_unit
from storage import history, ledger, metrics, outcomes, readings
from storage.database import Database
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.readings import Reading
from storage.releases import Release

MAX_NAME = 80
MAX_UNIT = 20


@dataclass(frozen=True, kw_only=True)
class NewMetric:
    """A metric as it is typed into a form."""

    name: str
    unit: str = ""
    direction: str = "up"
    fresh_days: int = 7
    description: str = ""
    owner_id: str = ""
    # A first reading, as typed; empty for none.
    first_value: str = ""


class MetricGone(Refusal):
    """This metric no longer exists."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A reading that was kept, and the one before it."""

    metric: Metric
    reading: Reading
    before: Reading | None


@dataclass(frozen=True)
class Named:
    """A metric as bot.value.naming wants it; metrics have no keys."""

    name: str
    key: str
    thing: Metric


async def define(
    session: AsyncSession, caller: Caller, wanted: NewMetric, *, now: datetime, fields: dict[str, str] | None = None
) -> Metric:
    """Write a new metric, in the caller's transaction.

    `fields` says what the form calls a field, where it is not called by its own name.

    Raises:
        FieldErrors: a name that is empty, too long or taken; a unit or direction that is none.
    """
    called = {name: name for name in ("name", "unit", "direction", "fresh_days")} | (fields or {})
    errors: dict[str, str] = {}
    name = unit = ""
    try:
        name = clean(wanted.name, MAX_NAME)
    except Refusal as refusal:
        errors[called["name"]] = refusal.message
    try:
        unit = normalize_unit(clean(wanted.unit, MAX_UNIT, what="a unit", needed=False))
    except Refusal as refusal:
        errors[called["unit"]] = refusal.message
    if wanted.direction not in ("up", "down"):
        errors[called["direction"]] = "Say which way is good: up or down."
    if not 1 <= wanted.fresh_days <= 3660:
        errors[called["fresh_days"]] = "A reading stays fresh for 1 day to 3,660 days."
    if name and await metrics.by_folded(session, fold(name)) is not None:
        errors[called["name"]] = f"There is a metric called {name} already."
    if errors:
        raise FieldErrors(errors)
    metric = Metric(
        name=name,
        folded=fold(name),
        unit=unit,
        direction=wanted.direction,
        fresh_days=wanted.fresh_days,
        description=wanted.description,
        owner_id=wanted.owner_id or caller.user_id,
        created_by=caller.user_id,
        created_at=now,
    )
    session.add(metric)
    await session.flush()
    await history.record(
        session, "metric", metric.pk, who=caller.user_id, what="metric", old="", new=name, why="", at=now
    )
    return metric


async def create(database: Database, caller: Caller, wanted: NewMetric, *, now: datetime) -> Metric:
    """Write a new metric, with its first reading if one was typed.

    Raises:
        FieldErrors: as `define`; a first reading that is no number, or in another unit.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric = await define(session, caller, wanted, now=now)
        if wanted.first_value.strip():
            try:
                value = parse_amount(wanted.first_value, metric.unit)
            except Refusal as refusal:
                raise FieldErrors({"value": f"{refusal.message} {refusal.hint}".strip()}) from refusal
            await record(session, caller, metric, value=value, at=now, now=now)
    return metric


async def record(
    session: AsyncSession, caller: Caller, metric: Metric, *, value: float, at: datetime, now: datetime
) -> Recorded:
    """Keep one reading, typed by the caller; one for a moment that has one already corrects it.

    Raises:
        Ahead: the moment is still to come.
    """
    if at > now:
        raise Ahead()
    before = await readings.latest(session, metric.pk, before=at)
    reading = Reading(metric_id=metric.pk, value=value, at=at, known_at=now, source="typed", who=caller.user_id)
    session.add(reading)
    await session.flush()
    return Recorded(metric=metric, reading=reading, before=before)


class Ahead(Refusal):
    """That moment is still to come: a reading says what was."""


async def take_metric(session: AsyncSession, text: str) -> tuple[Metric, str]:
    """The metric that the first words of `text` name, and the words after it.

    Raises:
        Unknown: no metric is called that; the nearest are offered.
        Ambiguous: two names are alike.
    """
    found, rest = find_named(text, await named(session), noun="metric")
    return found.thing, rest


async def find_metric(session: AsyncSession, text: str) -> Metric:
    """The metric that all of `text` names.

    Raises:
        Unknown, Ambiguous: as `take_metric`.
    """
    found, _ = find_named(text, await named(session), noun="metric", whole=True)
    return found.thing


async def named(session: AsyncSession) -> Sequence[Named]:
    """All metrics in use, for finding one by name."""
    return [Named(metric.name, "", metric) for metric in await metrics.live(session)]


async def points(session: AsyncSession, metric_id: int, start: datetime, end: datetime) -> list[Point]:
    """A metric's readings from `start` up to, not including, `end`."""
    return [
        Point(at=reading.at, value=reading.value) for reading in await readings.between(session, metric_id, start, end)
    ]


@dataclass(frozen=True, kw_only=True)
class Course:
    """A metric over a time: its readings, the newest of all, and the outcomes that want to move it."""

    metric: Metric
    points: Sequence[Point]
    newest: Reading | None
    freshness: Freshness
    outcomes: Sequence[tuple[Outcome, float | None]]
    releases: Sequence[Release]

    @property
    def change(self) -> float | None:
        """From the first reading of the time to the last; None with fewer than two."""
        return self.points[-1].value - self.points[0].value if len(self.points) > 1 else None


async def course_of(session: AsyncSession, metric: Metric, start: datetime, end: datetime, *, now: datetime) -> Course:
    """A metric from `start` up to, not including, `end`."""
    newest = await readings.latest(session, metric.pk)
    wanted = []
    for outcome in await outcomes.on_metric(session, metric.pk):
        done = None
        if newest is not None and outcome.baseline is not None and outcome.target is not None:
            done = progress(outcome.baseline, outcome.target, newest.value)
        wanted.append((outcome, done))
    return Course(
        metric=metric,
        points=await points(session, metric.pk, start, end),
        newest=newest,
        freshness=freshness(newest.at if newest is not None else None, now, metric.fresh_days),
        outcomes=wanted,
        releases=await ledger.shipped_on_metric(session, metric.pk, start, end),
    )


async def listed(session: AsyncSession, *, now: datetime) -> list[tuple[Metric, Reading | None, Freshness]]:
    """All metrics with their newest readings."""
    found = []
    for metric in await metrics.live(session):
        newest = await readings.latest(session, metric.pk)
        found.append((metric, newest, freshness(newest.at if newest is not None else None, now, metric.fresh_days)))
    return found


async def figures_of(session: AsyncSession, metric: Metric, *, now: datetime) -> list[Figure]:
    """What stands behind the figures that are shown of a metric: its baseline, and each outcome's progress."""
    made = []
    proposed = propose(await points(session, metric.pk, now - 2 * WINDOW, now), now)
    if proposed is not None:
        made.append(proposed.figure(metric.unit))
    newest = await readings.latest(session, metric.pk)
    for outcome in await outcomes.on_metric(session, metric.pk):
        if outcome.baseline is not None and outcome.target is not None:
            value = newest.value if newest is not None else None
            made.append(progress_figure(outcome.baseline, outcome.target, value, metric.unit))
    return made
