"""Decide what follows for a release: typed in one line, or in a form."""

from datetime import datetime
from typing import Any

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.decisions import decide, form_of
from bot.flows.releases.find import choices_for, key_of, take_release
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.naming import nearest, quoted
from commands.listening import on_options, on_view
from commands.value.router import value
from storage.database import Database
from storage.decisions import WORDS

# What else people call it.
ALSO = {"invest": "scale", "keep": "hold", "change": "iterate", "kill": "stop"}


class NoDecision(Refusal):
    """A decision is one of scale, hold, iterate and stop."""


@value.sub(
    "decide",
    usage="X scale|hold|iterate|stop [WHY]",
    says="Decide what follows, with the evidence quoted",
    example="decide REL-7 stop Nobody uses it",
)
async def typed(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Write the decision that was typed; where a part of it is missing, ask in a form."""
    async with database.reading(caller.workspace_id) as session:
        release, rest = await take_release(session, text) if text.strip() else (None, "")
        form = await form_of(session, release) if not rest else None
    if form is not None or release is None:
        await client.views_open(trigger_id=trigger_id, view=render.view("decisions/form", form=form))
        return None
    first, _, why = rest.partition(" ")
    word = ALSO.get(first.casefold(), first.casefold())
    if word not in WORDS:
        guess = nearest(word, [*WORDS, *ALSO])
        hint = f"Did you mean `/value decide {key_of(release)} {guess}`?" if guess else ""
        raise NoDecision(f"{quoted(first)} is none of scale, hold, iterate and stop.", hint=hint)
    release, made = await decide(database, caller, release.pk, word=word, why=why, now=now)
    return render.message("decisions/decided", release=release, key=key_of(release), decisions=made)


@on_options("decision_release")
async def list_releases(caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All that something may follow for."""
    async with database.reading(caller.workspace_id) as session:
        return await choices_for(session)


@on_view("decision_save")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Write the decision that was picked, and say so in place of the form."""
    filled = forms.read(view)
    release_id = int(filled.private.get("release") or filled.choice("release") or 0)
    release, made = await decide(
        database, caller, release_id, word=filled.choice("decision"), why=filled.text("why"), now=now
    )
    said = render.message("decisions/decided", release=release, key=key_of(release), decisions=made)
    await ack(response_action="update", view=render.view("decisions/decided_in_form", said=said))
