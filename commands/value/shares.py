"""Agree how releases share what a metric moved, and list who claims what."""

from datetime import datetime
from typing import Any

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.metrics import find_metric
from bot.flows.shares.agree import agree, shared_by
from bot.flows.shares.groups import groups_on
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.amounts import format_change
from bot.value.numbers import parse_change
from commands.listening import on_action, on_view
from commands.value.router import value
from commands.value.then import take_then
from storage import metrics
from storage.database import Database

MOST = 8


@value.sub(
    "ledger",
    usage="[METRIC] [asof DATE]",
    says="See who claims what a metric moved",
    example="ledger Checkout conversion",
    read=True,
    aliases=("claims", "shares"),
)
async def ledger(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """What each metric moved, what releases claim of it, what each gets, and what is nobody's."""
    async with database.reading(caller.workspace_id) as session:
        words, then = await take_then(session, caller, text, now)
        chosen = [await find_metric(session, words, archived=True)] if words else await metrics.every(session)
        await then.go(session)
        groups = await groups_on(session, [metric.pk for metric in chosen])
    # Where there is something to share first.
    groups.sort(key=lambda group: len(group.members) < 2)
    return render.message(
        "value/ledger",
        groups=groups[:MOST],
        more=max(0, len(groups) - MOST),
        name=chosen[0].name if words else "",
        asked=f"value ledger {text}".strip(),
        zone=then.zone,
        now=then.now,
    )


@on_action("share_agree")
async def click_agree(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Share by the rule on the button; the message itself then says what was agreed."""
    promise_id, mark, rule = action["value"].split(":")
    await agree(database, caller, int(promise_id), rule, mark=mark, now=now)
    await ack()


@on_action("share_type")
async def click_type(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form, filled in as it is shared now."""
    promise_id, mark = action["value"].split(":")
    async with database.reading(caller.workspace_id) as session:
        group = await shared_by(session, caller, int(promise_id), mark=mark)
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("shares/type", group=group))
    await ack()


@on_view("share_typed")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Share as it was typed."""
    filled = forms.read(view)
    promise_id, mark = int(filled.private["promise"]), filled.private["mark"]
    async with database.reading(caller.workspace_id) as session:
        group = await shared_by(session, caller, promise_id, mark=mark)
    typed, errors = {}, {}
    for member in group.members:
        name, shown = f"share_{member.promise.pk}", group.share(member)
        try:
            left = filled.text(name) == format_change(shown, group.metric.unit)
            change = shown if left else parse_change(filled.text(name), group.metric.unit)
            # "−0.3" and "0.3" are the same of what fell.
            typed[member.promise.pk] = abs(change) if group.split.moved.likely < 0 else change
        except Refusal as refusal:
            errors[name] = refusal.words
    if errors:
        raise FieldErrors(errors)
    await agree(database, caller, promise_id, "typed", mark=mark, typed=typed, now=now)
    await ack()
