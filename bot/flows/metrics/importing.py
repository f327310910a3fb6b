"""Bring readings from a CSV file: the good rows are kept in one go, the bad ones are named."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import judge
from bot.flows.metrics.away import MetricArchived
from bot.flows.milestones import pass_milestones
from bot.flows.teams import calendar_in
from bot.sources.csv import Bad, Parsed, parse_csv
from bot.value.amounts import format_amount
from bot.value.gauges import OffScale, on_scale
from bot.value.naming import fold, quoted
from storage import metrics, readings
from storage.database import Database
from storage.metrics import Metric

# As many reasons are told, each with as many of its lines.
MOST_REASONS = 10
MOST_LINES = 3


class WhichMetric(Refusal):
    """Nothing says which metric these readings are of."""

    def __init__(self) -> None:
        super().__init__(hint="Pick it, or write its name over the column of values.")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What an import did to one metric: readings that are new, that correct what was known, and that were known."""

    metric: str
    new: int
    corrected: int
    known: int


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Why rows were left out, and on which lines the first of them begin."""

    lines: Sequence[int]
    more: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of an import. `untold` counts bad rows whose reasons are not among those that are told."""

    kept: Sequence[Kept]
    bad: int
    left_out: Sequence[LeftOut]
    untold: int
    empty: int

    def to_json(self) -> dict[str, Any]:
        """As a post remembers it."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> "Imported":
        """As a post remembered it."""
        return cls(
            **told
            | {"kept": [Kept(**one) for one in told["kept"]], "left_out": [LeftOut(**one) for one in told["left_out"]]}
        )


@dataclass(frozen=True, kw_only=True)
class Courses:
    """The readings that were found in a file, by metric, and how it was read."""

    of: Sequence[tuple[Metric, dict[datetime, float]]]
    parsed: Parsed


async def import_rows(
    database: Database, caller: Caller, data: bytes | str, metric: Metric | None, *, now: datetime
) -> Imported:
    """Keep the readings of a file, or of pasted rows; of `metric`, unless they name theirs.

    Raises:
        Refusal: as `courses_in` and `keep`.
    """
    found = await courses_in(database, caller, data, metric, now=now)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        return await keep(session, caller, found, now=now)


async def courses_in(
    database: Database, caller: Caller, data: bytes | str, metric: Metric | None, *, now: datetime
) -> Courses:
    """The readings of a file, by metric.

    Raises:
        WhichMetric: neither the caller nor the file says it.
        Refusal: as `bot.sources.csv.parse_csv`: it is no such file, or can be read in two ways.
    """
    async with database.reading(caller.workspace_id) as session:
        known = {known.folded: known for known in await metrics.live(session)}
        calendar = await calendar_in(session, caller)
    # Many rows take a second, in which others come to their turn.
    return await asyncio.to_thread(read, data, metric, known, zone=calendar.zone, today=calendar.local(now).date())


def read(data: bytes | str, metric: Metric | None, known: Mapping[str, Metric], *, zone: str, today: date) -> Courses:
    """The readings of a file, by metric; `known` are all metrics in use, by their folded names.

    Raises:
        WhichMetric, Refusal: as `courses_in`.
    """

    def metric_called(name: str) -> Metric | None:
        # "Conversion (%)" is called Conversion.
        return known.get(fold(name)) or known.get(fold(name.partition(" (")[0]))

    def unit_of(name: str) -> str:
        called = metric_called(name)
        if called is None:
            # No guess at what was meant: there may be as many names as rows.
            raise Refusal(f"There is no metric called {quoted(name)}.")
        if metric is not None and called.pk != metric.pk:
            raise Refusal(f"This is of {quoted(called.name)}, and the import is for {quoted(metric.name)}.")
        return called.unit

    def parse(meant: Metric | None) -> Parsed:
        unit, name = (meant.unit, meant.name) if meant else ("", "")
        return parse_csv(data, zone=zone, today=today, unit=unit, metric=name, unit_of=unit_of)

    parsed = parse(metric)
    if metric is None and not parsed.columns.metric and len(parsed.columns.values) == 1:
        metric = metric_called(parsed.columns.values[0])
        if metric is None:
            raise WhichMetric()
        parsed = parse(metric)
    courses: dict[int, tuple[Metric, dict[datetime, float]]] = {}
    off: list[Bad] = []
    for reading in parsed.readings:
        of = metric_called(reading.metric) if reading.metric else metric
        if of is None:
            raise WhichMetric()
        try:
            on_scale(reading.value, of.kind)
        except OffScale as refusal:
            off.append(Bad(reading.line, format_amount(reading.value, of.unit), refusal.message))
            continue
        courses.setdefault(of.pk, (of, {}))[1][reading.at] = reading.value
    bad = tuple(sorted((*parsed.bad, *off)))
    return Courses(of=list(courses.values()), parsed=replace(parsed, bad=bad) if off else parsed)


async def keep(session: AsyncSession, caller: Caller, found: Courses, *, now: datetime) -> Imported:
    """Keep what is not known yet, in the caller's transaction.

    Raises:
        MetricArchived: one of them was put away since the form was opened or the file handed in; nothing is kept.
    """
    for metric, _ in found.of:
        as_is = await metrics.get(session, metric.pk)
        if as_is is not None and as_is.archived_at is not None:
            raise MetricArchived(as_is)
    kept = [await keep_course(session, caller, metric, course, now=now) for metric, course in found.of]
    left_out, untold = told(found.parsed.bad)
    return Imported(kept=kept, bad=len(found.parsed.bad), left_out=left_out, untold=untold, empty=found.parsed.empty)


async def keep_course(
    session: AsyncSession, caller: Caller, metric: Metric, course: dict[datetime, float], *, now: datetime
) -> Kept:
    """Keep the readings of one metric that say something new."""
    first, last = min(course), max(course)
    before = await readings.values_between(session, metric.pk, first, last + timedelta.resolution)
    changes = [(at, value) for at, value in course.items() if before.get(at) != value]
    if changes:
        known_at = await readings.known_from(session, metric.pk, first, last, now)
        await readings.add_many(session, metric.pk, changes, now=known_at, source="csv", who=caller.user_id)
        await judge(session, metric, now=now)
    await pass_milestones(session, metric, now=now)
    new = sum(1 for at, _ in changes if at not in before)
    return Kept(metric=metric.name, new=new, corrected=len(changes) - new, known=len(course) - len(changes))


def told(bad: Sequence[Bad]) -> tuple[list[LeftOut], int]:
    """The first reasons for which rows were left out, and how many rows have others."""
    lines: dict[str, list[int]] = {}
    for row in bad:
        lines.setdefault(row.why, []).append(row.line)
    first = list(lines.items())[:MOST_REASONS]
    left_out = [LeftOut(lines=at[:MOST_LINES], more=max(0, len(at) - MOST_LINES), why=why) for why, at in first]
    return left_out, len(bad) - sum(len(at) for _, at in first)
