"""Take what a team answers to its own rule: it does it, it does not and says why, or it is asked again."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal, person
from bot.flows.attention.backoff import responded
from bot.flows.caller import Caller
from bot.flows.releases.changes import tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_answer_for
from bot.flows.rules.plan import owe_rule
from bot.flows.teams import calendar_of
from bot.value.naming import clean
from storage import history, posts, promises, rules
from storage.database import Database
from storage.promises import Promise
from storage.releases import Release
from storage.rules import Rule
from storage.teams import Team

WEEK = timedelta(days=7)
WORDS = {"honoured": "we did it", "overridden": "not this time"}


class RuleGone(Refusal):
    """This rule no longer exists."""


class NotAsked(Refusal):
    """Nobody asks about this rule now."""


async def open_rule(session: AsyncSession, caller: Caller, rule_id: int) -> tuple[Rule, Release, Team]:
    """A rule that waits for its team's answer, for someone who may give it.

    Raises:
        RuleGone: it no longer exists.
        NotAsked: it is not asked, or answered already.
        NotYours: the caller is none of its release's people.
    """
    rule = await rules.hold(session, rule_id)
    promise = await promises.get(session, rule.promise_id) if rule is not None else None
    if rule is None or promise is None:
        raise RuleGone()
    release, team = await release_and_team(session, rule.release_id)
    must_be_asked(caller, rule, promise, release, team)
    return rule, release, team


def must_be_asked(caller: Caller, rule: Rule, promise: Promise, release: Release, team: Team) -> None:
    """Only a rule that is asked is answered, by its release's people.

    Raises:
        NotAsked, NotYours: as `open_rule`.
    """
    must_answer_for(caller, release, promise.promised_by, team)
    if rule.state in WORDS:
        raise NotAsked(f"{person(rule.settled_by)} has answered for {release.name}: {WORDS[rule.state]}.")
    if rule.state != "asked":
        raise NotAsked(f"Nobody asks about the rule of {release.name} now.")


async def settle(
    database: Database, caller: Caller, rule_id: int, *, honoured: bool, why: str = "", now: datetime
) -> Rule:
    """Write down that the team keeps to its rule; or that it does not, and why.

    Raises:
        FieldErrors: set aside without a reason.
        RuleGone, NotAsked, NotYours: as `open_rule`.
    """
    if not honoured and not why.strip():
        raise FieldErrors({"why": "Say why: it stays on the card, beside the rule."})
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        rule, release, _ = await open_rule(session, caller, rule_id)
        rule.state = "honoured" if honoured else "overridden"
        rule.settled_by, rule.settled_at = caller.user_id, now
        rule.why = clean(why, 300, what="a reason", needed=False)
        session.add(rule)
        await responded(session, caller.user_id)
        written = await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what="rule",
            old="asked",
            new=rule.state,
            why=rule.why,
            at=now,
        )
        release.revision += 1
        session.add(release)
        # The message that asked says it for the channel.
        await tell(session, release, [written], who=caller.user_id, now=now, note=False)
        if rule.asked_in is not None:
            await posts.renew(session, rule.asked_in, now=now)
    return rule


async def ask_later(database: Database, caller: Caller, rule_id: int, *, now: datetime) -> tuple[Team, datetime]:
    """Ask again in a week, at the team's hour, with what is read then.

    Raises:
        RuleGone, NotAsked, NotYours: as `open_rule`.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        rule, release, team = await open_rule(session, caller, rule_id)
        asked_in = rule.asked_in
        rule.state = "waiting"
        until = calendar_of(team).due_after(now, WEEK.days, team.checkin_time)
        await owe_rule(session, rule, team, due_at=until, now=now)
        await responded(session, caller.user_id)
        await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what="rule",
            old="asked",
            new=f"asked again {until:%Y-%m-%d}",
            at=now,
        )
        before = await posts.get(session, asked_in) if asked_in is not None else None
        if before is not None:
            before.details = {**before.details, "later": until.isoformat()}
            session.add(before)
            await posts.renew(session, before.pk, now=now)
    return team, until
