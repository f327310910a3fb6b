"""Find the metric that another is compared with, at any moment, and what of it can be compared."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.define import metric_choices
from bot.flows.metrics.edit import EDITED, NO_CONTROL, control_in
from bot.flows.metrics.watermark import watermark_at
from bot.value.effect import Control, Point
from storage import history, ledger, metrics, readings
from storage.metrics import Metric

NOTHING = (NO_CONTROL, "Nothing")
# Of the period of the first reading the other metric may have been read before it.
PERIOD = timedelta(days=31)


async def choices_for(session: AsyncSession, metric: Metric) -> list[tuple[str, str]]:
    """What a metric may be compared with, what it is compared with first."""
    others = [other for other in await metrics.live(session) if other.pk != metric.pk]
    others.sort(key=lambda other: other.pk != metric.control_id)
    return [NOTHING, *metric_choices(others)]


async def control_at(session: AsyncSession, metric: Metric, moment: datetime) -> Metric | None:
    """The metric that one was compared with at a moment; None for none."""
    changes = await history.changes_of(session, "metric", metric.pk, what=EDITED["control_id"])
    later = [change for change in changes if change.at > moment]
    number = control_in(later[-1].old) if later else metric.control_id
    return await metrics.get(session, number) if number is not None else None


async def controls_of(
    session: AsyncSession, metric: Metric | None, points: Sequence[Point], *, shipped_at: datetime, now: datetime
) -> list[Control]:
    """What is to be compared with these readings of a metric, around what shipped, as known at `now`.

    Not one that a release was to move in that time, be it the same one: it would take the effect away.
    """
    control = await control_at(session, metric, now) if metric is not None else None
    if control is None:
        return []
    if control.archived_at is not None and control.archived_at <= now:
        return [Control(control.name, out="it is archived")]
    start = min([shipped_at, *(point.at for point in points)])
    movers = await ledger.shipped_on_metric(session, control.pk, start, now + timedelta.resolution)
    if movers:
        keys = " and ".join(f"REL-{release.number}" for release in movers)
        return [Control(control.name, out=f"{keys} promised to move it")]
    values = await readings.values_between(session, control.pk, start - PERIOD, now)
    complete = now - await watermark_at(session, control, now)
    return [Control(control.name, [Point(at, value) for at, value in values.items() if at <= complete])]
