"""Import readings: a file or pasted rows in a form, or rows typed after the command."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics import (
    Imported,
    WhichMetric,
    import_handed_in,
    import_rows,
    metric_choices,
    said,
    take_metric,
)
from bot.slack import forms, render
from bot.slack.render import Message
from bot.sources.csv import is_row
from bot.value.naming import Unknown
from commands.listening import on_options, on_view
from commands.metrics.router import metrics
from storage import metrics as stored
from storage.database import Database
from storage.metrics import Metric


class NoMetric(Refusal):
    """There is no metric yet to import readings of. `/metric new` defines one."""


@metrics.sub("import", usage="[NAME]", says="Bring readings from a CSV file", example="import Checkout conversion")
async def import_typed(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Import the rows that were typed; without any, ask for a file."""
    async with database.reading(caller.workspace_id) as session:
        known = await stored.live(session)
        if not known:
            raise NoMetric()
        metric, rows = await take_rows(session, text)
    if rows:
        return said(await import_rows(database, caller, rows, metric, now=now))
    first = [metric] if metric is not None else []
    view = render.view(
        "metrics/import",
        metrics=metric_choices([*first, *(one for one in known if one not in first)]),
        metric=str(metric.pk) if metric is not None else "",
        channel_id=caller.channel_id,
    )
    await client.views_open(trigger_id=trigger_id, view=view)
    return None


async def take_rows(session: AsyncSession, text: str) -> tuple[Metric | None, str]:
    """The metric that the first line names, if it does, and the rows after its name.

    Raises:
        Unknown, Ambiguous: as `take_metric`, for a first line that is no row itself.
    """
    if not text:
        return None, ""
    first, _, others = text.partition("\n")
    try:
        metric, rest = await take_metric(session, first)
    except Unknown:
        if is_row(first):
            return None, text
        raise
    return metric, f"{rest}\n{others}".strip()


@on_options("import_metric")
async def list_metrics(caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All metrics that readings may be of."""
    async with database.reading(caller.workspace_id) as session:
        return metric_choices(await stored.live(session))


@on_view("metric_import")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Import what the form holds, and say what came of it, or that it takes a while."""
    filled = forms.read(view)
    # A form knows no channel, but the one in which it was opened says whose days are meant.
    caller = replace(caller, channel_id=filled.private["channel"])
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(filled.choice("metric") or 0))
    imported = await import_filled(filled, caller, database, client, metric, now=now)
    if imported is None:
        await ack(response_action="update", view=render.view("metrics/import_later"))
        return
    done = render.view("metrics/imported_in_form", said=said(imported, buttons=False))
    await ack(response_action="update", view=done)


async def import_filled(
    filled: forms.Form, caller: Caller, database: Database, client: Any, metric: Metric | None, *, now: datetime
) -> Imported | None:
    """Import a form's file, or its pasted rows; None when a message will say what came of it.

    Raises:
        FieldErrors: there is neither or both, or nothing can be made of it.
    """
    handed_in, pasted = filled.file_ids("file"), filled.text("pasted")
    if not handed_in and not pasted:
        raise FieldErrors({"file": "Choose a file, or paste rows below."})
    if handed_in and pasted:
        raise FieldErrors({"pasted": "Give a file or rows, not both."})
    try:
        if pasted:
            return await import_rows(database, caller, pasted, metric, now=now)
        return await import_handed_in(database, caller, client, handed_in[0], metric, now=now)
    except WhichMetric as refusal:
        raise FieldErrors({"metric": refusal.words}) from refusal
    except Refusal as refusal:
        field = "pasted" if pasted else "file"
        raise FieldErrors({field: refusal.words}) from refusal
