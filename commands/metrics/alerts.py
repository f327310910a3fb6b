"""Draw lines for metrics: typed in one line, or in a form; list them, and take them away."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics import MetricGone, find_metric, take_metric
from bot.flows.metrics.alerts import draw, erase, erase_one, line_of, lines_of
from bot.flows.teams import calendar_in, ensure_team
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.naming import in_command
from bot.value.threshold import Threshold, parse_threshold, split_by_sign
from commands.listening import on_action, on_view
from commands.metrics.router import metrics
from commands.routing import paged
from storage import alerts
from storage import metrics as stored
from storage.database import Database
from storage.metrics import Metric

PAGE = 10
OFF = ("off", "stop", "none", "never")


@metrics.sub(
    "alert",
    usage="X < N",
    says="Be told when it crosses a line",
    example="alert Checkout conversion < 3%",
    aliases=("watch",),
)
async def alert_typed(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Draw the line that was typed, or take those of this channel away; without either, ask in a form."""
    parts = split_by_sign(text)
    async with database.reading(caller.workspace_id) as session:
        if parts is not None:
            metric, rest = await find_metric(session, parts[0]), parts[1]
        else:
            metric, rest = await take_metric(session, text)
    if not rest:
        await client.views_open(trigger_id=trigger_id, view=await form(database, caller, metric))
        return None
    if rest.casefold() in OFF:
        async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
            lines = await erase(session, caller, metric, now=now)
        return render.message("alerts/erased", lines=lines, metric=metric)
    threshold = parse_threshold(rest, metric.unit)
    return await drawn(database, caller, client, metric, threshold, now=now, called=in_command(metric.name))


async def drawn(
    database: Database,
    caller: Caller,
    client: Any,
    metric: Metric,
    threshold: Threshold,
    *,
    now: datetime,
    called: str = "",
) -> Message:
    """Draw a line in the caller's channel, and say how the metric stands by it; `called` for a button to its course."""
    await ensure_team(database, caller, client, now)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        made = await draw(session, caller, metric, threshold, now=now)
        calendar = await calendar_in(session, caller)
    return render.message("alerts/drawn", drawn=made, called=called, zone=calendar.zone, channel_id=caller.channel_id)


async def form(database: Database, caller: Caller, metric: Metric) -> dict[str, Any]:
    """The form, with what is drawn for the metric already; it asks for the channel where none can be meant."""
    channel_id = caller.channel_id if not caller.channel_id.startswith("D") else ""
    async with database.reading(caller.workspace_id) as session:
        lines = [line_of(alert) for alert in await alerts.drawn_on(session, metric.pk)]
    return render.view("alerts/draw", metric=metric, lines=lines[:8], channel_id=channel_id)


@on_action("alert_open")
async def open_form(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from a button."""
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(action["value"]))
    if metric is None:
        raise MetricGone()
    await client.views_open(trigger_id=body["trigger_id"], view=await form(database, caller, metric))
    await ack()


@on_view("alert_draw")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Draw the line that the form holds."""
    filled = forms.read(view)
    caller = replace(caller, channel_id=filled.private.get("channel") or filled.channel("channel"))
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(filled.private["metric"]))
    if metric is None:
        raise MetricGone()
    try:
        threshold = parse_threshold(f"{filled.choice('side')} {filled.text('amount')}", metric.unit)
    except Refusal as refusal:
        raise FieldErrors({"amount": refusal.words}) from refusal
    said = await drawn(database, caller, client, metric, threshold, now=now)
    await ack(response_action="update", view=render.view("alerts/drawn_in_form", said=said))


@metrics.sub("alerts", usage="[page N]", says="List the alerts", read=True)
async def listing(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """All lines that are drawn, with how each metric stands."""
    _, number = paged(text)
    async with database.reading(caller.workspace_id) as session:
        page = await lines_of(session, number, size=PAGE, now=now)
    return render.message("alerts/list", page=page)


@on_action("alert_off")
async def off(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Take away the line whose button was clicked, and say so beside it."""
    line, metric = await erase_one(database, caller, int(action["value"]), now=now)
    message = render.message("alerts/erased", lines=[line], metric=metric)
    await respond(**message.ephemeral(), replace_original=False)
    await ack()
