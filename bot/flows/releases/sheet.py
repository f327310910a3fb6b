"""Gather everything that is to be said about one release: for its card, and for whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.conditions import condition_of
from bot.flows.honest import Expected, expected, honest_for
from bot.flows.metrics import read_lately
from bot.flows.releases.find import key_of
from bot.value.detectable import Detectable, detectable
from bot.value.effort import effort_words
from bot.value.money import Money
from bot.value.returns import Cost
from storage import (
    checkins,
    evidence,
    forecasts,
    history,
    metrics,
    outcomes,
    promises,
    releases,
    rules,
    teams,
    verdicts,
)
from storage.evidence import Evidence
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.releases import Criterion, Release
from storage.rules import Rule
from storage.teams import Team
from storage.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """A promise with what it was about, as it was meant when it was promised, and what came of it."""

    promise: Promise
    outcome: Outcome
    meaning: OutcomeVersion
    metric: Metric | None
    verdict: Verdict | None
    # What the team holds itself to.
    rule: Rule | None = None

    @property
    def rule_words(self) -> str:
        """When its rule applies: "the change is below +0.2 pt by day 30"; "" without one."""
        return condition_of(self.rule).words(self.metric.unit if self.metric is not None else "") if self.rule else ""

    @property
    def worth(self) -> tuple[Money, Money, Money] | None:
        """What it would be worth a year: low, likely, high; None when nobody put money on it."""
        return worth_of(self.promise)

    @property
    def delivered(self) -> Money | None:
        """What it has been worth since shipping: only a verified verdict says."""
        verdict = self.verdict
        if verdict is None or not verdict.verified or verdict.worth is None:
            return None
        return Money.of_minor(verdict.worth, verdict.currency)


def worth_of(promise: Promise) -> tuple[Money, Money, Money] | None:
    """What a promise would be worth a year: low, likely, high."""
    if promise.worth_likely is None:
        return None
    low = promise.worth_low if promise.worth_low is not None else promise.worth_likely
    high = promise.worth_high if promise.worth_high is not None else promise.worth_likely
    minor = (low, promise.worth_likely, high)
    first, likely, last = (Money.of_minor(amount, promise.currency) for amount in minor)
    return first, likely, last


def cost_of(release: Release) -> Cost | None:
    """What a release costs; None when nobody said."""
    if release.cost_once is None and release.cost_monthly is None:
        return None
    once, monthly = (
        Money.of_minor(minor or 0, release.cost_currency) for minor in (release.cost_once, release.cost_monthly)
    )
    return Cost(once, monthly)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One release with all that hangs on it."""

    release: Release
    key: str
    team: Team
    lines: Sequence[PromiseLine] = field(default_factory=tuple)
    criteria: Sequence[Criterion] = field(default_factory=tuple)
    followers: Sequence[str] = field(default_factory=tuple)
    # The newest change of the window, for the small print: "window moved 10 → 3 Jun: value data".
    moved: Change | None = None
    evidence_count: int = 0
    # How many people have said in private how likely it is; more is not told before the final verdict.
    forecasts: int = 0
    # How many stay sealed and are not scored, as their outcome was closed before the last look.
    unscored: int = 0
    # What past claims say of those made here, by the promise's row number; only where nothing was seen of it yet.
    expected: Mapping[int, Expected] = field(default_factory=dict)
    # What can be seen of those that are still to ship, by the promise's row number.
    seeable: Mapping[int, Detectable] = field(default_factory=dict)
    # The newest words that someone brought as evidence.
    quoted: Evidence | None = None

    @property
    def cost(self) -> Cost | None:
        """What it costs; None when nobody said."""
        return cost_of(self.release)

    @property
    def effort(self) -> str:
        """What effort was estimated and spent: "30 person-days estimated, 41 spent"; "" where nobody said."""
        return effort_words(self.release.effort_estimated, self.release.effort_spent)

    @property
    def agreed(self) -> int:
        """How many criteria are agreed."""
        return sum(1 for criterion in self.criteria if criterion.agreed_at)

    @property
    def waiting(self) -> list[Criterion]:
        """The criteria that are not agreed yet."""
        return [criterion for criterion in self.criteria if not criterion.agreed_at]


async def sheet_of(session: AsyncSession, release: Release) -> Sheet:
    """Everything about one release, in the caller's transaction."""
    team = await teams.get(session, release.team_id)
    if team is None:
        raise LookupError(f"{key_of(release)} belongs to a team that is gone.")
    pieces = await evidence.of_release(session, release.pk)
    windows = await history.changes_of(session, "release", release.pk, what="window", limit=1)
    lines = await lines_of(session, release)
    sealed = await forecasts.count(session, [line.promise.pk for line in lines]) if lines else {}
    closed = {line.promise.pk for line in lines if line.outcome.state == "closed"}
    last = await checkins.last_of(session, list(sealed)) if sealed else {}
    closed |= {promise_id for promise_id, look in last.items() if look.is_cut_short}
    return Sheet(
        release=release,
        key=key_of(release),
        team=team,
        lines=lines,
        criteria=await releases.criteria_of(session, release.pk),
        followers=[follower.user_id for follower in await releases.followers_of(session, release.pk)],
        # The first window is no move.
        moved=windows[0] if windows and windows[0].old else None,
        evidence_count=len(pieces),
        forecasts=sum(count for promise_id, count in sealed.items() if promise_id not in closed),
        unscored=sum(count for promise_id, count in sealed.items() if promise_id in closed),
        quoted=next((piece for piece in reversed(pieces) if piece.quote), None),
    )


async def with_expected(session: AsyncSession, sheet: Sheet, *, now: datetime) -> Sheet:
    """The same, with what past claims say of those that nobody has judged yet."""
    unseen = [line for line in sheet.lines if line.verdict is None and sheet.release.state != "cancelled"]
    found = await honest_for(session, sheet.team.pk, now=now, besides=sheet.release.pk) if unseen else None
    made = {line.promise.pk: expected(found, line.promise, line.worth) for line in unseen}
    return replace(sheet, expected={number: each for number, each in made.items() if each is not None})


async def with_seeable(session: AsyncSession, sheet: Sheet, *, now: datetime) -> Sheet:
    """The same, with what the noise of each metric lets be seen of a release that is still to ship."""
    if sheet.release.shipped_at is not None or sheet.release.state == "cancelled":
        return sheet
    found = {line.promise.pk: await seeable_of(session, line.metric, sheet.team, now=now) for line in sheet.lines}
    return replace(sheet, seeable={number: each for number, each in found.items() if each is not None})


async def seeable_of(session: AsyncSession, metric: Metric | None, team: Team, *, now: datetime) -> Detectable | None:
    """What changes of a metric could be seen, if something shipped now; None where too little was read."""
    if metric is None:
        return None
    lately = await read_lately(session, metric.pk, now=now)
    return detectable(lately, now=now, zone=team.zone, watermark=metric.watermark)


async def lines_of(session: AsyncSession, release: Release) -> list[PromiseLine]:
    """What a release promised, in the order in which it was promised."""
    lines = []
    made = await promises.of_release(session, release.pk)
    kept = await rules.of_promises(session, [promise.pk for promise in made]) if made else {}
    for promise in made:
        outcome = await outcomes.get(session, promise.outcome_id)
        meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
        if outcome is None or meaning is None:
            raise LookupError(f"A promise of {key_of(release)} is about an outcome that is gone.")
        metric = await metrics.get(session, meaning.metric_id) if meaning.metric_id is not None else None
        verdict = await verdicts.latest_of_promise(session, promise.pk)
        lines.append(
            PromiseLine(
                promise=promise,
                outcome=outcome,
                meaning=meaning,
                metric=metric,
                verdict=verdict,
                rule=kept.get(promise.pk),
            )
        )
    return lines
