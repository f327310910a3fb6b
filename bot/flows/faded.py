"""Notice what shipped things no longer give: effects that have faded below half, once a month each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.controls import controls_of
from bot.flows.releases.find import key_of
from bot.value.amounts import format_change
from bot.value.calendar import DAY
from bot.value.digits import exact
from bot.value.effect import Effect, Point, estimate
from bot.value.effect.controls import TO_BE
from bot.value.halflife import Decay, decay
from bot.value.money import Money
from bot.value.points import between, mean
from storage import history, ledger, readings, verdicts
from storage.ledger import LedgerRow
from storage.metrics import Metric
from storage.promises import Promise
from storage.releases import Release
from storage.teams import Team

# What has faded below this is worth a word, again after a month.
HALF, MONTH = 0.5, timedelta(days=28)
# Readings this long before shipping say what would be expected; for two years an effect is looked at.
BEFORE, LOOKED_AT = timedelta(days=400), timedelta(days=730)
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Faded:
    """A release that delivered, and gives less than half of that now."""

    release: Release
    metric: Metric
    decay: Decay
    # The sign of what it gave.
    sign: int
    # What it is worth a month now, at the price that was promised, and what it costs a month; None where nobody said.
    gives: Money | None = None
    upkeep: Money | None = None
    promise: Promise
    # What it was compared with, and what not, with the reason: as far as that goes it is measured alone.
    compared_with: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """REL-7."""
        return key_of(self.release)

    @property
    def now(self) -> float:
        """What it gives now, as a change of the metric."""
        return self.sign * self.decay.now

    @property
    def first(self) -> float:
        """What it gave at first, as a change of the metric."""
        return self.sign * self.decay.first

    @property
    def costs_more(self) -> bool:
        """Whether its upkeep is more than it gives; False where that cannot be compared."""
        if self.gives is None or self.upkeep is None or self.gives.currency != self.upkeep.currency:
            return False
        return self.upkeep.amount > self.gives.amount


async def faded_of(session: AsyncSession, team: Team, *, now: datetime) -> list[Faded]:
    """What a team shipped that has faded and was not told of within the last month, the longest shipped first.

    Only what was verified to have delivered, and is not looked at any more by check-ins.
    """
    rows = [
        row
        for row in await ledger.shipped_by(session, team.pk, now - LOOKED_AT, now)
        if row.release.state == "closed" and row.promise is not None
    ]
    last = await verdicts.of_promises(session, [row.promise.pk for row in rows if row.promise is not None])
    found = []
    for row in reversed(rows):
        verdict = last.get(row.promise.pk) if row.promise is not None else None
        if verdict is None or not verdict.verified or verdict.verdict not in ("hit", "partly"):
            continue
        if await told_since(session, row.release, now - MONTH):
            continue
        faded = await faded_from(session, row, team, now=now)
        if faded is not None:
            found.append(faded)
    return found


async def told_since(session: AsyncSession, release: Release, since: datetime) -> bool:
    """Whether it was said since a moment that a release has faded."""
    told = await history.changes_of(session, "release", release.pk, what="faded", limit=1)
    return bool(told) and told[0].at > since


async def faded_from(session: AsyncSession, row: LedgerRow, team: Team, *, now: datetime) -> Faded | None:
    """How one promise has faded; None where it has not, or nothing can be told."""
    shipped_at, promise, metric = row.release.shipped_at, row.promise, row.metric
    if shipped_at is None or promise is None or metric is None:
        return None
    values = await readings.values_between(session, metric.pk, shipped_at - BEFORE, now)
    points = [Point(at, value) for at, value in values.items()]
    sign = -1 if metric.direction == "down" else 1
    controls = await controls_of(session, metric, points, shipped_at=shipped_at, now=now)
    effect = estimate(
        points, shipped_at=shipped_at, now=now, watermark=metric.watermark, zone=team.zone, controls=controls
    )
    weeks = by_week(points, effect, shipped_at, now - metric.watermark, ZoneInfo(team.zone))
    found = decay([(day, sign * size) for day, size in weeks])
    if found is None or found.left >= HALF:
        return None
    gives = None
    if promise.worth_likely is not None:
        share = Fraction(exact(found.now)) / abs(Fraction(exact(promise.likely)))
        gives = Money.of_minor(promise.worth_likely, promise.currency).times(share / 12)
    upkeep = None
    if row.release.cost_monthly is not None:
        upkeep = Money.of_minor(row.release.cost_monthly, row.release.cost_currency)
    return Faded(
        release=row.release,
        metric=metric,
        decay=found,
        sign=sign,
        gives=gives,
        upkeep=upkeep,
        promise=promise,
        compared_with=effect.compared_with,
        alone=tuple(f"Not compared with {row.replace(TO_BE, '', 1)}" for row in effect.rows_out if TO_BE in row),
    )


def by_week(
    points: Sequence[Point], effect: Effect, shipped_at: datetime, until: datetime, here: ZoneInfo
) -> list[tuple[float, float]]:
    """The effect of each whole week since shipping that was read to its end, by the days at its middle.

    A day of which nobody knows what to expect, as what it is compared with was not read, counts on neither side.
    """
    without = [Point(band.at, band.mid) for band in effect.expected]
    days = {point.at.astimezone(here).date() for point in without}
    is_daily = any(day + DAY in days for day in days)
    both = [point for point in points if not is_daily or point.at.astimezone(here).date() in days]
    found = []
    start = shipped_at
    while start + WEEK <= until:
        seen, would_be = between(both, start, start + WEEK), between(without, start, start + WEEK)
        if seen and would_be:
            found.append(((start - shipped_at) / timedelta(days=1) + 3.5, float(mean(seen) - mean(would_be))))
        start += WEEK
    return found


async def note_told(session: AsyncSession, told: Sequence[Faded], *, now: datetime) -> None:
    """Keep that it was said, so that it is not said again this month."""
    for one in told:
        new = format_change(one.now, one.metric.unit)
        old = format_change(one.first, one.metric.unit)
        await history.record(session, "release", one.release.pk, who="", what="faded", old=old, new=new, at=now)
