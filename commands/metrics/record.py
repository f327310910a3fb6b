"""Record a reading: typed in one line, or in a form."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics import MetricGone, Recorded, record, take_metric
from bot.flows.outcomes.experiment import count_arm, take_arm
from bot.flows.teams import calendar_in
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.calendar import WorkCalendar
from bot.value.dates import When, parse_when, take_when
from bot.value.gauges import on_scale
from bot.value.naming import in_command
from bot.value.numbers import parse_amount
from commands.listening import on_action, on_view
from commands.metrics.router import metrics
from storage import metrics as stored
from storage.database import Database
from storage.metrics import Metric

DIGIT = re.compile(r"\d")


@metrics.sub(
    "record",
    usage="X VALUE [WHEN] | X control|variant N of M",
    says="Record a reading",
    example="record Checkout conversion 4.3% yesterday",
    aliases=("log", "add"),
)
async def record_typed(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Record what was typed; without a value, ask for it in a form."""
    if not DIGIT.search(text):
        # No value is among these words, as a rule: the form is not kept waiting for a turn to write.
        async with database.reading(caller.workspace_id) as session:
            metric, rest = await take_metric(session, text)
            calendar = await calendar_in(session, caller)
        if not take_when(rest, today=calendar.local(now).date(), calendar=calendar, prefer="past")[1]:
            await client.views_open(trigger_id=trigger_id, view=form(metric, caller, when=rest))
            return None
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        counted = await take_arm(session, text)
        if counted is not None:
            return render.message("metrics/counted", experiment=await count_arm(session, caller, *counted, now=now))
        metric, rest = await take_metric(session, text)
        calendar = await calendar_in(session, caller)
        when, typed = take_when(rest, today=calendar.local(now).date(), calendar=calendar, prefer="past")
        recorded = None
        if typed:
            value, at = on_scale(parse_amount(typed, metric.unit), metric.kind), moment_of(when, calendar, now)
            recorded = await record(session, caller, metric, value=value, at=at, now=now)
    if recorded is not None:
        return said(recorded, calendar)
    await client.views_open(trigger_id=trigger_id, view=form(metric, caller, when=rest))
    return None


def form(metric: Metric, caller: Caller, *, when: str = "") -> dict[str, Any]:
    """The form, with the moment that was typed."""
    return render.view("metrics/record", metric=metric, when=when, channel_id=caller.channel_id)


@on_action("metric_record_open")
async def open_form(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from a button."""
    async with database.reading(caller.workspace_id) as session:
        metric = await stored.get(session, int(action["value"]))
    if metric is None:
        raise MetricGone()
    await client.views_open(trigger_id=body["trigger_id"], view=form(metric, caller))
    await ack()


def said(recorded: Recorded, calendar: WorkCalendar, *, buttons: bool = True) -> Message:
    """From what to what, and when."""
    called = in_command(recorded.metric.name) if buttons else ""
    return render.message("metrics/recorded", recorded=recorded, zone=calendar.zone, called=called)


def moment_of(when: When | None, calendar: WorkCalendar, now: datetime) -> datetime:
    """The moment that was meant: now, or a day at its noon unless a time was typed."""
    if when is None or (when.first == calendar.local(now).date() and when.time is None):
        return now
    return calendar.moment(when.first, when.time or "12:00")


@on_view("metric_record")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Record what the form holds, and say from what to what."""
    filled = forms.read(view)
    # A form knows no channel, but the one in which it was opened says whose days are meant.
    caller = replace(caller, channel_id=filled.private["channel"])
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        metric = await stored.get(session, int(filled.private["metric"]))
        if metric is None:
            raise MetricGone()
        calendar = await calendar_in(session, caller)
        value, at = typed_in(filled, metric, calendar, now)
        recorded = await record(session, caller, metric, value=value, at=at, now=now)
    done = render.view("metrics/recorded_in_form", said=said(recorded, calendar, buttons=False))
    await ack(response_action="update", view=done)


def typed_in(filled: forms.Form, metric: Metric, calendar: WorkCalendar, now: datetime) -> tuple[float, datetime]:
    """The value, and its moment.

    Raises:
        FieldErrors: what was typed into one of the two fields, or both, is none.
    """
    errors = {}
    value, at = 0.0, now
    try:
        value = on_scale(parse_amount(filled.text("value"), metric.unit), metric.kind)
    except Refusal as refusal:
        errors["value"] = refusal.words
    if typed := filled.text("when"):
        try:
            when = parse_when(typed, today=calendar.local(now).date(), calendar=calendar, prefer="past")
            at = moment_of(when, calendar, now)
        except Refusal as refusal:
            errors["when"] = refusal.words
    if at > now:
        errors["when"] = "That moment is still to come: a reading says what was."
    if errors:
        raise FieldErrors(errors)
    return value, at
