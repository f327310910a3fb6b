"""Fill a check-in in before it is asked: what was read, what it means, and the verdict it would be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.known import addressee
from bot.flows.checkins.around import days_since, neighbours_of, points_around, rivals_of
from bot.flows.checkins.standing import standing_of
from bot.flows.checkins.taken import Taken, taken_by
from bot.flows.conditions import condition_of
from bot.flows.experiments import Experiment, experiment_of
from bot.flows.forecasts.opened import Opened, opened_of
from bot.flows.metrics.controls import controls_of
from bot.flows.metrics.watermark import watermark_at
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import worth_of
from bot.value.effect import FEW, Effect, Point, estimate
from bot.value.experiment import verdict_shown
from bot.value.money import Money
from bot.value.promise import Promised
from bot.value.timeliness import Timeliness
from bot.value.verdict import Judgement, judge
from bot.value.worth import delivered, delivered_between, promised_to_date
from storage import (
    checkins,
    decisions,
    evidence,
    metrics,
    outcomes,
    promises,
    releases,
    rules,
    verdicts,
)
from storage.checkins import CheckIn
from storage.decisions import Decision
from storage.evidence import Evidence
from storage.metrics import Metric
from storage.outcomes import OutcomeVersion
from storage.promises import Promise
from storage.releases import Release
from storage.rules import Rule
from storage.teams import Team
from storage.verdicts import Verdict

# A look that is asked this much after it was due says so.
LATE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One check-in with all that its message says."""

    checkin: CheckIn
    release: Release
    key: str
    promise: Promise
    promised: Promised
    meaning: OutcomeVersion
    metric: Metric | None
    # Where its team is: a day of it is a day there.
    zone: str
    # Its readings, but for those that are still being filled up.
    points: Sequence[Point]
    effect: Effect
    proposal: Judgement
    # How many looks this promise gets, and which this is.
    number: int
    of: int
    verdict: Verdict | None = None
    evidence: Sequence[Evidence] = field(default_factory=tuple)
    neighbours: Sequence[Release] = field(default_factory=tuple)
    # Those that promised to move the same number, and are measured with it.
    rivals: Sequence[Release] = field(default_factory=tuple)
    # Those whose effect cannot be told from this one's: what is shown is that of them all.
    train: Sequence[Release] = field(default_factory=tuple)

    # Whole days on the team's wall since shipping.
    days_in: int = 0
    # The same when it was answered, which is what its money was counted for; None without an answer.
    days_answered: int | None = None
    # Asked on a later day than it was due.
    late: bool = False
    # Whether its first answer was on time, in grace or late, or how long it is owed; None before it is asked.
    standing: Timeliness | None = None
    # The answer that this one changed.
    before_change: Verdict | None = None
    # Who is to answer: the owner, or the deputy in the owner's time off.
    to: str = ""
    # What people said of it in private, once it is open and this is the answer that counts.
    forecast: Opened | None = None
    # What was decided with this answer, or after it.
    decision: Decision | None = None
    # What the team holds itself to, and what was read on its day, in words.
    rule: Rule | None = None
    rule_seen: str = ""
    # How people take what the team ships: adoption and satisfaction, with the newest reading of each.
    taken: Sequence[Taken] = field(default_factory=tuple)
    # What an experiment with a control shows of its hypothesis, and the verdict that proposes.
    experiment: Experiment | None = None
    tested: Judgement | None = None
    # What the readings alone propose, where they cannot tell and the experiment's verdict stands instead; "" otherwise.
    as_read: str = ""

    @property
    def worth_a_year(self) -> Money | None:
        """What the promise would be worth a year, if anyone said."""
        worth = worth_of(self.promise)
        return worth[1] if worth else None

    @property
    def worth_expected(self) -> Money | None:
        """What it should have come to by now, or by the answer."""
        days = self.days_in if self.days_answered is None else self.days_answered
        return promised_to_date(self.worth_a_year, days) if self.worth_a_year else None

    @property
    def worth_so_far(self) -> Money | None:
        """What it has come to by the answer, or by now if the proposal is confirmed; None where nothing may count."""
        if self.verdict is not None:
            minor = self.verdict.worth
            return Money.of_minor(minor, self.verdict.currency) if minor is not None else None
        return delivered(
            self.worth_a_year,
            self.promised,
            self.effect.change,
            days=self.days_in,
            word=self.proposal.word,
            verified=self.is_verified,
            total=self.effect.total,
        )

    @property
    def worth_between(self) -> tuple[Money, Money] | None:
        """How far that may be off; None where only one number is known."""
        if self.verdict is not None:
            return range_of(self.verdict)
        return delivered_between(
            self.worth_a_year,
            self.promised,
            self.effect.low,
            self.effect.high,
            days=self.days_in,
            word=self.proposal.word,
            verified=self.is_verified,
            total=self.effect.total,
        )

    @property
    def corrects(self) -> bool:
        """Whether the answer put down another change than the readings show."""
        answer = self.verdict
        return answer is not None and answer.effect is not None and answer.effect != self.effect.change

    @property
    def is_verified(self) -> bool:
        """Whether the proposal would rest on evidence, if it was confirmed."""
        return self.backs(self.proposal.word)

    @property
    def is_backed(self) -> bool:
        """Whether there is evidence of whatever it shows: telemetry, an experiment, or something someone brought."""
        return bool(self.evidence) or is_telemetry(self.effect) or self.tested is not None

    def backs(self, word: str) -> bool:
        """Whether this verdict would rest on evidence: enough telemetry, something someone brought, or an experiment
        that shows as much.
        """
        return bool(self.evidence) or is_telemetry(self.effect) or (self.tested is not None and self.tested.backs(word))


def range_of(verdict: Verdict) -> tuple[Money, Money] | None:
    """How far what an answer says it is worth may be off; None where only one number is known."""
    if verdict.worth_low is None or verdict.worth_high is None:
        return None
    return Money.of_minor(verdict.worth_low, verdict.currency), Money.of_minor(verdict.worth_high, verdict.currency)


def is_telemetry(effect: Effect) -> bool:
    """Whether readings alone are evidence: not with up to 20 before shipping, nor for one of several releases."""
    return effect.says == "range" and effect.n_before > FEW and not effect.train


async def questions_of(session: AsyncSession, chosen: Sequence[CheckIn], team: Team, *, now: datetime) -> list[Asked]:
    """Several check-ins, each filled in from today's numbers."""
    return [await question_of(session, checkin, team, now=now) for checkin in chosen]


async def question_of(session: AsyncSession, checkin: CheckIn, team: Team, *, now: datetime) -> Asked:
    """One check-in, filled in from today's numbers."""
    promise = await promises.get(session, checkin.promise_id)
    release = await releases.get(session, checkin.release_id)
    if promise is None or release is None or release.shipped_at is None:
        raise LookupError("A check-in is about a release that is gone.")
    meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
    if meaning is None:
        raise LookupError("A promise is about a version that is gone.")
    metric = await metrics.get(session, meaning.metric_id) if meaning.metric_id is not None else None
    points = await points_around(session, metric, release.shipped_at, now)
    promised = Promised(
        low=promise.low,
        likely=promise.likely,
        high=promise.high,
        sure=promise.sure,
        direction="down" if metric is not None and metric.direction == "down" else "up",
    )
    rivals = await rivals_of(session, release, metric, now)
    watermark = await watermark_at(session, metric, now)
    effect = estimate(
        points,
        shipped_at=release.shipped_at,
        now=now,
        watermark=watermark,
        baseline=meaning.baseline,
        direction=promised.direction,
        zone=team.zone,
        neighbours=[other.shipped_at for other in rivals if other.shipped_at is not None],
        controls=await controls_of(session, metric, points, shipped_at=release.shipped_at, now=now),
        promised=promised.likely,
    )
    rule = (await rules.of_promises(session, [promise.pk])).get(promise.pk)
    answers = await verdicts.of_checkin(session, checkin.pk)
    verdict = answers[0] if answers else None
    outcome = await outcomes.get(session, promise.outcome_id)
    experiment = await experiment_of(session, outcome, metric, now=now)
    tested = await tested_by(session, experiment, promised)
    looks = await checkins.of_promise(session, promise.pk)
    number = next((place for place, look in enumerate(looks, 1) if look.pk == checkin.pk), 1)
    read = judge(promised, effect if metric is not None else None, final=number == len(looks), looks=len(looks))
    stands = tested is not None and read.word in ("too_early", "unmeasurable")
    return Asked(
        checkin=checkin,
        release=release,
        key=key_of(release),
        promise=promise,
        promised=promised,
        meaning=meaning,
        metric=metric,
        zone=team.zone,
        points=[point for point in points if point.at <= now - watermark],
        effect=effect,
        proposal=tested if tested is not None and stands else read,
        tested=tested,
        as_read=read.word if stands else "",
        number=number,
        of=len(looks),
        verdict=verdict,
        evidence=await evidence.of_release(session, release.pk),
        neighbours=await neighbours_of(session, release),
        rivals=rivals,
        train=[other for other in rivals if other.shipped_at in effect.train],
        days_in=days_since(release, team.zone, now),
        days_answered=days_since(release, team.zone, verdict.at) if verdict is not None else None,
        late=(checkin.asked_at or now) > checkin.due_at + LATE,
        standing=await standing_of(session, checkin, team, now=now),
        before_change=answers[1] if len(answers) > 1 else None,
        to=await addressee(session, release.owner_id, release.deputy_id, now),
        forecast=await opened_of(session, promise.pk, verdict, now=now),
        decision=await decision_after(session, promise.pk, answers),
        rule=rule,
        experiment=experiment,
        taken=await taken_by(session, team, metric, now=now),
        rule_seen=condition_of(rule).amount(rule.seen, metric.unit if metric is not None else "") if rule else "",
    )


async def tested_by(session: AsyncSession, experiment: Experiment | None, promised: Promised) -> Judgement | None:
    """The verdict that an experiment proposes; None where it shows nothing, or several releases were to do it."""
    if experiment is None or experiment.compared is None:
        return None
    made = await promises.on_outcome(session, experiment.outcome.pk)
    if sum(1 for promise in made if promise.state == "frozen") > 1:
        return None
    return verdict_shown(promised, experiment.compared)


async def decision_after(session: AsyncSession, promise_id: int, answers: Sequence[Verdict]) -> Decision | None:
    """What was decided with one of these answers to a check-in, the newest first, or by itself after them."""
    numbers = {answer.pk for answer in answers}
    for decision in await decisions.of_promise(session, promise_id) if answers else ():
        if decision.verdict_id in numbers or (decision.verdict_id is None and decision.at >= answers[0].at):
            return decision
    return None
