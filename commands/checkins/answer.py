"""Answer a check-in: one tap, or the form."""

from datetime import datetime
from typing import Any

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.checkins.answer import Answer, answer, confirm, must_be_theirs, open_checkin
from bot.flows.checkins.question import Asked, question_of
from bot.flows.releases.effort import Effort, is_owed
from bot.flows.value.explain import figures_of
from bot.slack import forms, render
from bot.value.effort import parse_effort
from bot.value.numbers import parse_amount
from commands.listening import on_action, on_view
from storage.database import Database
from storage.teams import Team


@on_action("checkin_confirm")
async def click_confirm(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Save the verdict that stands on the button; the message itself then shows it."""
    checkin_id, _, word = action["value"].partition(":")
    await confirm(database, caller, int(checkin_id), shown=word, now=now)
    await ack()


@on_action("checkin_edit")
async def click_edit(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Open the form, filled in."""
    asked, team = await load(database, caller, int(action["value"]), now)
    week = len(team.working_days) if is_owed(caller, asked.release, team) else 0
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("checkins/edit", asked=asked, week=week))
    await ack()


async def load(database: Database, caller: Caller, checkin_id: int, now: datetime) -> tuple[Asked, Team]:
    """The check-in as it would be asked now, for someone who may answer it, and its team."""
    async with database.reading(caller.workspace_id) as session:
        checkin, team = await open_checkin(session, checkin_id)
        asked = await question_of(session, checkin, team, now=now)
    must_be_theirs(caller, asked, team)
    return asked, team


@on_view("checkin_edit")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Save the answer."""
    filled = forms.read(view)
    given = Answer(
        verdict=filled.choice("verdict"),
        after=amount(filled, "after"),
        evidence=filled.text("evidence"),
        learned=filled.text("learned"),
        follows=filled.choice("follows"),
        why=filled.text("why") if "why" in filled else "",
        effort=effort(filled),
    )
    await answer(database, caller, int(filled.private["checkin"]), given, now=now)
    await ack()


def amount(filled: forms.Form, name: str) -> float | None:
    """A number in the metric's unit; None where the field was left as it was.

    Raises:
        FieldErrors: it is no number, or has another unit.
    """
    typed = filled.text(name)
    if not typed or typed == filled.private.get("shown"):
        return None
    try:
        return parse_amount(typed, filled.private.get("unit", ""))
    except Refusal as refusal:
        raise FieldErrors({name: refusal.message}) from refusal


def effort(filled: forms.Form) -> Effort | None:
    """What the release took; None where the form did not ask, or the field was left empty.

    Raises:
        FieldErrors: it is no effort.
    """
    if "effort" not in filled or not filled.text("effort"):
        return None
    try:
        return Effort(parse_effort(filled.text("effort"), week=filled.private["week"]))
    except Refusal as refusal:
        raise FieldErrors({"effort": refusal.words}) from refusal


@on_action("checkin_why")
async def click_why(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Show what the numbers of a check-in are made of, without leaving the channel."""
    async with database.reading(caller.workspace_id) as session:
        checkin, team = await open_checkin(session, int(action["value"]))
        asked = await question_of(session, checkin, team, now=now)
    await client.views_open(
        trigger_id=body["trigger_id"], view=render.view("checkins/why", asked=asked, figures=figures_of(asked))
    )
    await ack()
