"""Put a metric away that nobody needs any more, and bring it back: what was read and promised stays to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import needs_readings
from bot.flows.metrics.away import restoring
from bot.flows.metrics.define import MetricGone
from storage import history, ledger, metrics, outcomes
from storage.database import Database
from storage.metrics import Metric

# What of a metric changes, and from what to what.
STATE, IN_USE, AWAY = "state", "in use", "archived"


class StillNeeded(Refusal):
    """Something hangs on this metric."""


class ThatAlready(Refusal):
    """It is that already."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A metric that was put away or brought back, and which others are compared with it."""

    metric: Metric
    compared: Sequence[Metric] = ()


async def archive(database: Database, caller: Caller, metric: Metric, *, now: datetime) -> Moved:
    """Put a metric away: it is in no menu and no list, nobody is told of it, and no reading of it is taken.

    Raises:
        MetricGone: it is no longer there.
        ThatAlready: it is away.
        StillNeeded: an outcome that is not closed wants to move it, or a promise waits to be shown true by it.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        kept = await metrics.get(session, metric.pk)
        if kept is None:
            raise MetricGone()
        if kept.archived_at is not None:
            raise ThatAlready(f"{kept.name} is archived already.", hint=restoring(kept))
        await must_not_be_needed(session, kept)
        await enter(session, caller, kept, archived_at=now, now=now)
        compared = [other for other in await metrics.live(session) if other.control_id == kept.pk]
    return Moved(metric=kept, compared=compared)


async def restore(database: Database, caller: Caller, metric_id: int, *, now: datetime) -> Moved:
    """Bring a metric back as it was; the lines that were drawn for it speak again.

    Raises:
        MetricGone: it is no longer there.
        ThatAlready: it is in use.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        kept = await metrics.get(session, metric_id)
        if kept is None:
            raise MetricGone()
        if kept.archived_at is None:
            raise ThatAlready(f"{kept.name} is in use already.")
        await enter(session, caller, kept, archived_at=None, now=now)
        await needs_readings(session, kept.pk, now=now)
    return Moved(metric=kept)


async def enter(
    session: AsyncSession, caller: Caller, metric: Metric, *, archived_at: datetime | None, now: datetime
) -> None:
    """Write it down, for whoever asks later."""
    metric.archived_at = archived_at
    session.add(metric)
    old, new = (IN_USE, AWAY) if archived_at is not None else (AWAY, IN_USE)
    await history.record(session, "metric", metric.pk, who=caller.user_id, what=STATE, old=old, new=new, why="", at=now)
    await session.flush()


async def must_not_be_needed(session: AsyncSession, metric: Metric) -> None:
    """Refuse while something is to be shown by it.

    Raises:
        StillNeeded: and says what it is, and what ends it.
    """
    for outcome in await outcomes.on_metric(session, metric.pk):
        key = f"OUT-{outcome.number}"
        raise StillNeeded(
            f"{outcome.name} {key} wants to move {metric.name}.",
            hint=f"`/outcome close {key}` ends it, `/outcome edit {key}` gives it another metric.",
        )
    for _, release, _ in await ledger.hanging_on(session, metric.pk):
        key = f"REL-{release.number}"
        raise StillNeeded(
            f"{release.name} {key} promised to move {metric.name}, and has still to be looked at.",
            hint="Archive it after the last look, or `/outcome close` its outcome.",
        )
