"""Change what a metric is called, whose it is, which of its readings count, and what it is compared with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import freshness_changed
from bot.flows.metrics.away import MetricArchived, restoring
from bot.flows.metrics.define import MAX_DESCRIPTION, MAX_NAME, MetricGone
from bot.flows.since import must_be_as_shown
from bot.value.gauges import unit_of_kind
from bot.value.naming import clean, fold
from bot.value.units import is_renaming, named_unit, parse_unit
from bot.value.watermark import MOST_HOURS
from storage import alerts, history, metrics, outcomes, readings
from storage.database import Database
from storage.history import Change
from storage.metrics import Metric

MAX_WHY = 300
# What the menu says for no other metric.
NO_CONTROL = "none"
# What the form shows, and what each is called where people read of it.
EDITED = {
    "name": "name",
    "unit": "unit",
    "description": "description",
    "owner_id": "owner",
    "fresh_days": "fresh days",
    "watermark_hours": "watermark hours",
    "control_id": "compared with",
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was typed."""

    name: str
    unit: str
    description: str
    owner_id: str
    fresh_days: int
    watermark_hours: int
    # The row number of the metric that it is compared with; anything else is none.
    control: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A metric as it is now, and what of it changed."""

    metric: Metric
    changes: list[Change]
    # Whether other readings count from now on.
    is_measured_anew: bool = False
    # Whether it is compared with another from now on, and which that is.
    is_compared_anew: bool = False
    control: Metric | None = None


def words_of(metric: Metric) -> tuple[object, ...]:
    """What the form shows."""
    return tuple(getattr(metric, name) for name in EDITED)


async def edit(
    database: Database, caller: Caller, metric_id: int, typed: Typed, *, mark: str = "", now: datetime
) -> Edited:
    """Save it, with old → new and why of each field.

    Raises:
        FieldErrors: at each field that needs another look, and when nobody says why it changes.
        MetricGone, MetricArchived: it is no longer there, or put away.
        ChangedSince: the form showed other words.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric = await metrics.get(session, metric_id)
        if metric is None:
            raise MetricGone()
        if metric.archived_at is not None:
            raise MetricArchived(metric)
        must_be_as_shown(mark, *words_of(metric))
        values, why = await checked(session, metric, typed)
        changes = []
        for name, new in values.items():
            old = getattr(metric, name)
            if old == new:
                continue
            setattr(metric, name, new)
            changes.append(
                await history.record(
                    session,
                    "metric",
                    metric.pk,
                    who=caller.user_id,
                    what=EDITED[name],
                    old=await kept(session, name, old),
                    new=await kept(session, name, new),
                    why=why,
                    at=now,
                )
            )
        if not changes:
            raise FieldErrors({"why": "Nothing has changed."})
        metric.folded = fold(metric.name)
        session.add(metric)
        await session.flush()
        changed = {change.what for change in changes}
        if EDITED["fresh_days"] in changed:
            await freshness_changed(session, metric, now=now)
        control = await metrics.get(session, metric.control_id) if metric.control_id is not None else None
    return Edited(
        metric=metric,
        changes=changes,
        is_measured_anew=EDITED["watermark_hours"] in changed,
        is_compared_anew=EDITED["control_id"] in changed,
        control=control,
    )


async def kept(session: AsyncSession, name: str, value: Any) -> str:
    """A field's value as history keeps it; of another metric its row number and its name."""
    if name != "control_id":
        return str(value)
    other = await metrics.get(session, value) if value is not None else None
    return f"{other.pk} {other.name}" if other is not None else ""


def control_in(words: str) -> int | None:
    """The row number of a metric out of what history keeps of it; None for no metric."""
    number, _, _ = words.partition(" ")
    return int(number) if number else None


async def checked(session: AsyncSession, metric: Metric, typed: Typed) -> tuple[dict[str, Any], str]:
    """The values as they may be kept, and the reason.

    Raises:
        FieldErrors: a name that is empty, too long or taken; a unit that would make other numbers of those that are
            there; a time out of bounds; another metric that is not there, or no other; no reason.
    """
    errors: dict[str, str] = {}
    values: dict[str, Any] = {
        "owner_id": typed.owner_id or metric.owner_id,
        "fresh_days": typed.fresh_days,
        "watermark_hours": typed.watermark_hours,
    }
    try:
        values["name"] = clean(typed.name, MAX_NAME)
        namesake = await metrics.by_folded(session, fold(values["name"]))
        if namesake is not None and namesake.pk != metric.pk:
            errors["name"] = f"There is a metric called {namesake.name} already. {restoring(namesake)}".strip()
    except Refusal as refusal:
        errors["name"] = refusal.message
    try:
        values["unit"] = unit_of_kind(metric.kind, parse_unit(typed.unit))
        if not is_renaming(metric.unit, values["unit"]) and await is_counted(session, metric):
            errors["unit"] = (
                f"Its numbers are in {named_unit(metric.unit)}, and would mean something else. Define another metric."
            )
    except Refusal as refusal:
        errors["unit"] = refusal.message
    try:
        values["description"] = clean(
            typed.description, MAX_DESCRIPTION, what="a description", lines=True, needed=False
        )
    except Refusal as refusal:
        errors["description"] = refusal.message
    if not 1 <= typed.fresh_days <= 3660:
        errors["fresh_days"] = "A reading stays fresh for 1 day to 3,660 days."
    if not 0 <= typed.watermark_hours <= MOST_HOURS:
        errors["watermark_hours"] = f"A reading is complete at once (0), or after {MOST_HOURS:,} hours at most."
    values["control_id"] = None
    if typed.control == str(metric.pk):
        errors["control"] = "It cannot be compared with itself."
    elif typed.control != NO_CONTROL:
        others = [other.pk for other in await metrics.live(session) if str(other.pk) == typed.control]
        if others:
            values["control_id"] = others[0]
        else:
            errors["control"] = "There is no such metric any more."
    why = ""
    try:
        why = clean(typed.why, MAX_WHY, what="a reason", lines=True)
    except Refusal as refusal:
        errors["why"] = refusal.message
    if errors:
        raise FieldErrors(errors)
    return values, why


async def is_counted(session: AsyncSession, metric: Metric) -> bool:
    """Whether there are numbers in a metric's unit: readings, what outcomes want of it, lines."""
    return bool(
        await readings.latest(session, metric.pk)
        or await outcomes.was_on_metric(session, metric.pk)
        or await alerts.drawn_on(session, metric.pk)
    )
