"""Define a metric: the form, and what comes back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.metrics import NewMetric, create
from bot.slack import forms, render
from commands.listening import on_view
from commands.metrics.router import metrics
from storage.database import Database


@metrics.sub("new", usage="[NAME]", says="Define a metric", example="new Checkout conversion")
async def open_new(text: str, caller: Caller, client: Any, trigger_id: str) -> None:
    """Open the form, with the name that was typed."""
    view = render.view("metrics/new", name=text, owner_id=caller.user_id, channel_id=caller.channel_id)
    await client.views_open(trigger_id=trigger_id, view=view)


@on_view("metric_new")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Write the metric, and say what comes next."""
    filled = forms.read(view)
    # A form knows no channel, but the one in which it was opened says whose releases it tells of.
    caller = replace(caller, channel_id=filled.private["channel"])
    fresh, watermark = filled.number("fresh_days"), filled.number("watermark_hours")
    wanted = NewMetric(
        name=filled.text("name"),
        unit=filled.text("unit"),
        direction=filled.choice("direction"),
        kind=filled.choice("kind"),
        fresh_days=int(fresh) if fresh is not None else 7,
        watermark_hours=int(watermark) if watermark is not None else 0,
        description=filled.text("description"),
        owner_id=filled.user("owner"),
        first_value=filled.text("value"),
    )
    metric = await create(database, caller, wanted, now=now)
    await ack(response_action="update", view=render.view("metrics/made", metric=metric))
