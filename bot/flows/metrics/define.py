"""Define metrics, and find them by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.away import MetricArchived, restoring
from bot.flows.metrics.record import record
from bot.flows.named import Named, meant
from bot.value.gauges import GAUGES, on_scale, unit_of_kind
from bot.value.naming import beginning, clean, fold
from bot.value.numbers import parse_amount
from bot.value.units import parse_unit
from bot.value.watermark import MOST_HOURS
from storage import history, metrics
from storage.database import Database
from storage.metrics import Metric

MAX_NAME = 80
MAX_DESCRIPTION = 500


@dataclass(frozen=True, kw_only=True)
class NewMetric:
    """A metric as it is typed into a form."""

    name: str
    unit: str = ""
    direction: str = "up"
    # As bot.value.gauges.GAUGES; "" for any other number.
    kind: str = ""
    fresh_days: int = 7
    watermark_hours: int = 0
    description: str = ""
    owner_id: str = ""
    # A first reading, as typed; empty for none.
    first_value: str = ""


class MetricGone(Refusal):
    """This metric no longer exists."""


async def define(
    session: AsyncSession, caller: Caller, wanted: NewMetric, *, now: datetime, fields: dict[str, str] | None = None
) -> Metric:
    """Write a new metric, in the caller's transaction.

    `fields` says what the form calls a field, where it is not called by its own name.

    Raises:
        FieldErrors: a name that is empty, too long or taken; a unit or direction that is none; a time out of bounds.
    """
    called = {name: name for name in ("name", "unit", "direction", "fresh_days", "description")} | (fields or {})
    errors: dict[str, str] = {}
    name = unit = description = ""
    try:
        name = clean(wanted.name, MAX_NAME)
    except Refusal as refusal:
        errors[called["name"]] = refusal.message
    try:
        unit = unit_of_kind(wanted.kind, parse_unit(wanted.unit))
    except Refusal as refusal:
        errors[called["unit"]] = refusal.message
    try:
        description = clean(wanted.description, MAX_DESCRIPTION, what="a description", lines=True, needed=False)
    except Refusal as refusal:
        errors[called["description"]] = refusal.message
    if wanted.direction not in ("up", "down"):
        errors[called["direction"]] = "Say which way is good: up or down."
    if wanted.kind and wanted.kind not in GAUGES:
        errors["kind"] = "Pick adoption, CSAT or NPS, or none of them."
    elif wanted.kind and wanted.direction == "down":
        errors[called["direction"]] = "More adoption and satisfaction is good."
    if not 1 <= wanted.fresh_days <= 3660:
        errors[called["fresh_days"]] = "A reading stays fresh for 1 day to 3,660 days."
    if not 0 <= wanted.watermark_hours <= MOST_HOURS:
        errors["watermark_hours"] = f"A reading is complete at once (0), or after {MOST_HOURS:,} hours at most."
    namesake = await metrics.by_folded(session, fold(name)) if name else None
    if namesake is not None:
        errors[called["name"]] = f"There is a metric called {name} already. {restoring(namesake)}".strip()
    if errors:
        raise FieldErrors(errors)
    metric = Metric(
        name=name,
        folded=fold(name),
        unit=unit,
        direction=wanted.direction,
        kind=wanted.kind,
        channel_id=caller.channel_id,
        fresh_days=wanted.fresh_days,
        watermark_hours=wanted.watermark_hours,
        description=description,
        owner_id=wanted.owner_id or caller.user_id,
        created_by=caller.user_id,
        created_at=now,
    )
    session.add(metric)
    await session.flush()
    await history.record(
        session, "metric", metric.pk, who=caller.user_id, what="metric", old="", new=name, why="", at=now
    )
    return metric


async def create(database: Database, caller: Caller, wanted: NewMetric, *, now: datetime) -> Metric:
    """Write a new metric, with its first reading if one was typed.

    Raises:
        FieldErrors: as `define`; a first reading that is no number, or in another unit.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric = await define(session, caller, wanted, now=now)
        if wanted.first_value.strip():
            try:
                value = on_scale(parse_amount(wanted.first_value, metric.unit), metric.kind)
            except Refusal as refusal:
                raise FieldErrors({"value": refusal.words}) from refusal
            await record(session, caller, metric, value=value, at=now, now=now)
    return metric


async def take_metric(
    session: AsyncSession, text: str, *, archived: bool = False, whole: bool = False
) -> tuple[Metric, str]:
    """The metric that the first words of `text` name, and the words after it; `archived` takes one that is put away.

    Raises:
        Unknown: no metric is called that; the nearest in use are offered.
        Ambiguous: two names are alike.
        MetricArchived: it is put away.
    """
    begins = beginning(text)

    async def in_use() -> list[Named[Metric]]:
        return named(await metrics.live(session))

    likely = named(await metrics.called(session, typed=begins.typed, inner=begins.inner))
    metric, rest = await meant(text, likely, in_use, noun="metric", whole=whole)
    if metric.archived_at is not None and not archived:
        raise MetricArchived(metric)
    return metric, rest


def named(found: Iterable[Metric]) -> list[Named[Metric]]:
    """Metrics by their names; they have no keys."""
    return [Named(metric.name, "", metric) for metric in found]


async def find_metric(session: AsyncSession, text: str, *, archived: bool = False) -> Metric:
    """The metric that all of `text` names.

    Raises:
        Unknown, Ambiguous, MetricArchived: as `take_metric`.
    """
    found, _ = await take_metric(session, text, archived=archived, whole=True)
    return found


def metric_choices(found: Iterable[Metric]) -> list[tuple[str, str]]:
    """Metrics as a menu lists them."""
    return [(str(metric.pk), metric.name) for metric in found]
