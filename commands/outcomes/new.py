"""Write an outcome: the form, and what comes back."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.caller import Caller
from bot.flows.metrics import metric_choices
from bot.flows.outcomes import CATEGORIES, CURVES, KINDS, Typed, create
from bot.flows.since import mark_of
from bot.slack import forms, render
from bot.value.roles import ROLES
from commands.listening import on_action, on_options, on_view
from commands.outcomes.router import outcomes
from storage import metrics
from storage import outcomes as stored
from storage.database import Database
from storage.outcomes import Outcome

NEW = ("new", "A new one…")
LINKS = [("okr", "An OKR"), ("hypothesis", "A value hypothesis"), ("journey", "A stage of the customer's journey")]


@outcomes.sub("new", usage="[NAME]", says="Write an outcome", example="new Fewer people give up while paying")
async def open_new(text: str, caller: Caller, database: Database, client: Any, trigger_id: str) -> None:
    """Open the form, with the name that was typed."""
    async with database.reading(caller.workspace_id) as session:
        view = await form(session, caller, name=text)
    await client.views_open(trigger_id=trigger_id, view=view)


async def form(
    session: AsyncSession,
    caller: Caller,
    *,
    name: str = "",
    outcome: Outcome | None = None,
    metric: str = "",
    mark: str = "",
) -> dict[str, Any]:
    """The form, empty or with an outcome as it is meant now; `mark` is that of the form whose place it takes."""
    live = await metrics.live(session)
    chosen = metric or (str(outcome.metric_id) if outcome and outcome.metric_id else "")
    unit = next((one.unit for one in live if str(one.pk) == chosen), "")
    view = render.view(
        "outcomes/form",
        name=name,
        outcome=outcome,
        owner_id=outcome.owner_id if outcome else caller.user_id,
        metrics=[NEW, *metric_choices(live)],
        metric=chosen,
        unit=unit,
        kinds=KINDS,
        categories=CATEGORIES,
        curves=CURVES,
        links=LINKS,
        roles=list(ROLES.items()),
    )
    return forms.marked(view, mark or mark_of(outcome.version)) if outcome is not None else view


@on_action("outcome_metric")
async def refill(ack: Any, body: Any, caller: Caller, database: Database, client: Any) -> None:
    """A metric was picked: show the fields of a new one, or take them away; what was typed stays."""
    view = body["view"]
    filled = forms.read(view)
    async with database.reading(caller.workspace_id) as session:
        from_row = await outcome_meant(session, filled)
        picked = filled.choice("metric")
        again = await form(session, caller, name=filled.text("name"), outcome=from_row, metric=picked, mark=filled.mark)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=again)
    await ack()


@on_options("outcome_metric", always=[NEW])
async def list_metrics(caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All metrics that may be its number."""
    async with database.reading(caller.workspace_id) as session:
        return metric_choices(await metrics.live(session))


async def outcome_meant(session: AsyncSession, filled: forms.Form) -> Outcome | None:
    """The outcome that a form edits; None for a new one."""
    number = filled.private.get("outcome")
    return await stored.get(session, int(number)) if number else None


def typed_in(filled: forms.Form) -> Typed:
    """The form as it was typed."""
    return Typed(
        name=filled.text("name"),
        kind=filled.choice("kind"),
        category=filled.choice("category"),
        statement=filled.text("statement"),
        metric=filled.choice("metric"),
        metric_name=filled.text("metric_name") if "metric_name" in filled else "",
        unit=filled.text("unit") if "unit" in filled else "",
        direction=filled.choice("direction") if "direction" in filled else "up",
        baseline=filled.text("baseline"),
        target=filled.text("target"),
        due=filled.date("due"),
        curve=filled.choice("curve") if "curve" in filled else "linear",
        link_kind=filled.choice("link_kind"),
        link=filled.text("link"),
        discovery=filled.text("discovery"),
        owner_id=filled.user("owner"),
        definers=tuple(
            {"user": person, "role": role}
            for role in ROLES
            if f"definers_{role}" in filled
            for person in filled.users(f"definers_{role}")
        ),
        why=filled.text("why") if "why" in filled else "",
    )


@on_view("outcome_new")
async def submit(ack: Any, view: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Write the outcome, and say what it still lacks."""
    filled = forms.read(view)
    made = await create(database, caller, typed_in(filled), now=now)
    await ack(response_action="update", view=render.view("outcomes/made", made=made))
