"""Change a team's settings: from its channel, or from App Home."""

from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.settings import TeamGone, Typed, change_settings, shown
from bot.flows.since import mark_of
from bot.flows.teams import ensure_team
from bot.flows.weekly import next_reviews
from bot.slack import forms, render
from commands.listening import on_action, on_view
from commands.payoff import payoff
from storage import teams
from storage.database import Database
from storage.teams import Team

WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


@payoff.sub("settings", says="Change how your team works with Payoff", aliases=("setup", "config"))
async def open_settings(caller: Caller, database: Database, client: Any, now: datetime, trigger_id: str) -> None:
    """Open the form for the channel's team."""
    team = await ensure_team(database, caller, client, now)
    await client.views_open(trigger_id=trigger_id, view=form(team))


def form(team: Team) -> dict[str, Any]:
    """The form, as the team works now."""
    return forms.marked(render.view("settings/form", team=team, weekdays=WEEKDAYS), mark_of(*shown(team)))


@on_action("settings_open")
async def click(ack: Any, action: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """Open the form from App Home."""
    async with database.reading(caller.workspace_id) as session:
        team = await teams.get(session, int(action["value"]))
    if team is None:
        raise TeamGone()
    await client.views_open(trigger_id=body["trigger_id"], view=form(team))
    await ack()


@on_view("settings_save")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Save it."""
    filled = forms.read(view)
    typed = Typed(
        zone=filled.text("zone"),
        working_days=filled.choices("working_days"),
        holiday_calendar=filled.text("holiday_calendar"),
        days_off=filled.text("days_off"),
        checkin_days=filled.text("checkin_days"),
        checkin_time=filled.text("checkin_time"),
        fresh_days=filled.text("fresh_days"),
        review_weekday=filled.choice("review_weekday"),
        review_time=filled.text("review_time"),
        gate=filled.choice("gate"),
        currency=filled.text("currency"),
        schedulers=filled.users("schedulers"),
        overriders=filled.users("overriders"),
        closers=filled.users("closers"),
    )
    team = await change_settings(database, caller, int(filled.private["team"]), typed, mark=filled.mark, now=now)
    saved = render.view("settings/saved", team=team, reviews=next_reviews(team, now=now))
    await ack(response_action="update", view=saved)
