"""Delay a release: the form, and what comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.delay import REASONS, NotScheduled, delay, window_of
from bot.flows.releases.find import find_release, key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.wait import WEEK, costs_of
from bot.flows.since import mark_of
from bot.flows.teams import today_of
from bot.slack import forms, render
from bot.value.money import Money
from commands.listening import on_action, on_view
from commands.releases.router import releases
from storage.database import Database
from storage.releases import Release
from storage.teams import Team


@releases.sub("delay", usage="X", says="Move a release to another window", example="delay REL-7", aliases=("move",))
async def open_delay(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> None:
    """Open the form for the release that was named."""
    async with database.reading(caller.workspace_id) as session:
        release = await find_release(session, text)
        release, team = await release_and_team(session, release.pk)
        must_be_allowed("schedule", caller, release, team)
        week = await costs_of(session, release, WEEK)
    await client.views_open(trigger_id=trigger_id, view=form(release, team, now, week))


def form(release: Release, team: Team, now: datetime, week: Sequence[Money]) -> dict[str, Any]:
    """The form, with the window as it is, and what a week later costs.

    Raises:
        NotScheduled: there is no window to move.
    """
    if release.state != "scheduled":
        raise NotScheduled(
            f"Only a scheduled release can be moved; {release.name} is {release.state}.",
            hint=f"`/release schedule {key_of(release)}` gives it a window."
            if release.state in ("draft", "planned")
            else "",
        )
    today = today_of(team, now)
    view = render.view(
        "releases/delay",
        release=release,
        key=key_of(release),
        team=team,
        today=today,
        reasons=list(REASONS.items()),
        week=week,
    )
    return forms.marked(view, mark_of(*window_of(release)))


@on_action("release_delay")
async def click(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Open the form from the card."""
    async with database.reading(caller.workspace_id) as session:
        release, team = await release_and_team(session, int(action["value"]))
        must_be_allowed("schedule", caller, release, team)
        week = await costs_of(session, release, WEEK)
    await client.views_open(trigger_id=body["trigger_id"], view=form(release, team, now, week))
    await ack()


@on_view("release_delay")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Move it."""
    filled = forms.read(view)
    await delay(
        database,
        caller,
        int(filled.private["release"]),
        first=filled.date("first"),
        last=filled.date("last") or filled.date("first"),
        confidence=filled.choice("confidence"),
        reason=filled.choice("reason"),
        words=filled.text("words"),
        mark=filled.mark,
        now=now,
    )
    await ack()
