"""Show one outcome, and the list of all."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.experiments import experiment_of
from bot.flows.outcomes import find_outcome, key_of, metric_of, missing_of, outlook_of, standing_of
from bot.flows.teams import calendar_in
from bot.slack import render
from bot.slack.render import Message
from bot.value.lint import is_vague, question
from bot.value.naming import nearest
from commands.outcomes.router import outcomes
from commands.routing import paged
from storage import history, milestones, promises, releases
from storage import outcomes as stored
from storage.database import Database

PAGE = 8
HISTORY = 8
LISTS = {"open": ("open", "paused"), "all": (), "paused": ("paused",), "closed": ("closed",)}


@outcomes.sub("show", usage="X", says="See an outcome", example="show OUT-3", read=True)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """What it means, where it stands, who defined it, which releases are to move it, and what changed."""
    async with database.reading(caller.workspace_id) as session:
        outcome = await find_outcome(session, text)
        metric = await metric_of(session, outcome)
        promised = []
        for promise in await promises.on_outcome(session, outcome.pk):
            release = await releases.get(session, promise.release_id)
            if release is not None and release.state != "cancelled":
                promised.append((promise, release))
        standing = await standing_of(session, outcome, metric, now=now)
        changes = await history.changes_of(session, "outcome", outcome.pk, limit=HISTORY)
        ladder = await milestones.of_outcome(session, outcome.pk)
        calendar = await calendar_in(session, caller)
        outlook = await outlook_of(session, outcome, metric, zone=calendar.zone, now=now)
        experiment = await experiment_of(session, outcome, metric, now=now)
    asked = question(missing_of(outcome, metric)) if is_vague(f"{outcome.name} {outcome.statement}") else ""
    return render.message(
        "outcomes/show",
        outcome=outcome,
        key=key_of(outcome),
        metric=metric,
        standing=standing,
        promised=promised,
        # That it was written is no change, nor is what was seen ahead of it first.
        changes=[each for each in changes if each.what != "outcome" and (each.what != "outlook" or each.old)],
        question=asked,
        milestones=ladder,
        zone=calendar.zone,
        outlook=outlook,
        experiment=experiment,
    )


@outcomes.sub("list", usage="[STATE] [page N]", says="List outcomes", example="list closed", read=True)
async def listing(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Outcomes by when they are due, a page at a time; those that are open unless a state is named."""
    wanted, page = paged(text)
    which = wanted.casefold() or "open"
    if which not in LISTS:
        guess = nearest(which, list(LISTS)) or "open"
        return render.message("outcomes/no_such_list", typed=wanted, guess=guess, lists=list(LISTS))
    async with database.reading(caller.workspace_id) as session:
        found = await stored.in_states(session, *LISTS[which])
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(1, page), pages)
        rows = []
        for outcome in found[(page - 1) * PAGE : page * PAGE]:
            metric = await metric_of(session, outcome)
            rows.append((key_of(outcome), outcome, metric, await standing_of(session, outcome, metric, now=now)))
    return render.message("outcomes/list", rows=rows, which=which, page=page, pages=pages, count=len(found))
