"""Explain a number: formula, rows in, rows left out, version."""

from datetime import datetime

from bot.flows import metrics as flow_metrics
from bot.flows import outcomes as flow_outcomes
from bot.flows.caller import Caller
from bot.flows.releases.find import Named, key_of
from bot.flows.value.explain import figures_of_ledger, figures_of_outcome, figures_of_release
from bot.flows.value.ledger import ledger_between
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import find_named
from commands.value.router import value
from commands.value.show import currency_of, period_or_none, team_of, zone_and_today
from storage import metrics, outcomes, releases
from storage.database import Database
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release


@value.sub(
    "explain",
    usage="[X | WINDOW]",
    says="See why a number is what it is",
    example="explain REL-7",
    read=True,
    aliases=("why",),
)
async def explain(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """The figures of a release, an outcome, a metric or a time, each with what it is made of."""
    async with database.reading(caller.workspace_id) as session:
        zone, today = await zone_and_today(session, caller, now)
        period = await period_or_none(text or "this quarter", today)
        if period is not None:
            start, end = period.moments(zone)
            found = await ledger_between(session, start, end, now=now)
            figures = figures_of_ledger(found, currency_of(await team_of(session, caller)))
            back = text or "this quarter"
            return render.message("value/explain", name=period.label, key="", back=back, figures=figures, until=now)
        known: list[Named[Release | Outcome | Metric]] = [
            *(Named(release.name, key_of(release), release) for release in await releases.named(session)),
            *(Named(outcome.name, flow_outcomes.key_of(outcome), outcome) for outcome in await outcomes.named(session)),
            *(Named(metric.name, "", metric) for metric in await metrics.live(session)),
        ]
        thing = find_named(text, known, noun="release, outcome or metric", whole=True)[0].thing
        key = ""
        if isinstance(thing, Release):
            key = key_of(thing)
            figures = [figure for _, made in await figures_of_release(session, thing, now=now) for figure in made]
        elif isinstance(thing, Outcome):
            key = flow_outcomes.key_of(thing)
            metric = await flow_outcomes.metric_of(session, thing)
            standing = await flow_outcomes.standing_of(session, thing, metric, now=now)
            figures = figures_of_outcome(thing, metric, standing)
        else:
            figures = await flow_metrics.figures_of(session, thing, now=now)
        return render.message("value/explain", name=thing.name, key=key, back=key, figures=figures, until=now)
