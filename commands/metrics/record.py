"""Record a reading: typed in one line, or in a form."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics import MetricGone, record, take_metric
from bot.flows.teams import calendar_in
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.dates import parse_when, take_when
from bot.value.numbers import parse_amount
from commands.metrics.router import metrics
from commands.routing import on_view
from storage import metrics as stored
from storage.database import Database


@metrics.sub(
    "record",
    usage="X VALUE [WHEN]",
    says="Record a reading",
    example="record Checkout conversion 4.3% yesterday",
    aliases=("log", "add"),
)
async def record_typed(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Record what was typed; without a value, ask for it in a form."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric, rest = await take_metric(session, text)
        if rest:
            calendar = await calendar_in(session, caller)
            when, typed = take_when(rest, today=calendar.local(now).date(), calendar=calendar, prefer="past")
            value = parse_amount(typed, metric.unit)
            at = moment_of(when, calendar, now)
            recorded = await record(session, caller, metric, value=value, at=at, now=now)
            return render.message("metrics/recorded", recorded=recorded, zone=calendar.zone)
    await client.views_open(trigger_id=trigger_id, view=render.view("metrics/record", metric=metric))
    return None


def moment_of(when: Any, calendar: Any, now: datetime) -> datetime:
    """The moment that was meant: now, or a day at its noon unless a time was typed."""
    if when is None or (when.first == calendar.local(now).date() and when.time is None):
        return now
    moment: datetime = calendar.moment(when.first, when.time or "12:00")
    return moment


async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Record what the form holds."""
    filled = forms.read(view)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric = await stored.get(session, int(filled.private["metric"]))
        if metric is None:
            raise MetricGone()
        calendar = await calendar_in(session, caller)
        errors = {}
        value = 0.0
        at = now
        try:
            value = parse_amount(filled.text("value"), metric.unit)
        except Refusal as refusal:
            errors["value"] = f"{refusal.message} {refusal.hint}".strip()
        try:
            if filled.text("when"):
                today = calendar.local(now).date()
                at = moment_of(
                    parse_when(filled.text("when"), today=today, calendar=calendar, prefer="past"), calendar, now
                )
        except Refusal as refusal:
            errors["when"] = f"{refusal.message} {refusal.hint}".strip()
        if errors:
            raise FieldErrors(errors)
        await record(session, caller, metric, value=value, at=at, now=now)
    await ack()


def register(app: AsyncApp) -> None:
    """Listen to the form."""
    on_view(app, "metric_record", submit)
