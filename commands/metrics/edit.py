"""Edit a metric: its name and words, whose it is, which readings count, and what it is compared with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.metrics import NOTHING, MetricGone, Typed, choices_for, edit, find_metric, words_of
from bot.flows.since import mark_of
from bot.slack import forms, render
from commands.listening import on_action, on_options, on_view
from commands.metrics.router import metrics
from storage import metrics as stored
from storage.database import Database
from storage.metrics import Metric


@metrics.sub(
    "edit",
    usage="X",
    says="Change its name, owner, watermark or what it is compared with",
    example="edit Checkout conversion",
)
async def open_edit(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form, filled in."""
    async with database.reading(caller.workspace_id) as session:
        metric = await find_metric(session, text)
        controls = await choices_for(session, metric)
    await client.views_open(trigger_id=trigger_id, view=form(metric, controls))


@on_action("metric_edit")
async def click(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from a message."""
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(action["value"]))
        if metric is None:
            raise MetricGone()
        controls = await choices_for(session, metric)
    await client.views_open(trigger_id=body["trigger_id"], view=form(metric, controls))
    await ack()


def form(metric: Metric, controls: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The form, filled in, with what it may be compared with."""
    view = render.view("metrics/edit", metric=metric, controls=controls)
    return forms.marked(view, mark_of(*words_of(metric)))


@on_options("metric_control", always=[NOTHING])
async def list_controls(view: Any, caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All other metrics."""
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(forms.read(view).private["metric"]))
        if metric is None:
            raise MetricGone()
        return [choice for choice in await choices_for(session, metric) if choice != NOTHING]


@on_view("metric_edit")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Save it, and say what changed."""
    filled = forms.read(view)
    fresh, watermark = filled.number("fresh_days"), filled.number("watermark_hours")
    typed = Typed(
        name=filled.text("name"),
        unit=filled.text("unit"),
        description=filled.text("description"),
        owner_id=filled.user("owner"),
        fresh_days=int(fresh) if fresh is not None else 0,
        watermark_hours=int(watermark) if watermark is not None else 0,
        control=filled.choice("control"),
        why=filled.text("why"),
    )
    edited = await edit(database, caller, int(filled.private["metric"]), typed, mark=filled.mark, now=now)
    await ack(response_action="update", view=render.view("metrics/edited", edited=edited))
