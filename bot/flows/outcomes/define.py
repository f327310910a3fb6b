"""Define outcomes, version by version, and find them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.named import Named, meant
from bot.value.freshness import freshness
from bot.value.lint import vague
from bot.value.naming import beginning, clean, fold
from bot.value.progress import progress
from storage import history, metrics, outcomes, readings
from storage.metrics import Metric
from storage.outcomes import Meaning, Outcome, OutcomeVersion

MEANING = tuple(Meaning.model_fields)
# What a promise is held to, as history calls it; another wording of the outcome changes no promise.
MEASURED = ("metric", "baseline", "target", "due", "curve")
# What may be picked in a form: the word that is kept, and the one that is read.
KINDS = (
    ("customer_problem", "A customer's problem solved"),
    ("business_outcome", "A business outcome"),
    ("hypothesis", "A hypothesis to test"),
)
CURVES = (
    ("linear", "Bit by bit, until its day"),
    ("step", "All of it at once"),
    ("saturating", "Fast at first, then slower"),
)
CATEGORIES = (
    ("adoption", "Adoption"),
    ("engagement", "Engagement"),
    ("revenue", "Revenue"),
    ("productivity", "Productivity"),
    ("cost_saving", "Cost saving"),
    ("satisfaction", "Satisfaction"),
    ("risk", "Risk"),
)


class OutcomeGone(Refusal):
    """This outcome is closed, or no longer there."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An outcome as it is typed into a form."""

    name: str
    kind: str
    category: str
    statement: str = ""
    metric_id: int | None = None
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    curve: str = "linear"
    link_kind: str = ""
    link: str = ""
    discovery: str = ""
    owner_id: str = ""
    definers: Sequence[dict[str, str]] = field(default_factory=tuple)


def key_of(outcome: Outcome) -> str:
    """OUT-3."""
    return f"OUT-{outcome.number}"


async def define(
    session: AsyncSession, caller: Caller, wanted: Wanted, *, now: datetime, today: date, team_id: int | None = None
) -> Outcome:
    """Write a new outcome with its first version, in the caller's transaction.

    Raises:
        FieldErrors: what `checked` refuses; a name that is taken.
    """
    values = checked(wanted, today=today)
    for other in await outcomes.named(session):
        if other.folded == fold(values["name"]) and other.state != "closed":
            raise FieldErrors({"name": f"{key_of(other)} is called that already: choose it, or use another name."})
    outcome = Outcome(
        number=await outcomes.next_number(session),
        folded=fold(values["name"]),
        team_id=team_id,
        created_by=caller.user_id,
        created_at=now,
        **values | {"owner_id": wanted.owner_id or caller.user_id},
    )
    session.add(outcome)
    await session.flush()
    await write_version(session, outcome, who=caller.user_id, why="", now=now)
    await history.record(
        session, "outcome", outcome.pk, who=caller.user_id, what="outcome", old="", new=outcome.name, why="", at=now
    )
    return outcome


async def write_version(session: AsyncSession, outcome: Outcome, *, who: str, why: str, now: datetime) -> None:
    """Keep what the outcome means now under its version number."""
    meaning: dict[str, Any] = {name: getattr(outcome, name) for name in MEANING}
    session.add(OutcomeVersion(outcome_id=outcome.pk, version=outcome.version, who=who, why=why, at=now, **meaning))


def checked(wanted: Wanted, *, today: date) -> dict[str, Any]:
    """The values as they may be kept.

    Raises:
        FieldErrors: no type, a baseline that equals the target, a date that has passed, a name too long.
    """
    errors: dict[str, str] = {}
    name = ""
    try:
        name = clean(wanted.name)
    except Refusal as refusal:
        errors["name"] = refusal.message
    if wanted.kind not in dict(KINDS):
        errors["kind"] = "Pick one: a customer's problem, a business outcome, or a hypothesis."
    if wanted.category not in dict(CATEGORIES):
        errors["category"] = "Pick what it moves."
    if wanted.curve not in dict(CURVES):
        errors["curve"] = "Pick how its effect is expected to come."
    if wanted.baseline is not None and wanted.baseline == wanted.target:
        errors["target"] = "The target is where the number stands today: nothing would change."
    if wanted.due is not None and wanted.due <= today:
        errors["due"] = "By when? That day has come already."
    if errors:
        raise FieldErrors(errors)
    values = {name: getattr(wanted, name) for name in MEANING}
    values["definers"] = list(wanted.definers)
    values["statement"] = clean(wanted.statement, 1000, lines=True, needed=False)
    return values | {"name": name}


def missing_of(outcome: Meaning, metric: Metric | None) -> list[str]:
    """What a vague outcome still lacks: which number moves, from where, to where, by when."""
    return list(
        vague(
            f"{outcome.name} {outcome.statement}",
            has_metric=metric is not None,
            has_unit=metric is not None,
            has_baseline=outcome.baseline is not None,
            has_target=outcome.target is not None,
            has_due=outcome.due is not None,
        )
    )


async def take_outcome(session: AsyncSession, text: str, *, whole: bool = False) -> tuple[Outcome, str]:
    """The outcome that the first words of `text` name, and the words after it.

    Raises:
        Unknown: no outcome is called that; the nearest are offered.
        Ambiguous: two names are alike.
    """

    async def every() -> list[Named[Outcome]]:
        return named(await outcomes.named(session))

    likely = named(await outcomes.called(session, **asdict(beginning(text))))
    return await meant(text, likely, every, noun="outcome", whole=whole)


async def find_outcome(session: AsyncSession, text: str) -> Outcome:
    """The outcome that all of `text` names.

    Raises:
        Unknown, Ambiguous: as `take_outcome`.
    """
    found, _ = await take_outcome(session, text, whole=True)
    return found


def named(found: Iterable[Outcome]) -> list[Named[Outcome]]:
    """Outcomes by their names and keys."""
    return [Named(outcome.name, key_of(outcome), outcome) for outcome in found]


async def metric_of(session: AsyncSession, meaning: Meaning) -> Metric | None:
    """The metric that an outcome moves, if it says one."""
    return await metrics.get(session, meaning.metric_id) if meaning.metric_id is not None else None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an outcome stands: the newest value, how far of the way that is, and how old, if it is stale."""

    now: float | None = None
    progress: float | None = None
    stale_days: int | None = None


def progress_of(outcome: Meaning, value: float) -> float | None:
    """How far of the way a value is; None where the way is not known."""
    if outcome.baseline is None or outcome.target is None:
        return None
    return progress(outcome.baseline, outcome.target, value)


async def standing_of(session: AsyncSession, outcome: Outcome, metric: Metric | None, *, now: datetime) -> Standing:
    """Where an outcome stands by its metric's newest complete reading; it says so where no newer one came."""
    newest = await readings.latest(session, metric.pk) if metric is not None else None
    counted = (
        await readings.newest_complete(session, metric.pk, metric.watermark, now=now) if metric is not None else None
    )
    if metric is None or newest is None:
        return Standing()
    fresh = freshness(newest.at, now, metric.fresh_days)
    return Standing(
        now=counted.value if counted is not None else None,
        progress=progress_of(outcome, counted.value) if counted is not None else None,
        stale_days=fresh.days if fresh.stale else None,
    )
