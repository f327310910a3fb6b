"""Set milestones on an outcome's way, take them away, and tell once when one is passed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import About, Desk, Kind
from bot.slack import render
from bot.slack.render import Message
from bot.value.amounts import format_amount
from bot.value.milestones import check_milestone, is_passed, is_rising
from storage import history, metrics, milestones, outcomes, posts, readings, teams
from storage.metrics import Metric
from storage.milestones import Milestone
from storage.outcomes import Outcome
from storage.posts import Post


class NoMilestone(Refusal):
    """There is no such milestone."""


class NoMetric(Refusal):
    """No number moves yet, so that nothing can be passed."""


@dataclass(frozen=True, kw_only=True)
class Set:
    """A milestone that was set, what it was before, and whether the number is there already."""

    milestone: Milestone
    outcome: Outcome
    metric: Metric
    # By when it was due; None for one that is new, or had no day.
    before: date | None = None
    is_new: bool = True


async def set_milestone(
    session: AsyncSession, caller: Caller, outcome: Outcome, metric: Metric, *, value: float, due: date | None,
    now: datetime,
) -> Set:  # fmt: skip
    """Set a milestone, or give one that is there another day; one that the number has reached is passed at once.

    Raises:
        BehindUs: the outcome began there, or beyond.
    """
    check_milestone(value, outcome.baseline, rising=rises(outcome, metric))
    kept = await milestones.at_value(session, outcome.pk, value)
    is_new = kept is None or kept.state == "removed"
    before = kept.due if kept is not None and not is_new else None
    if kept is None:
        kept = Milestone(outcome_id=outcome.pk, value=value, who=caller.user_id, created_at=now)
    if is_new:
        kept.state, kept.passed_at, kept.passed_value = "open", None, None
    kept.due = due
    session.add(kept)
    await history.record(
        session,
        "outcome",
        outcome.pk,
        who=caller.user_id,
        what="milestone",
        old="" if is_new else said(value, before, metric),
        new=said(value, due, metric),
        at=now,
    )
    await session.flush()
    newest = await readings.newest_complete(session, metric.pk, metric.watermark, now=now)
    if kept.state == "open" and newest is not None and is_passed(value, newest.value, rising=rises(outcome, metric)):
        # Whoever sets it is told at once; that is no news for the channel.
        kept.state, kept.passed_at, kept.passed_value = "passed", newest.at, newest.value
        session.add(kept)
    return Set(milestone=kept, outcome=outcome, metric=metric, before=before, is_new=is_new)


async def remove_milestone(
    session: AsyncSession, caller: Caller, outcome: Outcome, metric: Metric, *, value: float, now: datetime
) -> Milestone:
    """Take a milestone away; it stays in the history.

    Raises:
        NoMilestone: the outcome has none there.
    """
    kept = await milestones.at_value(session, outcome.pk, value)
    if kept is None or kept.state == "removed":
        there = [format_amount(one.value, metric.unit) for one in await milestones.of_outcome(session, outcome.pk)]
        hint = f"There are: {', '.join(there)}." if there else ""
        raise NoMilestone(f"{outcome.name} has no milestone at {format_amount(value, metric.unit)}.", hint=hint)
    kept.state = "removed"
    session.add(kept)
    old = said(kept.value, kept.due, metric)
    await history.record(
        session, "outcome", outcome.pk, who=caller.user_id, what="milestone", old=old, new="", at=now
    )  # fmt: skip
    return kept


def rises(outcome: Outcome, metric: Metric) -> bool:
    """Whether an outcome's number goes up on its way."""
    return is_rising(outcome.baseline, outcome.target, metric.direction)


def said(value: float, due: date | None, metric: Metric) -> str:
    """A milestone as history keeps it: "15 % by 2026-06-30"."""
    return format_amount(value, metric.unit) + (f" by {due}" if due is not None else "")


async def pass_milestones(session: AsyncSession, metric: Metric, *, now: datetime) -> None:
    """Take in that readings of a metric were saved: what its newest complete one reaches is passed, and told once."""
    waiting = await milestones.to_pass(session, metric.pk)
    newest = await readings.newest_complete(session, metric.pk, metric.watermark, now=now) if waiting else None
    for milestone in waiting:
        outcome = await outcomes.get(session, milestone.outcome_id)
        if newest is None or outcome is None:
            continue
        if not is_passed(milestone.value, newest.value, rising=rises(outcome, metric)):
            continue
        milestone.state, milestone.passed_at, milestone.passed_value = "passed", newest.at, newest.value
        session.add(milestone)
        new = f"{format_amount(milestone.value, metric.unit)} passed: {format_amount(newest.value, metric.unit)}"
        await history.record(session, "outcome", outcome.pk, who="", what="milestone", old="", new=new, at=now)
        team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
        await posts.owe(
            session,
            key_text=f"milestone:{milestone.pk}:{milestone.passed_at:%Y-%m-%dT%H:%M:%S}",
            kind="milestone_passed",
            subject_id=milestone.pk,
            channel_id=team.channel_id if team is not None else outcome.owner_id or outcome.created_by,
            due_at=now,
        )


async def compose(desk: Desk, post: Post) -> Message | None:
    """That it is passed, with the ladder; None when it was taken away meanwhile."""
    async with desk.database.reading(post.workspace_id) as session:
        milestone = await milestones.get(session, post.subject_id)
        outcome = await outcomes.get(session, milestone.outcome_id) if milestone is not None else None
        if milestone is None or outcome is None or milestone.state != "passed" or outcome.metric_id is None:
            return None
        metric = await metrics.get(session, outcome.metric_id)
        team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
        ladder = await milestones.of_outcome(session, outcome.pk)
    return render.message(
        "milestones/passed",
        milestone=milestone,
        outcome=outcome,
        key=f"OUT-{outcome.number}",
        metric=metric,
        ladder=ladder,
        zone=team.zone if team is not None else "UTC",
    )


async def about(session: AsyncSession, post: Post) -> About | None:
    """The outcome, and whoever owns it."""
    milestone = await milestones.get(session, post.subject_id)
    outcome = await outcomes.get(session, milestone.outcome_id) if milestone is not None else None
    return About(people=(outcome.owner_id or outcome.created_by,), name=outcome.name) if outcome is not None else None


MILESTONE = Kind(name="milestone_passed", compose=compose, about=about)
