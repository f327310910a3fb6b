"""Tell how people take what a team ships: adoption and satisfaction, with how old each reading is."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.freshness import Freshness, freshness
from bot.value.gauges import GAUGES
from storage import metrics, readings
from storage.metrics import Metric
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Taken:
    """How people take it, by one metric: what it is called, its newest reading, and how old that is."""

    label: str
    metric: Metric
    value: float | None
    freshness: Freshness


async def taken_by(session: AsyncSession, team: Team, metric: Metric | None, *, now: datetime) -> list[Taken]:
    """Adoption and satisfaction: of the team's channel, and of the outcome itself if that is what it moves."""
    found = []
    gauges = await metrics.gauges_for(session, team.channel_id, metric.pk if metric is not None else None)
    for gauge in gauges:
        newest = await readings.as_of(session, gauge.pk, now)
        alone = sum(1 for other in gauges if other.kind == gauge.kind) == 1
        found.append(
            Taken(
                label=GAUGES[gauge.kind].label if alone else gauge.name,
                metric=gauge,
                value=newest.value if newest is not None else None,
                freshness=freshness(newest.at if newest is not None else None, now, gauge.fresh_days),
            )
        )
    return found
