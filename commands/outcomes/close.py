"""Close an outcome, pause it, or open it again."""

from datetime import date, datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.outcomes import find_outcome, key_of
from bot.flows.outcomes.close import set_state, unscored_of
from bot.flows.teams import calendar_in
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.dates import must_not_be_past, parse_when
from commands.listening import on_action, on_view
from commands.outcomes.router import outcomes
from storage.database import Database


@outcomes.sub(
    "close", usage="X", says="Close an outcome, so that nobody is asked about it any more", example="close OUT-3"
)
async def open_close(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Ask why, before it is done."""
    await ask(text, "closed", caller, database, client, trigger_id)


@outcomes.sub(
    "pause",
    usage="X [until WHEN]",
    says="Pause an outcome: its check-ins are skipped",
    example="pause OUT-3 until 14 Aug",
)
async def open_pause(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> None:
    """Ask why, before it is done."""
    name, _, when = text.rpartition(" until ")
    until = None
    if name:
        async with database.reading(caller.workspace_id) as session:
            calendar = await calendar_in(session, caller)
        parsed = parse_when(when, today=calendar.local(now).date(), calendar=calendar)
        must_not_be_past(parsed, now=now, zone=calendar.zone)
        until = parsed.last
    await ask(name or text, "paused", caller, database, client, trigger_id, until=until)


async def ask(
    text: str,
    state: str,
    caller: Caller,
    database: Database,
    client: Any,
    trigger_id: str,
    *,
    until: date | None = None,
) -> None:
    """Open the form for the reason."""
    async with database.reading(caller.workspace_id) as session:
        outcome = await find_outcome(session, text)
    view = render.view("outcomes/close", outcome=outcome, key=key_of(outcome), state=state, until=until)
    await client.views_open(trigger_id=trigger_id, view=view)


@outcomes.sub("reopen", usage="X", says="Open an outcome again", example="reopen OUT-3", aliases=("resume",))
async def reopen(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Open it again; nothing was lost."""
    async with database.reading(caller.workspace_id) as session:
        outcome = await find_outcome(session, text)
    outcome = await set_state(database, caller, outcome.pk, state="open", why="", now=now)
    return render.message("outcomes/reopened", outcome=outcome, key=key_of(outcome))


@on_view("outcome_close")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Close or pause it, and show how to take that back."""
    filled = forms.read(view)
    outcome = await set_state(
        database,
        caller,
        int(filled.private["outcome"]),
        state=filled.private["state"],
        why=filled.text("why"),
        until=filled.date("until") if "until" in filled else None,
        now=now,
    )
    async with database.reading(caller.workspace_id) as session:
        unscored = await unscored_of(session, outcome)
    done = render.view("outcomes/closed", outcome=outcome, key=key_of(outcome), unscored=unscored)
    await ack(response_action="update", view=done)


@on_action("outcome_reopen")
async def click_reopen(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Take it back, from the form that is still open."""
    outcome = await set_state(database, caller, int(action["value"]), state="open", why="", now=now)
    if "view" in body:
        done = render.view("outcomes/opened", outcome=outcome, key=key_of(outcome))
        await client.views_update(view_id=body["view"]["id"], view=done)
    await ack()
