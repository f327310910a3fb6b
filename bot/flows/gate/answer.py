"""Take the answer to the question, and the date with it: all of it, or nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows import outcomes as flow_outcomes
from bot.flows.attention.renew import seen_to
from bot.flows.caller import Caller
from bot.flows.gate.check import must_pass
from bot.flows.gate.worth import NOTHING_SAID, Priced, Said, keep, priced
from bot.flows.metrics.alerts import needs_readings
from bot.flows.releases.changes import change, tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import NotAllowed, must_be_allowed
from bot.flows.rules.plan import write_rule
from bot.flows.teams import today_of
from bot.value.amounts import format_change
from bot.value.naming import clean
from bot.value.promise import Promised, parse_range, parse_sure
from bot.value.roles import may
from bot.value.rule import Condition, parse_condition
from storage import history, outcomes, promises
from storage.database import Database
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.promises import Promise
from storage.releases import Release
from storage.teams import Team


class TooLateToPromise(Refusal):
    """This release has shipped, or was cancelled: nothing can be promised for it any more."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was typed; a field that it did not show is empty."""

    answer: str = ""
    outcome: str = ""
    # The outcome that is written here, where none is picked.
    new: flow_outcomes.Typed = field(default_factory=flow_outcomes.Typed)
    size: str = ""
    sure: str = "60"
    worth: Said = NOTHING_SAID
    otherwise: str = ""
    rule_when: str = ""
    rule_line: str = ""
    rule_day: str = ""
    reason: str = ""
    asks_window: bool = True
    first: date | None = None
    last: date | None = None
    confidence: str = ""
    why_now: str = ""


async def answer(database: Database, caller: Caller, release_id: int, typed: Typed, *, now: datetime) -> Release:
    """Write the promise (with its outcome and metric, where they are new), and the window if one was asked for.

    Raises:
        FieldErrors: at each field that needs another look; nothing is written.
        GateClosed: the question is still open, or too few criteria are agreed.
        NotAllowed: the caller may not schedule it, or not pass the gate without an outcome.
        TooLateToPromise: it has shipped, or was cancelled.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        if release.shipped_at is not None or release.state in ("cancelled", "closed"):
            raise TooLateToPromise()
        if typed.asks_window or typed.answer != "outcome":
            # Anyone may promise an outcome; to be let off the question is for those who may schedule.
            must_be_allowed("schedule", caller, release, team)
        values: dict[str, Any] = {}
        if typed.answer == "outcome":
            await promise(session, caller, release, team, typed, now=now)
        elif typed.answer == "maintenance":
            values = {"maintenance": True, "exempt_why": reason_of(typed)}
        elif typed.answer == "override":
            must_be_free_to_pass(caller, team)
            values = {"override_by": caller.user_id, "override_why": reason_of(typed)}
        if typed.answer in ("outcome", "maintenance") and release.state == "draft":
            values["state"] = "planned"
        if typed.asks_window:
            values |= window_of(typed, today=today_of(team, now)) | {"state": "scheduled", "scheduled_at": now}
        why = values.get("exempt_why") or values.get("override_why") or ""
        await change(session, release, who=caller.user_id, now=now, why=str(why), **values)
        await seen_to(session, "outcome", release.pk, (release.owner_id,), now=now)
        if typed.asks_window:
            # Last, over what would be saved: a gate that stays closed takes all of it back.
            await must_pass(session, release, team, action="schedule")
    return release


def reason_of(typed: Typed) -> str:
    """The reason for passing without an outcome.

    Raises:
        FieldErrors: there is none.
    """
    if not typed.reason.strip():
        raise FieldErrors({"reason": "Say why: it stays on the card and is counted."})
    return clean(typed.reason, 300, what="a reason")


def must_be_free_to_pass(caller: Caller, team: Team) -> None:
    """Only a role passes a gate that blocks.

    Raises:
        NotAllowed: the team's gate blocks, and the caller has no such role.
    """
    if team.gate != "warn" and not may("override", caller.user_id, people=(), listed=team.overriders):
        raise NotAllowed("Only those named in the team's settings may schedule without an outcome.")


def window_of(typed: Typed, *, today: date) -> dict[str, Any]:
    """The window as it may be kept.

    Raises:
        FieldErrors: no day, one that has passed, an end before the beginning, or no word on why now.
    """
    errors = {}
    first = typed.first
    last = typed.last or first
    if first is None or last is None:
        errors["first"] = "Pick the day on which the window begins."
    elif last < first:
        errors["last"] = "The window ends before it begins."
    elif last < today:
        errors["first"] = "That window has passed. Pick a day that is still to come."
    if typed.why_now not in ("ready", "external_date", "internal_deadline"):
        errors["why_now"] = "Say why now."
    if errors:
        raise FieldErrors(errors)
    return {"window_from": first, "window_to": last, "confidence": typed.confidence, "why_now": typed.why_now}


async def promise(
    session: AsyncSession, caller: Caller, release: Release, team: Team, typed: Typed, *, now: datetime
) -> Promise:
    """Write what this release will move, and by how much.

    Raises:
        FieldErrors: at each field that needs another look.
    """
    outcome, metric = await outcome_of(session, caller, team, typed, now=now)
    if any(made.outcome_id == outcome.pk for made in await promises.of_release(session, release.pk)):
        raise FieldErrors({"outcome": f"{release.name} promises this already: someone was faster. Open the form anew."})
    errors: dict[str, str] = {}
    sized: Promised | None = None
    worth = Priced()
    try:
        sized = parse_range(typed.size, metric.unit, metric.direction, sure=parse_sure(typed.sure))
    except Refusal as refusal:
        errors["size"] = said(refusal)
    try:
        worth = priced(typed.worth, currency=team.currency, size=sized)
    except FieldErrors as wrong:
        errors |= wrong.errors
    rule: Condition | None = None
    try:
        rule = rule_of(typed, sized, metric, outcome) if sized is not None else None
    except FieldErrors as wrong:
        errors |= wrong.errors
    if errors or sized is None:
        raise FieldErrors(errors)
    made = Promise(
        release_id=release.pk,
        outcome_id=outcome.pk,
        outcome_version=outcome.version,
        low=sized.low,
        likely=sized.likely,
        high=sized.high,
        sure=sized.sure,
        otherwise=clean(typed.otherwise, 300, what="a rule", needed=False),
        promised_by=caller.user_id,
        promised_at=now,
    )
    keep(made, worth)
    session.add(made)
    await session.flush()
    await write_rule(session, made, rule)
    await needs_readings(session, metric.pk, now=now)
    new = f"{metric.name} {format_change(sized.likely, metric.unit)}"
    await history.record(
        session, "promise", made.pk, who=caller.user_id, what="promise", old="", new=new, why="", at=now
    )
    written = await history.record(
        session, "release", release.pk, who=caller.user_id, what="promise", old="", new=new, why="", at=now
    )
    # The card says it for the channel.
    await tell(session, release, [written], who=caller.user_id, now=now, note=False)
    return made


def rule_of(typed: Typed, sized: Promised, metric: Metric, outcome: Outcome) -> Condition | None:
    """What the team holds itself to, if it typed anything.

    Raises:
        FieldErrors: at each field that makes no sense.
    """
    return parse_condition(
        typed.rule_when,
        typed.rule_line,
        typed.rule_day,
        does=typed.otherwise,
        promised=sized,
        unit=metric.unit,
        baseline=outcome.baseline,
    )


async def outcome_of(
    session: AsyncSession, caller: Caller, team: Team, typed: Typed, *, now: datetime
) -> tuple[Outcome, Metric]:
    """The outcome that was picked, or the one that was written.

    Raises:
        FieldErrors: none was picked, or what was written needs another look.
    """
    if typed.outcome == "new":
        return await new_outcome(session, caller, team, typed, now=now)
    outcome = await outcomes.get(session, int(typed.outcome)) if typed.outcome.isdigit() else None
    if outcome is None or outcome.state == "closed":
        raise FieldErrors({"outcome": "Pick an outcome, or write a new one."})
    metric = await flow_outcomes.metric_of(session, outcome)
    if metric is None:
        raise FieldErrors(
            {"outcome": f"{outcome.name} has no metric: which number moves? Edit it, or write a new one."}
        )
    return outcome, metric


async def new_outcome(
    session: AsyncSession, caller: Caller, team: Team, typed: Typed, *, now: datetime
) -> tuple[Outcome, Metric]:
    """A new outcome, with a new metric where one is asked for, and all that a promise is measured by.

    Raises:
        FieldErrors: at each field that needs another look, all at once.
    """
    today = today_of(team, now)
    errors = lacking(typed.new)
    try:
        wanted, metric = await flow_outcomes.wanted_of(session, caller, typed.new, now=now, today=today)
    except FieldErrors as wrong:
        raise FieldErrors(errors | wrong.errors) from wrong
    if metric is None:
        errors["metric"] = "Which number moves? Pick a metric, or write a new one."
    if errors or metric is None:
        raise FieldErrors(errors)
    outcome = await flow_outcomes.define(session, caller, wanted, now=now, today=today, team_id=team.pk)
    return outcome, metric


def lacking(typed: flow_outcomes.Typed) -> dict[str, str]:
    """What an outcome may do without, and a promise may not, by its field."""
    errors = {}
    if not typed.metric:
        errors["metric"] = "Which number moves? Pick a metric, or write a new one."
    if not typed.baseline.strip():
        errors["baseline"] = "Where does the number stand today?"
    if not typed.target.strip():
        errors["target"] = "Where is it to go?"
    if typed.due is None:
        errors["due"] = "By when?"
    return errors


def said(refusal: Refusal) -> str:
    """A refusal in the room that a field has."""
    return refusal.words
