"""Explain a number: formula, rows in, rows left out, version."""

from datetime import datetime

from bot.flows import metrics as flow_metrics
from bot.flows.caller import Caller
from bot.flows.releases.find import Named, key_of
from bot.flows.value.explain import figures_of_release
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import find_named
from commands.value.router import value
from storage import metrics, releases
from storage.database import Database
from storage.metrics import Metric
from storage.releases import Release


@value.sub(
    "explain", usage="X", says="See why a number is what it is", example="explain REL-7", read=True, aliases=("why",)
)
async def explain(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """The figures of a release or a metric, each with what it is made of."""
    async with database.reading(caller.workspace_id) as session:
        known: list[Named[Release | Metric]] = [
            *(Named(release.name, key_of(release), release) for release in await releases.named(session)),
            *(Named(metric.name, "", metric) for metric in await metrics.live(session)),
        ]
        thing = find_named(text, known, noun="release or metric", whole=True)[0].thing
        if isinstance(thing, Release):
            found = await figures_of_release(session, thing, now=now)
            figures = [figure for _, made in found for figure in made]
            return render.message("value/explain", name=thing.name, key=key_of(thing), figures=figures, until=now)
        figures = await flow_metrics.figures_of(session, thing, now=now)
        return render.message("value/explain", name=thing.name, key="", figures=figures, until=now)
