"""Set, list and take away milestones: values on an outcome's way, each by its day."""

import re
from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.milestones import NoMetric, remove_milestone, set_milestone
from bot.flows.outcomes import OutcomeGone, key_of, metric_of, take_outcome
from bot.flows.teams import calendar_in
from bot.slack import render
from bot.slack.render import Message
from bot.value.dates import must_not_be_past, parse_when
from bot.value.numbers import parse_amount
from commands.outcomes.router import outcomes
from storage import milestones
from storage.database import Database

TYPED = re.compile(r"(?P<amount>.+?)(?:\s+(?:by|until)\s+(?P<day>.+))?", re.IGNORECASE)
OFF = re.compile(r"(?:(?:off|remove|delete)\s+(?P<first>.+)|(?P<last>.+?)\s+(?:off|remove|delete))", re.IGNORECASE)


@outcomes.sub(
    "milestone",
    usage="X [VALUE [by DATE] | VALUE off]",
    says="Set a value to pass on the way",
    example="milestone OUT-3 15% by 30 Jun",
    aliases=("milestones",),
)
async def milestone(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Set a milestone by its value, take it away, or list those there are."""
    async with database.reading(caller.workspace_id) as session:
        outcome, rest = await take_outcome(session, text)
        metric = await metric_of(session, outcome)
        calendar = await calendar_in(session, caller)
        if metric is None:
            raise NoMetric(hint=f"`/outcome edit {key_of(outcome)}` says which.")
        ladder = await milestones.of_outcome(session, outcome.pk)
    about = {"outcome": outcome, "key": key_of(outcome), "metric": metric, "zone": calendar.zone}
    if not rest:
        return render.message("milestones/list", ladder=ladder, **about)
    if outcome.state == "closed":
        raise OutcomeGone()
    off = OFF.fullmatch(rest)
    if off is not None:
        value = parse_amount(off["first"] or off["last"], metric.unit)
        async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
            gone = await remove_milestone(session, caller, outcome, metric, value=value, now=now)
        return render.message("milestones/removed", milestone=gone, **about)
    typed = TYPED.fullmatch(rest)
    amount, day = (typed["amount"], typed["day"]) if typed is not None else (rest, None)
    value, due = parse_amount(amount, metric.unit), None
    if day is not None:
        when = parse_when(day, today=calendar.local(now).date(), calendar=calendar)
        must_not_be_past(when, now=now, zone=calendar.zone)
        due = when.last
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        made = await set_milestone(session, caller, outcome, metric, value=value, due=due, now=now)
        ladder = await milestones.of_outcome(session, outcome.pk)
    return render.message("milestones/set", made=made, ladder=ladder, **about)
