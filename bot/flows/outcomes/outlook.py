"""Look ahead to the day of an outcome: where its metric will be by then, and how likely that is its target."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics import read_lately
from bot.value.outlook import Outlook, look_ahead
from storage import ledger
from storage.metrics import Metric
from storage.outcomes import Outcome


async def outlook_of(
    session: AsyncSession,
    outcome: Outcome,
    metric: Metric | None,
    *,
    zone: str,
    now: datetime,
    on_the_way: bool = False,
) -> Outlook | None:
    """How likely an outcome reaches its target by its date; None for a closed one, and where it cannot be told.

    `on_the_way` tells of days until then as well.
    """
    if metric is None or outcome.target is None or outcome.due is None or outcome.state == "closed":
        return None
    if outcome.due < now.date():
        return None
    points = await read_lately(session, metric.pk, now=now)
    if not points:
        return None
    shipped = await ledger.shipped_on_metric(session, metric.pk, points[0].at, now)
    return look_ahead(
        points,
        due=outcome.due,
        target=outcome.target,
        now=now,
        direction=metric.direction,
        zone=zone,
        shipped=[release.shipped_at for release in shipped if release.shipped_at is not None],
        watermark=metric.watermark,
        on_the_way=on_the_way,
    )
