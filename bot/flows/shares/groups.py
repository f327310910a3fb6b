"""Find the releases that claim the same movement of a metric, and how much of it each gets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.controls import controls_of
from bot.flows.metrics.watermark import watermark_at
from bot.flows.releases.find import key_of
from bot.flows.since import mark_of
from bot.value.digits import measured
from bot.value.effect import Control, Effect, estimate
from bot.value.points import Point, mean
from bot.value.shares import Claim, Split, split, split_as_agreed, together
from bot.value.span import Span
from storage import ledger, readings, shares, verdicts
from storage.ledger import LedgerRow
from storage.metrics import Metric
from storage.promises import Promise
from storage.releases import Release
from storage.shares import Share
from storage.verdicts import Verdict

RATED = ("hit", "partly", "missed")
# Readings this long before the first of them say what would be expected without any.
BEFORE = timedelta(days=400)
WEEK = timedelta(days=7)
# More are not told apart by a fit.
MOST = 6
# What a claim may exceed before anybody is asked: less than this share of what was moved is no matter to agree on.
SMALL = Fraction(1, 10)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """One promise that is said to have moved a metric."""

    release: Release
    promise: Promise
    verdict: Verdict
    claim: Claim

    @property
    def key(self) -> str:
        """REL-7."""
        return key_of(self.release)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The promises that claim one movement of a metric, what it came to, and how it is shared."""

    metric: Metric
    members: Sequence[Claimed]
    split: Split
    # What was agreed, by promise; nothing yet.
    agreed: Sequence[Share] = ()

    @property
    def among(self) -> str:
        """Whose it is, as a share names it."""
        return among(self.members)

    @property
    def mark(self) -> str:
        """What is shared, in a few letters: a button that shows another is out of date."""
        return mark_of(self.among, self.split.size, *self.split.claimed.values())

    @property
    def is_worth_asking(self) -> bool:
        """Whether the claims exceed what was moved by more than a trifle."""
        return sum(self.split.claimed.values()) > self.split.size * (1 + SMALL)

    @property
    def is_cut(self) -> bool:
        """Whether anyone gets less than is claimed."""
        return dict(self.split.shares) != dict(self.split.claimed)

    @property
    def is_measured(self) -> bool:
        """Whether a fit of all of them tells them apart."""
        return all(member.claim.step is not None for member in self.members)

    @property
    def keys(self) -> str:
        """REL-7 and REL-9."""
        keys = [member.key for member in self.members]
        return f"{', '.join(keys[:-1])} and {keys[-1]}" if len(keys) > 1 else keys[0]

    def claimed(self, member: Claimed) -> float:
        """What a member claims, as a change of the metric."""
        return self.split.signed(self.split.claimed[member.claim.key])

    def share(self, member: Claimed) -> float:
        """What a member gets, as a change of the metric."""
        return self.split.signed(self.split.shares[member.claim.key])

    @property
    def unattributed(self) -> float:
        """What nobody gets, as a change of the metric."""
        return self.split.signed(self.split.unattributed)


def among(members: Iterable[Claimed]) -> str:
    """The promises that share something, as a share names them."""
    return ",".join(map(str, sorted(member.promise.pk for member in members)))


async def groups_on(session: AsyncSession, metric_ids: Iterable[int]) -> list[Group]:
    """What releases claim of these metrics, those together that may claim the same, by when the first shipped."""
    wanted = sorted(set(metric_ids))
    rows = await ledger.shipped_towards(session, wanted) if wanted else []
    last = await verdicts.of_promises(session, [row.promise.pk for row in rows if row.promise is not None])
    found = []
    for metric_id in wanted:
        on_it = [row for row in rows if row.metric is not None and row.metric.pk == metric_id]
        claimed = {one.claim.key: one for row in on_it if (one := claimed_by(row, last)) is not None}
        for claims in together(one.claim for one in claimed.values()):
            found.append(await group_of(session, [claimed[claim.key] for claim in claims], on_it))
    agreed = await shares.agreed(session, [group.among for group in found])
    return [as_agreed(group, agreed.get(group.among, [])) for group in found]


def claimed_by(row: LedgerRow, last: dict[int, Verdict]) -> Claimed | None:
    """What a release is said to have moved, by the answer that counts; None where nobody says."""
    promise, shipped_at = row.promise, row.release.shipped_at
    verdict = last.get(promise.pk) if promise is not None else None
    if promise is None or shipped_at is None or verdict is None or verdict.effect is None:
        return None
    if verdict.verdict not in RATED:
        return None
    claim = Claim(
        key=promise.pk, shipped_at=shipped_at, seen_at=verdict.at, change=verdict.effect, promised=promise.likely
    )
    return Claimed(release=row.release, promise=promise, verdict=verdict, claim=claim)


async def group_of(session: AsyncSession, members: Sequence[Claimed], rows: Sequence[LedgerRow]) -> Group:
    """What these members moved together, and the share of each that is proposed."""
    zones = {row.release.pk: row.zone for row in rows}
    row = rows[0]
    if row.metric is None:
        raise LookupError("A claim is about a metric.")
    first, zone = members[0], zones[members[0].release.pk]
    if len(members) == 1:
        change, low, high = first.claim.change, first.verdict.effect_low, first.verdict.effect_high
        alone = Span(change if low is None else low, change, change if high is None else high)
        return Group(metric=row.metric, members=members, split=split(alone, [first.claim]))
    until = max(member.claim.seen_at for member in members)
    start = first.claim.shipped_at - BEFORE
    values = await readings.values_between(session, row.metric.pk, start, until + timedelta.resolution)
    young = await watermark_at(session, row.metric, until)
    points = [Point(at, value) for at, value in values.items() if at <= until - young]
    controls = await controls_of(session, row.metric, points, shipped_at=first.claim.shipped_at, now=until)
    moved = moved_by(points, members, until, zone, controls)
    told = told_apart(points, members, until, zone, controls) if len(members) <= MOST else members
    return Group(metric=row.metric, members=told, split=split(moved, [member.claim for member in told]))


def moved_by(
    points: Sequence[Point], members: Sequence[Claimed], until: datetime, zone: str, controls: Sequence[Control]
) -> Span:
    """What a metric moved since the first of them shipped: where it came to, against what was expected without any.

    Where readings say nothing, it is what the largest claim says.
    """
    effect = estimate(points, shipped_at=members[0].claim.shipped_at, now=until, zone=zone, controls=controls)
    lately = [band for band in effect.expected if band.at > effect.expected[-1].at - WEEK]
    if effect.newest is not None and lately:
        low, mid, high = (
            float(measured(effect.newest) - mean([Point(band.at, getattr(band, side)) for band in lately]))
            for side in ("high", "mid", "low")
        )
        return Span(min(low, mid), mid, max(high, mid))
    if effect.change is not None:
        return Span(effect.change, effect.change, effect.change)
    most = max((member.claim.change for member in members), key=abs)
    return Span(most, most, most)


def told_apart(
    points: Sequence[Point], members: Sequence[Claimed], until: datetime, zone: str, controls: Sequence[Control]
) -> Sequence[Claimed]:
    """The members with the step that one fit of all gives each; as they are where it cannot tell all of them apart."""
    moments = [member.claim.shipped_at for member in members]
    steps: list[float] = []
    for member in members:
        shipped_at = member.claim.shipped_at
        others = [moment for moment in moments if moment != shipped_at]
        effect: Effect = estimate(
            points, shipped_at=shipped_at, now=until, zone=zone, neighbours=others, controls=controls
        )
        if effect.says != "range" or effect.change is None or effect.train or len(others) < len(members) - 1:
            return members
        steps.append(effect.change)
    return [
        replace(member, claim=replace(member.claim, step=step)) for member, step in zip(members, steps, strict=True)
    ]


def as_agreed(group: Group, agreed: Sequence[Share]) -> Group:
    """A group as people agreed to share it."""
    if not agreed:
        return group
    parts = {share.promise_id: share.size for share in agreed}
    claims = [member.claim for member in group.members]
    return replace(group, split=split_as_agreed(group.split.moved, claims, parts), agreed=agreed)


async def group_with(session: AsyncSession, metric_id: int, promise_id: int) -> Group | None:
    """The group that a promise claims in; None where it claims nothing."""
    for group in await groups_on(session, [metric_id]):
        if any(member.promise.pk == promise_id for member in group.members):
            return group
    return None
