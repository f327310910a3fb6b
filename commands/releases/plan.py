"""Plan a release: the form, and what comes back."""

from decimal import Decimal
from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.plan import Plan, plan
from bot.flows.teams import ensure_team
from bot.slack import forms, render
from commands.listening import on_view
from commands.releases.router import releases


@releases.sub("plan", usage="[NAME]", says="Plan a release", example="plan One-page checkout", aliases=("new",))
async def open_plan(text: str, caller: Caller, client: Any, trigger_id: str) -> None:
    """Open the form, with the name that was typed."""
    await client.views_open(trigger_id=trigger_id, view=form(text, caller))


def form(name: str, caller: Caller) -> dict[str, Any]:
    """The form; it asks for the channel only where none can be meant."""
    channel = caller.channel_id if not caller.channel_id.startswith("D") else ""
    return render.view("releases/plan", name=name, owner_id=caller.user_id, channel_id=channel)


@on_view("release_plan")
async def submit(ack: Any, view: Any, caller: Caller, now: Any, database: Any, client: Any) -> None:
    """Write the release down."""
    filled = forms.read(view)
    channel_id = filled.private.get("channel") or filled.channel("channel")
    here = Caller(
        workspace_id=caller.workspace_id, user_id=caller.user_id, channel_id=channel_id, arrival=caller.arrival
    )
    team = await ensure_team(database, here, client, now)
    wanted = Plan(
        name=filled.text("name"),
        description=filled.text("description"),
        owner_id=filled.user("owner"),
        deputy_id=filled.user("deputy"),
        feature_count=whole(filled.number("features")),
        criteria=filled.text("criteria").splitlines(),
    )
    await plan(database, here, team, wanted, now=now)
    await ack()


def whole(number: Decimal | None) -> int | None:
    """A count, which Slack hands over as a number with digits."""
    return int(number) if number is not None else None
