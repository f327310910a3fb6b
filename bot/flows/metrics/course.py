"""Tell the course of a metric: its readings over a time, what is wanted of it, and what shipped meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.alerts import Line, line_of
from bot.flows.metrics.archive import STATE
from bot.flows.metrics.edit import EDITED
from bot.value.baseline import WINDOW, propose
from bot.value.cadence import YEAR, windows
from bot.value.digits import difference
from bot.value.effect import Point
from bot.value.figure import Figure
from bot.value.freshness import Freshness, freshness
from bot.value.plot import Marker, Native, line
from bot.value.progress import progress, progress_figure
from bot.value.watermark import too_young
from storage import alerts, history, ledger, metrics, outcomes, readings
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.readings import Reading
from storage.releases import Release

# As many explanations, and as many changes, as one message shows.
MOVES = 3
# Readings this old tell how a metric moves; where it is read by the month, all of them.
SEEN, YEARS = timedelta(days=400), timedelta(days=30 * 366)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A metric over a time: its readings, the newest of all, and the outcomes that want to move it."""

    metric: Metric
    points: Sequence[Point]
    newest: Reading | None
    freshness: Freshness
    outcomes: Sequence[tuple[Outcome, float | None]]
    releases: Sequence[Release]
    lines: Sequence[Line] = ()
    # What people said of moves without a release, and what they changed of it, the newest first.
    moves: Sequence[Change] = ()
    edits: Sequence[Change] = ()
    # What it is compared with.
    control: Metric | None = None

    @property
    def values(self) -> list[float]:
        """The readings alone, the oldest first."""
        return [point.value for point in self.points]

    @property
    def change(self) -> float | None:
        """From the first reading of the time to the last; None with fewer than two."""
        return difference(self.points[-1].value, self.points[0].value) if len(self.points) > 1 else None

    def drawn(self, zone: str) -> Native | None:
        """The course as a line of few points, with what shipped and, where all want the same, the target.

        None with fewer than two readings, which a line cannot join.
        """
        if len(self.points) < 2:
            return None
        targets = {outcome.target for outcome, _ in self.outcomes if outcome.target is not None}
        return line(
            self.points,
            unit=self.metric.unit,
            title=self.metric.name,
            zone=zone,
            target=targets.pop() if len(targets) == 1 else None,
            markers=[
                Marker(release.shipped_at, f"REL-{release.number}")
                for release in self.releases
                if release.shipped_at is not None
            ],
        )


async def points(session: AsyncSession, metric_id: int, start: datetime, end: datetime) -> list[Point]:
    """A metric's readings from `start` up to, not including, `end`."""
    found = await readings.values_between(session, metric_id, start, end)
    return [Point(at=at, value=value) for at, value in found.items()]


async def read_lately(session: AsyncSession, metric_id: int, *, now: datetime) -> list[Point]:
    """The readings from which a metric is looked at as it is now."""
    until = now + timedelta.resolution
    found = await readings.values_between(session, metric_id, now - SEEN, until)
    lately = [Point(at, value) for at, value in found.items()]
    if windows(lately)[0] >= YEAR:
        longer = await readings.values_between(session, metric_id, now - YEARS, now - SEEN)
        lately = [*(Point(at, value) for at, value in longer.items()), *lately]
    return lately


async def course_of(session: AsyncSession, metric: Metric, start: datetime, end: datetime, *, now: datetime) -> Course:
    """A metric from `start` up to, not including, `end`."""
    newest, counted = (
        await readings.latest(session, metric.pk),
        await readings.newest_complete(session, metric.pk, metric.watermark, now=now),
    )
    wanted = []
    for outcome in await outcomes.on_metric(session, metric.pk):
        done = None
        if counted is not None and outcome.baseline is not None and outcome.target is not None:
            done = progress(outcome.baseline, outcome.target, counted.value)
        wanted.append((outcome, done))
    changes = await history.changes_of(session, "metric", metric.pk)
    return Course(
        metric=metric,
        points=await points(session, metric.pk, start, end),
        newest=newest,
        freshness=freshness(newest.at if newest is not None else None, now, metric.fresh_days),
        outcomes=wanted,
        releases=await ledger.shipped_on_metric(session, metric.pk, start, end),
        lines=[line_of(alert) for alert in await alerts.drawn_on(session, metric.pk)],
        moves=[change for change in changes if change.what == "moved"][:MOVES],
        edits=[change for change in changes if change.what in (*EDITED.values(), STATE)][:MOVES],
        control=await metrics.get(session, metric.control_id) if metric.control_id is not None else None,
    )


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some of all metrics in use, or of those that are archived, each with its newest reading."""

    rows: Sequence[tuple[Metric, Reading | None, Freshness]]
    number: int
    pages: int
    count: int
    is_archived: bool = False
    # How many there are on the other side: archived, or in use.
    others: int = 0


async def page_of(session: AsyncSession, number: int, *, size: int, now: datetime, archived: bool = False) -> Page:
    """One page of all metrics in use, or of those that are archived, by name; the last one where there are fewer."""
    every = await metrics.every(session)
    found = [metric for metric in every if (metric.archived_at is not None) == archived]
    pages = max(1, -(-len(found) // size))
    number = min(max(1, number), pages)
    rows = []
    for metric in found[(number - 1) * size : number * size]:
        newest = await readings.latest(session, metric.pk)
        rows.append((metric, newest, freshness(newest.at if newest is not None else None, now, metric.fresh_days)))
    return Page(
        rows=rows, number=number, pages=pages, count=len(found), is_archived=archived, others=len(every) - len(found)
    )


async def figures_of(session: AsyncSession, metric: Metric, *, now: datetime) -> list[Figure]:
    """What stands behind the figures that are shown of a metric: its baseline, and each outcome's progress."""
    made = []
    complete = now - metric.watermark
    proposed = propose(await points(session, metric.pk, now - 2 * WINDOW, complete), now)
    if proposed is not None:
        made.append(proposed.figure(metric.unit))
    newest = await readings.newest_complete(session, metric.pk, metric.watermark, now=now)
    for outcome in await outcomes.on_metric(session, metric.pk):
        if outcome.baseline is not None and outcome.target is not None:
            value = newest.value if newest is not None else None
            made.append(progress_figure(outcome.baseline, outcome.target, value, metric.unit))
    return [replace(figure, rows_out=(*figure.rows_out, *too_young(metric.watermark))) for figure in made]
