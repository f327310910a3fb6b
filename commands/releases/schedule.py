"""Schedule a release: the question first, then the date."""

from datetime import date, datetime
from typing import Any

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.gate.answer import Typed, answer
from bot.flows.gate.form import NEW, Filled, form_of, outcome_choices, outcomes_for
from bot.flows.gate.worth import TYPED, Said, calculator_of
from bot.flows.metrics import metric_choices
from bot.flows.outcomes import Typed as NewOutcome
from bot.flows.releases.find import find_release, release_and_team, take_release
from bot.flows.releases.permission import must_be_allowed
from bot.flows.sight import sight_of
from bot.flows.teams import calendar_of, today_of
from bot.flows.why.gate import figures_of_form
from bot.slack import forms, render
from bot.value.calculators import INPUTS
from bot.value.dates import must_not_be_past, parse_window
from commands.listening import on_action, on_options, on_view
from commands.releases.router import releases
from storage import metrics
from storage.database import Database


class CannotSchedule(Refusal):
    """Only a release that has not shipped can be scheduled."""


@releases.sub(
    "schedule",
    usage="X [WHEN]",
    says="Give a release a date, after the question",
    example="schedule REL-7 3-14 Mar, medium",
)
async def open_schedule(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> None:
    """Open the question, with the date that was typed filled in; nothing is scheduled by typing alone."""
    async with database.reading(caller.workspace_id) as session:
        release, when = await take_release(session, text)
        release, team = await release_and_team(session, release.pk)
        must_be_plannable(release.state, release.name)
        must_be_allowed("schedule", caller, release, team)
        filled = Filled()
        if when:
            today = today_of(team, now)
            window = parse_window(when, today=today, calendar=calendar_of(team))
            must_not_be_past(window, now=now, zone=team.zone)
            filled = Filled(first=window.first, last=window.last, confidence=window.confidence)
    sight = await sight_of(database, client, caller, now=now)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, release.pk, filled, sight=sight, now=now)
    await client.views_open(trigger_id=trigger_id, view=render.view("gate/ask", form=form))


def must_be_plannable(state: str, name: str) -> None:
    """A date is for what is still to come.

    Raises:
        CannotSchedule: it has shipped, or was cancelled.
    """
    if state not in ("draft", "planned", "scheduled"):
        raise CannotSchedule(f"{name} is {state}: it cannot be scheduled.")


@on_action("release_schedule")
async def click(
    ack: Any, action: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any
) -> None:
    """Open the question from a card or a review."""
    async with database.reading(caller.workspace_id) as session:
        release, team = await release_and_team(session, int(action["value"]))
        must_be_plannable(release.state, release.name)
        must_be_allowed("schedule", caller, release, team)
    sight = await sight_of(database, client, caller, now=now)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, release.pk, Filled(), sight=sight, now=now)
    await client.views_open(trigger_id=body["trigger_id"], view=render.view("gate/ask", form=form))
    await ack()


@releases.sub("promise", usage="X", says="Answer the question, without a date", example="promise REL-7")
async def open_promise(
    text: str, caller: Caller, database: Database, now: datetime, client: Any, trigger_id: str
) -> None:
    """Open the question alone."""
    async with database.reading(caller.workspace_id) as session:
        release = await find_release(session, text)
        must_be_plannable(release.state, release.name)
    sight = await sight_of(database, client, caller, now=now)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, release.pk, Filled(), sight=sight, now=now, asks_window=False)
    await client.views_open(trigger_id=trigger_id, view=render.view("gate/ask", form=form))


@on_action("gate_answer", "gate_outcome", "gate_metric")
async def refill(ack: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Something was picked that decides which fields follow: show them, and keep what was typed."""
    view = body["view"]
    filled = forms.read(view)
    sight = await sight_of(database, client, caller, now=now)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(
            session,
            caller,
            int(filled.private["release"]),
            picked_in(filled),
            sight=sight,
            now=now,
            asks_window=filled.private["window"],
        )
    await client.views_update(view_id=view["id"], hash=view["hash"], view=render.view("gate/ask", form=form))
    await ack()


@on_options("gate_outcome", always=[NEW])
async def list_outcomes(view: Any, caller: Caller, database: Database, now: datetime) -> list[tuple[str, str]]:
    """All outcomes that it may be to deliver."""
    async with database.reading(caller.workspace_id) as session:
        _, team = await release_and_team(session, int(forms.read(view).private["release"]))
        return outcome_choices(await outcomes_for(session, team, now=now))


@on_options("gate_metric", always=[NEW])
async def list_metrics(caller: Caller, database: Database) -> list[tuple[str, str]]:
    """All metrics that a new outcome may move."""
    async with database.reading(caller.workspace_id) as session:
        return metric_choices(await metrics.live(session))


@on_action("gate_why")
async def why(ack: Any, body: Any, caller: Caller, database: Database, now: datetime, client: Any) -> None:
    """Show over the form what the figures in it are made of."""
    filled = forms.read(body["view"])
    sight = await sight_of(database, client, caller, now=now)
    async with database.reading(caller.workspace_id) as session:
        form = await form_of(session, caller, int(filled.private["release"]), picked_in(filled), sight=sight, now=now)
        figures = await figures_of_form(session, form, sight=sight, now=now)
    view = render.view("value/why", name=form.release.name, figures=figures, zone=form.team.zone, only_you=False)
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


def picked_in(filled: forms.Form) -> Filled:
    """What has been picked and typed so far."""
    return Filled(
        answer=choice(filled, "answer") or "outcome",
        outcome=choice(filled, "outcome"),
        metric=choice(filled, "metric"),
        first=day(filled, "first"),
        last=day(filled, "last"),
        confidence=choice(filled, "confidence"),
        why_now=choice(filled, "why_now"),
        worth=worth_said(filled),
        size=words(filled, "size"),
        sure=choice(filled, "sure"),
    )


def choice(filled: forms.Form, name: str) -> str:
    """What was picked in a field that the form may not show."""
    return filled.choice(name) if name in filled else ""


def words(filled: forms.Form, name: str) -> str:
    """What was typed into a field that the form may not show."""
    return filled.text(name) if name in filled else ""


def worth_said(filled: forms.Form) -> Said:
    """What was said of the worth; the fields of a calculator bear the name of the choice that showed them."""
    chosen = choice(filled, "worth_by") or TYPED
    inputs = {name: words(filled, f"{chosen}_{name}") for name in INPUTS.get(calculator_of(chosen), ())}
    return Said(choice=chosen, typed=words(filled, "worth"), inputs=inputs)


def day(filled: forms.Form, name: str) -> date | None:
    """The day in a field that the form may not show."""
    return filled.date(name) if name in filled else None


@on_view("gate_submit")
async def submit(ack: Any, view: Any, caller: Caller, now: datetime, database: Database) -> None:
    """Promise, and schedule; the card says so."""
    filled = forms.read(view)
    typed = Typed(
        answer=choice(filled, "answer"),
        outcome=choice(filled, "outcome"),
        new=NewOutcome(
            name=words(filled, "name"),
            kind=choice(filled, "kind"),
            category=choice(filled, "category"),
            metric=choice(filled, "metric"),
            metric_name=words(filled, "metric_name"),
            unit=words(filled, "unit"),
            direction=choice(filled, "direction") or "up",
            baseline=words(filled, "baseline"),
            target=words(filled, "target"),
            due=day(filled, "due"),
            curve=choice(filled, "curve") or "linear",
        ),
        size=words(filled, "size"),
        sure=choice(filled, "sure") or "60",
        worth=worth_said(filled),
        otherwise=words(filled, "otherwise"),
        rule_when=choice(filled, "rule_when"),
        rule_line=words(filled, "rule_line"),
        rule_day=words(filled, "rule_day"),
        reason=words(filled, "reason"),
        asks_window=filled.private["window"],
        first=day(filled, "first"),
        last=day(filled, "last"),
        confidence=choice(filled, "confidence"),
        why_now=choice(filled, "why_now"),
    )
    await answer(database, caller, int(filled.private["release"]), typed, now=now)
    await ack()
