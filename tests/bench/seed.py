"""Fill a workspace: a dozen releases of this quarter with what came of them, and metrics with long histories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import metrics, readings, teams, workspaces
from storage.checkins import CheckIn
from storage.database import Database
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Release
from storage.rows import Row
from storage.teams import Team
from storage.verdicts import Verdict

WORKSPACE = "T0PAYOFF"
CHANNEL = "C0CHECKOUT"
METRIC = "Checkout conversion"
WHO = "U0ANA"
# What came of each of the dozen: a verdict with evidence or without, "" for none yet, None for maintenance.
CAME_OF: tuple[tuple[str, bool] | None, ...] = (
    ("hit", True), ("hit", True), ("hit", True), ("partly", True), ("partly", True), ("missed", True), ("missed", True),
    ("too_early", False), ("hit", False), ("", False), ("", False), None,
)  # fmt: skip
BATCH = 50_000


@dataclass(frozen=True)
class History:
    """A metric with this many readings, a step apart, the newest just now."""

    name: str
    count: int
    step: timedelta


async def seed(database: Database, histories: Sequence[History], *, now: datetime) -> int:
    """Fill an empty database; the workspace's row number."""
    async with database.everywhere() as session:
        workspace = await workspaces.ensure(session, WORKSPACE, name="Northwind Outfitters", now=now)
    number = workspace.id or 0
    async with database.writing(number) as session:
        await releases(session, now)
    for history in histories:
        await grow(database, number, history, now)
    return number


async def releases(session: AsyncSession, now: datetime) -> None:
    """A team, a metric, and the dozen, spread over the quarter up to now; one outcome for every three."""
    begins = datetime(now.year, now.month - (now.month - 1) % 3, 1, tzinfo=UTC)
    early: dict[str, Any] = {"created_by": WHO, "created_at": begins}
    team = await teams.ensure(session, CHANNEL, zone="UTC", created_by=WHO, now=begins, channel_name="checkout")
    metric = await new_metric(session, METRIC, begins)
    for day in range(60):
        await add(session, reading(metric, 3.8 + day % 7 / 50, now - timedelta(days=day)))
    for number, came in enumerate(CAME_OF, 1):
        if number % 3 == 1:
            meaning: dict[str, Any] = {
                "name": f"Fewer people give up while paying {number}",
                "kind": "business_outcome",
                "category": "revenue",
                "metric_id": metric.pk,
                "baseline": 3.8,
                "target": 4.5,
                "due": (now + timedelta(days=90)).date(),
                "owner_id": WHO,
            }
            outcome = Outcome(**meaning, **early, number=number, folded=f"outcome {number}", team_id=team.pk)
            await add(session, outcome)
            await add(session, OutcomeVersion(**meaning, outcome_id=outcome.pk, version=1, who=WHO, at=begins))
        shipped = begins + (now - begins) * (number - 0.5) / len(CAME_OF)
        release = Release(
            number=number,
            team_id=team.pk,
            name=f"One-page checkout, part {number}",
            folded=f"one-page checkout, part {number}",
            state="reviewing",
            window_from=shipped.date(),
            window_to=shipped.date(),
            maintenance=came is None,
            exempt_why="" if came else "Keys expire",
            feature_count=2,
            owner_id=WHO,
            shipped_at=shipped,
            **early,
        )
        await add(session, release)
        if came is not None:
            await promise(session, team, outcome, release, came, shipped)


async def promise(
    session: AsyncSession, team: Team, outcome: Outcome, release: Release, came: tuple[str, bool], shipped: datetime
) -> None:
    """What a release promised, the look at it, and what came of it."""
    word, verified = came
    promised = Promise(
        release_id=release.pk,
        outcome_id=outcome.pk,
        outcome_version=1,
        low=0.2,
        likely=0.5,
        high=0.8,
        worth_low=1_000_000,
        worth_likely=4_000_000,
        worth_high=6_000_000,
        currency="EUR",
        state="frozen",
        promised_by=WHO,
        promised_at=shipped,
        frozen_at=shipped,
    )
    await add(session, promised)
    look = CheckIn(
        promise_id=promised.pk,
        release_id=release.pk,
        team_id=team.pk,
        day=7,
        due_at=shipped + timedelta(minutes=1),
        state="answered" if word else "asked",
    )
    await add(session, look)
    if word:
        verdict = Verdict(
            checkin_id=look.pk,
            promise_id=promised.pk,
            release_id=release.pk,
            outcome_version=1,
            verdict=word,
            verified=verified,
            before=3.8,
            after=4.2,
            effect=0.4 if word != "too_early" else None,
            worth=250_000 if verified and word != "missed" else None,
            currency="EUR",
            who=WHO,
            at=shipped + timedelta(minutes=2),
        )
        await add(session, verdict)


async def grow(database: Database, workspace_id: int, history: History, now: datetime) -> None:
    """A metric with its history."""
    async with database.writing(workspace_id) as session:
        metric = await new_metric(session, history.name, now)
    for rows in batches(metric.pk, history, now):
        async with database.writing(workspace_id) as session:
            await session.exec(insert(Reading), params=rows)


def batches(metric_id: int, history: History, now: datetime) -> Iterator[list[dict[str, Any]]]:
    """The rows of a history, the oldest first, as it grew."""
    for first in range(history.count, 0, -BATCH):
        rows = []
        for back in range(first, max(0, first - BATCH), -1):
            at = now - history.step * back
            value = 1200 + back % 144
            rows.append({"metric_id": metric_id, "value": value, "at": at, "known_at": at, "source": "feed", "who": ""})
        yield rows


async def new_metric(session: AsyncSession, name: str, at: datetime) -> Metric:
    """A metric without readings."""
    metric = Metric(name=name, folded=name.casefold(), unit="%", created_by=WHO, created_at=at)
    await add(session, metric)
    return metric


def reading(metric: Metric, value: float, at: datetime) -> Reading:
    """One reading, known as soon as it was."""
    return Reading(metric_id=metric.pk, value=value, at=at, known_at=at, source="feed")


async def add(session: AsyncSession, row: Row) -> None:
    """Save a row, so that it has its number."""
    session.add(row)
    await session.flush()


async def count_readings(database: Database, workspace_id: int) -> int:
    """How many readings the dozen's metric has."""
    async with database.reading(workspace_id) as session:
        metric = await metrics.by_folded(session, METRIC.casefold())
        return await readings.count(session, metric.pk) if metric is not None else 0
