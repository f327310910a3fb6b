"""Show a metric over a time, and the list of all."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.metrics import course_of, page_of, take_metric
from bot.flows.teams import calendar_in
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import in_command
from bot.value.periods import parse_period
from commands.metrics.router import metrics
from commands.routing import paged
from storage.database import Database

PAGE = 12
ARCHIVED = "archived"


@metrics.sub("show", usage="X [WINDOW]", says="See a metric", example="show Signups last 30d", read=True)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """Its newest value, its course, its baseline and target, and how fresh it is."""
    async with database.reading(caller.workspace_id) as session:
        metric, rest = await take_metric(session, text, archived=True)
        calendar = await calendar_in(session, caller)
        today = calendar.local(now).date()
        period = parse_period(rest or "last 90d", today=today)
        start, end = period.moments(calendar.zone)
        course = await course_of(session, metric, start, end, now=now)
    return render.message(
        "metrics/show",
        course=course,
        period=period,
        zone=calendar.zone,
        native=course.drawn(calendar.zone),
        called=in_command(metric.name),
        asked=f"metric show {in_command(metric.name)} {rest}".strip(),
    )


@metrics.sub("list", usage="[archived] [page N]", says="List the metrics", read=True)
async def listing(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """All metrics in use with their newest values, the stale ones marked; or those that are archived."""
    which, number = paged(text)
    async with database.reading(caller.workspace_id) as session:
        page = await page_of(session, number, size=PAGE, now=now, archived=which.casefold() == ARCHIVED)
    return render.message("metrics/list", page=page, which=f"{ARCHIVED} " if page.is_archived else "")
