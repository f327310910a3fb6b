"""Take an outcome as it is typed into a form: new, or as a new version of one that is there."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows import metrics as flow_metrics
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import needs_readings
from bot.flows.outcomes.define import (
    CURVES,
    MEANING,
    MEASURED,
    OutcomeGone,
    Wanted,
    checked,
    define,
    key_of,
    metric_of,
    missing_of,
    write_version,
)
from bot.flows.releases.changes import tell
from bot.flows.since import must_be_as_shown
from bot.flows.teams import calendar_in
from bot.value.amounts import format_amount
from bot.value.lint import hypothesis_lacks, is_vague, question
from bot.value.naming import fold
from bot.value.numbers import parse_amount
from bot.value.progress import check_target
from bot.value.roles import only_delivery
from storage import history, metrics, outcomes, promises, releases
from storage.database import Database
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was typed."""

    name: str = ""
    kind: str = ""
    category: str = ""
    statement: str = ""
    metric: str = ""
    metric_name: str = ""
    unit: str = ""
    direction: str = "up"
    baseline: str = ""
    target: str = ""
    due: date | None = None
    curve: str = "linear"
    link_kind: str = ""
    link: str = ""
    discovery: str = ""
    owner_id: str = ""
    definers: tuple[dict[str, str], ...] = field(default_factory=tuple)
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Made:
    """An outcome that was written, and what to think about next."""

    outcome: Outcome
    key: str
    metric: Metric | None
    # "no baseline, no date: which number moves?", asked of vague words; empty when all is there.
    question: str = ""
    warnings: tuple[str, ...] = ()


async def create(database: Database, caller: Caller, typed: Typed, *, now: datetime) -> Made:
    """Write a new outcome, with its metric where that is new.

    Raises:
        FieldErrors: at each field that needs another look; nothing is written.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        today = (await calendar_in(session, caller)).local(now).date()
        wanted, metric = await wanted_of(session, caller, typed, now=now, today=today)
        outcome = await define(session, caller, wanted, now=now, today=today)
    return made_of(outcome, metric)


async def edit(
    database: Database, caller: Caller, outcome_id: int, typed: Typed, *, mark: str = "", now: datetime
) -> Made:
    """Write a new version of an outcome; what was promised on an old one keeps it.

    Raises:
        FieldErrors: at each field that needs another look, and when nobody says why it changes.
        OutcomeGone: it is closed, or no longer there.
        ChangedSince: the form showed another version.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        outcome = await outcomes.get(session, outcome_id)
        if outcome is None or outcome.state == "closed":
            raise OutcomeGone()
        must_be_as_shown(mark, outcome.version)
        if not typed.why.strip():
            raise FieldErrors({"why": "Say why it changes: old check-ins keep the old version."})
        today = (await calendar_in(session, caller)).local(now).date()
        wanted, metric = await wanted_of(session, caller, typed, now=now, today=today, before=outcome)
        values = checked(wanted, today=today)
        for other in await outcomes.named(session):
            if other.pk != outcome_id and other.folded == fold(values["name"]) and other.state != "closed":
                raise FieldErrors({"name": f"{key_of(other)} is called that already."})
        changes = {
            name: (getattr(outcome, name), values[name]) for name in MEANING if getattr(outcome, name) != values[name]
        }
        if not changes:
            raise FieldErrors({"why": "Nothing has changed."})
        metric_before = await metric_of(session, outcome)
        written = {}
        for name, (old, new) in changes.items():
            setattr(outcome, name, new)
            written[name] = await history.record(
                session,
                "outcome",
                outcome.pk,
                who=caller.user_id,
                what=name.removesuffix("_id").replace("_", " "),
                old=spoken(name, old, metric_before),
                new=spoken(name, new, metric),
                why=typed.why,
                at=now,
            )
        outcome.folded = fold(outcome.name)
        outcome.version += 1
        session.add(outcome)
        await write_version(session, outcome, who=caller.user_id, why=typed.why, now=now)
        await needs_readings(session, outcome.metric_id, now=now)
        measured = [change for name, change in written.items() if name.removesuffix("_id") in MEASURED]
        await tell_promised(session, outcome, measured, who=caller.user_id, now=now)
    return made_of(outcome, metric)


async def tell_promised(
    session: AsyncSession, outcome: Outcome, changes: list[Change], *, who: str, now: datetime
) -> None:
    """Tell whoever follows a release that is to come that its promise is now held to something else."""
    for promise in await promises.on_outcome(session, outcome.pk) if changes else ():
        release = await releases.get(session, promise.release_id)
        if release is not None and promise.state == "open" and release.state != "cancelled":
            await tell(session, release, changes, who=who, now=now, note=False)


def spoken(name: str, value: object, metric: Metric | None) -> str:
    """A value as history keeps it; `metric` is the one that it is about."""
    if value is None or value == [] or value == "":
        return ""
    if name == "metric_id" and metric is not None:
        return metric.name
    if name == "curve":
        return dict(CURVES)[str(value)].casefold()
    if isinstance(value, list):
        return ", ".join(f"{definer['user']} ({definer['role']})" for definer in value)
    return format_amount(value, metric.unit if metric else "") if isinstance(value, float) else str(value)


def made_of(outcome: Outcome, metric: Metric | None) -> Made:
    """What to think about next: vague words, a hypothesis without its parts, definers who all build it."""
    warnings = []
    words = f"{outcome.name} {outcome.statement}"
    lacking = missing_of(outcome, metric)
    if outcome.kind == "hypothesis" and (parts := hypothesis_lacks(outcome.statement)):
        warnings.append(f"A hypothesis says “we believe … will … we know when …”; this lacks {', '.join(parts)}.")
    if only_delivery(definer.get("role", "") for definer in outcome.definers):
        warnings.append(
            "It was defined by those alone who build it. Add someone from product, support or the customers."
        )
    if not outcome.discovery:
        warnings.append("Where was the problem seen? A link or a quote keeps it honest.")
    asked = question(lacking) if is_vague(words) else ""
    return Made(outcome=outcome, key=key_of(outcome), metric=metric, question=asked, warnings=tuple(warnings))


async def wanted_of(
    session: AsyncSession,
    caller: Caller,
    typed: Typed,
    *,
    now: datetime,
    today: date,
    before: Outcome | None = None,
) -> tuple[Wanted, Metric | None]:
    """The outcome that was meant; every wrong field is named at once.

    Raises:
        FieldErrors: at each field that needs another look.
    """
    errors: dict[str, str] = {}
    metric: Metric | None = None
    if typed.metric == "new":
        new = flow_metrics.NewMetric(name=typed.metric_name, unit=typed.unit, direction=typed.direction)
        try:
            metric = await flow_metrics.define(session, caller, new, now=now, fields={"name": "metric_name"})
        except FieldErrors as wrong:
            errors |= wrong.errors
    elif typed.metric.isdigit():
        metric = await metrics.get(session, int(typed.metric))
        if metric is not None and metric.archived_at is not None:
            errors["metric"] = f"{metric.name} is archived. {flow_metrics.restoring(metric)}"
    elif before is not None:
        metric = await metric_of(session, before)
    amounts: dict[str, float | None] = {"baseline": None, "target": None}
    for name in amounts:
        try:
            words = getattr(typed, name)
            amounts[name] = parse_amount(words, metric.unit if metric else typed.unit) if words else None
        except Refusal as refusal:
            errors[name] = refusal.words
    if amounts["baseline"] is not None and amounts["target"] is not None and metric is not None:
        try:
            check_target(amounts["baseline"], amounts["target"], direction=metric.direction, unit=metric.unit)
        except Refusal as refusal:
            errors.setdefault("target", refusal.words)
    wanted = Wanted(
        name=typed.name,
        kind=typed.kind,
        category=typed.category,
        statement=typed.statement,
        metric_id=metric.pk if metric else None,
        baseline=amounts["baseline"],
        target=amounts["target"],
        due=typed.due,
        curve=typed.curve,
        link_kind=typed.link_kind if typed.link else "",
        link=typed.link,
        discovery=typed.discovery,
        owner_id=typed.owner_id or (before.owner_id if before else ""),
        definers=typed.definers,
    )
    due_stays = before is not None and typed.due == before.due
    try:
        checked(wanted, today=date.min if due_stays else today)
    except FieldErrors as wrong:
        errors = wrong.errors | errors
    if errors:
        raise FieldErrors(errors)
    return wanted, metric
