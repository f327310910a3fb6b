"""Keep a reading that someone typed."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import judge
from bot.flows.metrics.away import MetricArchived
from bot.flows.milestones import pass_milestones
from bot.value.digits import difference
from storage import readings
from storage.metrics import Metric
from storage.readings import Reading


class Ahead(Refusal):
    """That moment is still to come: a reading says what was."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A reading that was kept, the one before it, and what it corrects: what was known of the same moment."""

    metric: Metric
    reading: Reading
    before: Reading | None
    corrects: Reading | None = None

    @property
    def change(self) -> float | None:
        """How much it is above what it corrects, or else above the one before; None for a first one."""
        old = self.corrects or self.before
        return difference(self.reading.value, old.value) if old is not None else None


async def record(
    session: AsyncSession, caller: Caller, metric: Metric, *, value: float, at: datetime, now: datetime
) -> Recorded:
    """Keep one reading, typed by the caller; one for a moment that has one already corrects it.

    Raises:
        MetricArchived: it is put away.
        Ahead: the moment is still to come.
    """
    if metric.archived_at is not None:
        raise MetricArchived(metric)
    if at > now:
        raise Ahead()
    newest = await readings.as_of(session, metric.pk, at)
    same = newest if newest is not None and newest.at == at else None
    before = await readings.latest(session, metric.pk, before=at) if same is not None else newest
    reading = await readings.add(
        session,
        metric.pk,
        value=value,
        at=at,
        known_at=await readings.known_from(session, metric.pk, at, at, now) if same is not None else now,
        source="typed",
        who=caller.user_id,
    )
    await judge(session, metric, now=now)
    await pass_milestones(session, metric, now=now)
    return Recorded(metric=metric, reading=reading, before=before, corrects=same)
