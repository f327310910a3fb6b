"""Say what a release costs: typed at once, or in a form."""

from datetime import datetime
from typing import Any

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.cost import set_cost, shown_of
from bot.flows.releases.effort import Effort
from bot.flows.releases.find import key_of, release_and_team, take_release
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.sheet import cost_of
from bot.flows.since import mark_of
from bot.slack import forms, render
from bot.slack.render import Message
from bot.value.effort import parse_effort
from bot.value.money import Money
from bot.value.returns import Cost, cost_amount, parse_cost
from commands.listening import on_view
from commands.releases.router import releases
from storage.database import Database

NOTHING = ("none", "nothing", "unknown", "-", "–")


@releases.sub(
    "cost", usage="X [AMOUNT]", says="Say what a release costs, once or a month", example="cost REL-7 40k + 500 a month"
)
async def cost(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> Message | None:
    """Save the amount that was typed, or open the form."""
    async with database.reading(caller.workspace_id) as session:
        release, amount = await take_release(session, text)
        release, team = await release_and_team(session, release.pk)
    if not amount:
        must_be_allowed("schedule", caller, release, team)
        view = render.view("releases/cost", release=release, key=key_of(release), cost=cost_of(release), team=team)
        await client.views_open(trigger_id=trigger_id, view=forms.marked(view, mark_of(*shown_of(release))))
        return None
    typed = None if amount.casefold() in NOTHING else parse_cost(amount, release.cost_currency or team.currency)
    release = await set_cost(database, caller, release.pk, typed, now=now)
    return render.message("releases/costs", release=release, key=key_of(release), cost=cost_of(release))


@on_view("release_cost")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Save what the form says."""
    filled = forms.read(view)
    release_id = int(filled.private["release"])
    found: dict[str, Money] = {}
    errors: dict[str, str] = {}
    for name in ("once", "monthly"):
        try:
            if filled.text(name):
                found[name] = cost_amount(filled.text(name), filled.private["currency"])
        except Refusal as refusal:
            errors[name] = refusal.words
    days = None
    try:
        if filled.text("effort"):
            days = parse_effort(filled.text("effort"), week=filled.private["week"])
    except Refusal as refusal:
        errors["effort"] = refusal.words
    if errors:
        raise FieldErrors(errors)
    if len({money.currency for money in found.values()}) > 1:
        raise FieldErrors({"monthly": "Both are in one currency: they are added up."})
    wanted = None
    if found:
        nothing = Money.of_minor(0, next(iter(found.values())).currency)
        wanted = Cost(found.get("once", nothing), found.get("monthly", nothing))
    await set_cost(
        database,
        caller,
        release_id,
        wanted,
        effort=Effort(days),
        why=filled.text("why"),
        mark=filled.mark,
        now=now,
    )
    await ack()
