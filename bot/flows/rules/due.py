"""Quote a team's own rule to it on its day, with what was read; where the rule does not apply, say nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.known import addressee
from bot.flows.checkins.question import question_of
from bot.flows.conditions import condition_of
from bot.flows.kinds import About, Desk, Kind
from bot.flows.releases.card import owe_card
from bot.flows.releases.find import key_of, release_and_team
from bot.slack import render
from bot.slack.render import Message
from bot.value.effect import Effect
from bot.value.rule import Condition
from storage import checkins, history, metrics, outcomes, promises, releases, rules
from storage.metrics import Metric
from storage.posts import Post
from storage.promises import Promise
from storage.releases import Release
from storage.rules import Rule
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Due:
    """A rule on its day, with what is held against it."""

    rule: Rule
    condition: Condition
    promise: Promise
    release: Release
    team: Team
    metric: Metric | None
    # What was read; None: nothing was. With a change, between what it lies.
    seen: float | None = None
    low: float | None = None
    high: float | None = None
    to: str = ""
    # From which the change and the number are; None where nothing can be read.
    effect: Effect | None = None

    @property
    def key(self) -> str:
        """REL-7."""
        return key_of(self.release)

    @property
    def unit(self) -> str:
        """The metric's."""
        return self.metric.unit if self.metric is not None else ""

    @property
    def words(self) -> str:
        """When it applies: "the change is below +0.2 pt by day 30"."""
        return self.condition.words(self.unit)

    @property
    def seen_words(self) -> str:
        """What was read: "+0.1 pt"."""
        return self.condition.amount(self.seen, self.unit)


async def due_of(session: AsyncSession, rule: Rule, *, now: datetime) -> tuple[Due, bool | None]:
    """A rule with what was read by now, and whether it applies; None: nothing was read."""
    promise = await promises.get(session, rule.promise_id)
    if promise is None:
        raise LookupError("A rule is about a promise that is gone.")
    release, team = await release_and_team(session, rule.release_id)
    meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
    metric = await metrics.get(session, meaning.metric_id) if meaning is not None and meaning.metric_id else None
    change = number = low = high = effect = None
    looks = await checkins.of_promise(session, promise.pk)
    if looks and metric is not None:
        effect = (await question_of(session, looks[0], team, now=now)).effect
        change, number, low, high = effect.change, effect.after, effect.low, effect.high
    condition = condition_of(rule)
    due = Due(
        rule=rule,
        condition=condition,
        promise=promise,
        release=release,
        team=team,
        metric=metric,
        seen=condition.seen(change, number),
        low=low if condition.measure == "change" else None,
        high=high if condition.measure == "change" else None,
        to=await addressee(session, release.owner_id, release.deputy_id, now),
        effect=effect,
    )
    return due, condition.applies(change, number)


async def compose_due(desk: Desk, post: Post) -> Message | None:
    """The team's words beside what was read; once sent, the same with what was answered. None where it is not the day,
    or the rule does not apply."""
    async with desk.database.reading(post.workspace_id) as session:
        rule = await rules.get(session, post.subject_id)
        if rule is None:
            return None
        due, applies = await due_of(session, rule, now=desk.now)
        outcome = await outcomes.get(session, due.promise.outcome_id)
    if not post.ts:
        if rule.state != "waiting" or rule.due_at is None or rule.due_at > desk.now:
            return None
        if outcome is None or outcome.state != "open":
            post.details = {**post.details, "let_go": outcome.state if outcome is not None else "gone"}
            return None
        if applies is False:
            post.details = {**post.details, "spared": due.seen}
            return None
        # Kept with the post when it is settled: what was read on the day stays what it says.
        post.details = {**post.details, "seen": due.seen, "low": due.low, "high": due.high, "at": desk.now.isoformat()}
    details = post.details
    is_last = not post.ts or rule.asked_in == post.pk
    return render.message(
        "rules/due",
        due=due,
        seen=due.condition.amount(details["seen"], due.unit) if details.get("seen") is not None else "",
        low=details.get("low"),
        high=details.get("high"),
        at=datetime.fromisoformat(details["at"]),
        is_open=rule.state in ("waiting", "asked") and is_last and not details.get("later"),
        later=datetime.fromisoformat(details["later"]) if "later" in details else None,
    )


async def after_due(session: AsyncSession, post: Post, now: datetime) -> None:
    """It is asked, once."""
    rule = await rules.hold(session, post.subject_id)
    if rule is None or post.details.get("asked") or rule.state != "waiting":
        return
    rule.state, rule.asked_in, rule.asked_at, rule.seen = "asked", post.pk, now, post.details.get("seen")
    session.add(rule)
    post.details = {**post.details, "asked": True}
    session.add(post)
    await show(session, rule, now)


async def after_unsaid(session: AsyncSession, post: Post, now: datetime) -> None:
    """It did not apply, or nobody asks about its outcome any more: that is written down."""
    rule = await rules.hold(session, post.subject_id)
    if rule is None or rule.state != "waiting":
        return
    if "spared" in post.details:
        rule.state, rule.seen, rule.settled_at = "spared", post.details["spared"], now
        new, why = "did not apply", ""
    elif "let_go" in post.details:
        rule.state, rule.settled_at = "cancelled", now
        new, why = "cancelled", f"the outcome is {post.details['let_go']}"
    else:
        return
    session.add(rule)
    await history.record(
        session, "release", rule.release_id, who="", what="rule", old="waiting", new=new, why=why, at=now
    )
    await show(session, rule, now)


async def show(session: AsyncSession, rule: Rule, now: datetime) -> None:
    """Let the card say how the rule stands."""
    release = await releases.get(session, rule.release_id)
    if release is not None:
        await owe_card(session, release, now=now)


async def about_rule(session: AsyncSession, post: Post) -> About | None:
    """The release, and whoever owns it."""
    rule = await rules.get(session, post.subject_id)
    release = await releases.get(session, rule.release_id) if rule is not None else None
    return About(people=(release.owner_id or release.created_by,), name=release.name) if release is not None else None


RULE_DUE = Kind(
    name="rule_due", compose=compose_due, about=about_rule, after_sent=after_due, after_dropped=after_unsaid
)
