"""Keep the rule that stands in a promise, and set its day once the release has shipped."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.teams import calendar_of
from bot.value.rule import Condition
from storage import posts, rules
from storage.promises import Promise
from storage.releases import Release
from storage.rules import Rule
from storage.teams import Team


async def write_rule(session: AsyncSession, promise: Promise, condition: Condition | None) -> None:
    """Keep what was typed beside a promise that has just been saved; what is to be done stands in the promise."""
    if condition is not None:
        session.add(
            Rule(
                promise_id=promise.pk,
                release_id=promise.release_id,
                measure=condition.measure,
                side=condition.threshold.side,
                line=condition.threshold.value,
                day=condition.day,
            )
        )


async def date_rules(session: AsyncSession, release: Release, team: Team, *, now: datetime) -> None:
    """Set the days of a release that has shipped, or move them with it; what was asked already stays asked."""
    if release.shipped_at is None:
        return
    for rule in await rules.of_release(session, release.pk):
        if rule.state == "waiting" and rule.asked_at is None:
            due_at = calendar_of(team).due_after(release.shipped_at, rule.day, team.checkin_time)
            await owe_rule(session, rule, team, due_at=due_at, now=now)


async def owe_rule(session: AsyncSession, rule: Rule, team: Team, *, due_at: datetime, now: datetime) -> None:
    """Owe the post that quotes a rule: in the thread of its release's card, or in the channel where there is none."""
    rule.due_at = due_at
    session.add(rule)
    card = await posts.by_key(session, f"card:release:{rule.release_id}")
    await posts.owe(
        session,
        key_text=f"rule:{rule.pk}:{due_at:%Y-%m-%dT%H:%M}",
        kind="rule_due",
        subject_id=rule.pk,
        channel_id=team.channel_id,
        thread_id=card.pk if card is not None else None,
        due_at=max(due_at, now),
    )
