"""Take what a team answers to its own rule."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.rules.answer import RuleGone, ask_later, must_be_asked, settle
from bot.flows.rules.due import due_of
from bot.slack import forms, render
from commands.listening import on_action, on_view
from storage import rules
from storage.database import Database


@on_action("rule_honour")
async def click_honour(ack: Any, action: Any, caller: Caller, database: Database, now: datetime) -> None:
    """The team does what it wrote; the message itself then says so."""
    await settle(database, caller, int(action["value"]), honoured=True, now=now)
    await ack()


@on_action("rule_override")
async def click_override(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Ask why not."""
    async with database.reading(caller.workspace_id) as session:
        rule = await rules.get(session, int(action["value"]))
        if rule is None:
            raise RuleGone()
        due, _ = await due_of(session, rule, now=now)
    must_be_asked(caller, due.rule, due.promise, due.release, due.team)
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("rules/override", due=due))
    await ack()


@on_view("rule_override")
async def submit_override(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Set it aside."""
    filled = forms.read(view)
    await settle(database, caller, int(filled.private["rule"]), honoured=False, why=filled.text("why"), now=now)
    await ack()


@on_action("rule_later")
async def click_later(ack: Any, action: Any, respond: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Ask again in a week, and say when that is."""
    team, until = await ask_later(database, caller, int(action["value"]), now=now)
    await respond(**render.message("rules/later", until=until, team=team).ephemeral(), replace_original=False)
    await ack()
