"""Explain a number: formula, rows in, rows left out, version; as known now, or by the end of a day."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows import outcomes as flow_outcomes
from bot.flows.accuracy import accuracy_of, figures_of_accuracy
from bot.flows.attention.noise import score_of
from bot.flows.caller import Caller
from bot.flows.experiments import experiment_of
from bot.flows.forecasts.record import record_of
from bot.flows.releases.find import key_of
from bot.flows.subscriptions.digest import digest_of
from bot.flows.value.apart import figures_apart
from bot.flows.value.explain import figure_of_verdict, figures_of_ledger, figures_of_outcome, figures_of_release
from bot.flows.value.ledger import ledger_between, ledger_of
from bot.flows.value.pipeline import figures_of_pipeline, pipeline_of
from bot.flows.value.roi import money_figures
from bot.flows.why.forecasts import figures_of_record
from bot.flows.why.metric import figures_of_lines, figures_of_metric, figures_of_milestones
from bot.flows.why.noise import figures_of_noise
from bot.flows.why.release import figures_around
from bot.slack import render
from bot.slack.render import Message
from bot.value.figure import Figure
from bot.value.naming import Unknown
from commands.value.accuracy import team_meant
from commands.value.lists import VERDICTS
from commands.value.meant import thing_meant
from commands.value.router import value
from commands.value.show import period_or_none
from commands.value.then import Then, metric_then, outcome_then, release_then, take_then
from storage import ledger, outcomes, teams
from storage.database import Database
from storage.outcomes import Outcome
from storage.releases import Release

# The word that asks for one figure, and what its label begins with.
ONE = {
    "effect": "effect",
    "verdict": "verdict",
    "worth": "worth",
    "value": "worth",
    "roi": "roi",
    "progress": "progress",
    "outlook": "outlook",
    "share": "share",
    "baseline": "baseline",
    "evidenced": "evidenced",
    "experiment": "experiment",
    "promised": "promised",
    "expected": "expected",
    "moved": "releases that moved",
    "honest": "expected by past",
    "detectable": "what can be seen",
    "delay": "cost of delay",
    "pace": "pace",
    "rule": "rule",
    "forecast": "forecasts",
    "half-life": "half-life",
    "upkeep": "upkeep",
    "newest": "newest",
    "move": "move",
    "line": "line",
    "milestones": "milestones",
}
# What is not kept as it stood on a day, so that it is left out there.
LOST = {"lines": "the lines that were drawn for it", "milestones": "which milestones were passed"}
# "digest all 2026-03-02T08:00 2026-03-09T08:00", in UTC: what a digest covered, of a channel's releases or of all.
DIGEST = re.compile(r"digest (?P<whose>all|C\w+) (?P<start>[\d:T.-]{16,26}) (?P<end>[\d:T.-]{16,26})", re.IGNORECASE)


class NoSuchFigure(Refusal):
    """It has no such figure."""


class OnlyNow(Refusal):
    """That is told as it is known now, of no other day."""


@value.sub(
    "explain",
    usage="[FIGURE] [X | WINDOW | pipeline | accuracy | noise] [asof DATE]",
    says="See why a number is what it is",
    example="explain effect REL-7 asof 2026-01-31",
    read=True,
    aliases=("why",),
)
async def explain(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """The figures of a release, an outcome, a metric or a time, or one of them, each with what it is made of."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        first, _, rest = text.partition(" ")
        if first.casefold() == "accuracy":
            return await of_accuracy(session, caller, rest, then)
        if text.casefold() == "noise":
            return await of_noise(session, then)
        one = ONE.get(first.casefold(), "")
        if one:
            try:
                return await explained(session, rest.strip(), then, one)
            except Unknown:
                # It is the first word of a name.
                pass
        return await explained(session, text, then)


async def explained(session: AsyncSession, text: str, then: Then, one: str = "") -> Message:
    """All figures of what the words name, or one.

    Raises:
        Unknown, Ambiguous: as bot.value.naming.find_named.
        NoSuchFigure: it does not have that one.
        NotThereYet: it was not there yet.
    """
    if text.casefold() == "pipeline":
        await then.go(session)
        found_there = await pipeline_of(session, now=then.now)
        return shown("pipeline", "", "pipeline", figures_of_pipeline(found_there, then.today), then, one)
    told = await told_elsewhere(session, text, then)
    if told is not None:
        return told
    period = await period_or_none(text or "this quarter", then.today)
    if period is not None:
        await then.go(session)
        start, end = period.moments(then.zone)
        found = await ledger_between(session, start, end, now=then.now)
        figures = [*figures_of_ledger(found, then.currency), *figures_apart(found)]
        return shown(period.label, "", text or "this quarter", figures, then, one)
    thing = await thing_meant(session, text)
    await then.go(session)
    if isinstance(thing, Release):
        release = await release_then(session, thing, then)
        made = await figures_of_release(session, release, now=then.now)
        figures = [figure for _, each in made for figure in each]
        figures += await money_figures(session, release, now=then.now)
        team = await teams.get(session, release.team_id)
        figures += await figures_around(session, release, team, now=then.now) if team is not None else []
        return shown(release.name, key_of(release), key_of(release), figures, then, one)
    if isinstance(thing, Outcome):
        outcome = await outcome_then(session, thing, then)
        metric = await flow_outcomes.metric_of(session, outcome)
        standing = await flow_outcomes.standing_of(session, outcome, metric, now=then.now)
        key = flow_outcomes.key_of(outcome)
        outlook = await flow_outcomes.outlook_of(
            session, outcome, metric, zone=then.zone, now=then.now, on_the_way=True
        )
        figures = figures_of_outcome(outcome, metric, standing, outlook)
        experiment = await experiment_of(session, outcome, metric, now=then.now)
        figures += experiment.figures if experiment is not None else []
        if metric is not None:
            passed = await figures_of_milestones(session, outcome, metric, then.zone)
            figures += then.leave_out(passed, LOST["milestones"])
        return shown(outcome.name, key, key, figures, then, one)
    metric = await metric_then(session, thing, then)
    figures = await figures_of_metric(session, metric, zone=then.zone, now=then.now)
    figures += then.leave_out(await figures_of_lines(session, metric, now=then.now), LOST["lines"])
    return shown(metric.name, "", "", figures, then, one)


async def told_elsewhere(session: AsyncSession, text: str, then: Then) -> Message | None:
    """What stands behind a list by verdict, a goal, or a digest; None where the words name none of them."""
    first, _, rest = text.partition(" ")
    word = first.casefold()
    if word in VERDICTS and (period := await period_or_none(rest or "all", then.today)) is not None:
        await then.go(session)
        found = await ledger_between(session, *period.moments(then.zone), now=then.now)
        figures = [figure_of_verdict(found, word)]
        return shown(period.label, "", f"{word} {rest}".strip(), figures, then, "")
    if word in ("okr", "goal") and await outcomes.was_linked_to(session, rest):
        await then.go(session)
        linked = await outcomes.linked_to(session, rest)
        rows = await ledger.of_outcomes(session, [each.pk for each in linked])
        figures = figures_of_ledger(await ledger_of(session, rows, now=then.now), then.currency)
        return shown(rest, "", f"okr {rest}", figures, then, "")
    covered = DIGEST.fullmatch(text)
    if covered is None:
        return None
    team = await teams.by_channel(session, covered["whose"].upper()) if covered["whose"].casefold() != "all" else None
    try:
        start, end = (datetime.fromisoformat(covered[name]).replace(tzinfo=UTC) for name in ("start", "end"))
    except ValueError:
        return None
    await then.go(session)
    digest = await digest_of(session, team, start, end, now=then.now)
    name = f"digest of #{team.channel_name}" if team is not None else "digest"
    return shown(name, "", "", figures_of_ledger(digest.ledger, team.currency if team else "USD"), then, "")


async def of_accuracy(session: AsyncSession, caller: Caller, text: str, then: Then) -> Message:
    """What stands behind how a team estimates."""
    team = await team_meant(session, caller, text)
    await then.go(session)
    figures = figures_of_accuracy(await accuracy_of(session, team, now=then.now))
    return shown(team.channel_name, "", f"accuracy #{team.channel_name}", figures, then, "")


async def of_noise(session: AsyncSession, then: Then) -> Message:
    """What stands behind what Payoff itself costs.

    Raises:
        OnlyNow: it was asked as of a day.
    """
    if then.again:
        raise OnlyNow()
    return shown("what Payoff costs", "", "noise", figures_of_noise(await score_of(session, now=then.now)), then, "")


@value.sub(
    "explain forecasts",
    says="See why your own forecasts score as they do, for your eyes only",
    aliases=("why forecasts",),
)
async def explain_forecasts(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """The caller's own: no read command, as those are shared by a button and answered in public."""
    async with database.reading(caller.workspace_id) as session:
        _, then = await take_then(session, caller, text, now)
        await then.go(session)
        figures = figures_of_record(await record_of(session, caller.user_id))
    return shown("your forecasts", "", "", figures, then, "", only_you=True)


def shown(
    name: str, key: str, back: str, figures: Sequence[Figure], then: Then, one: str, *, only_you: bool = False
) -> Message:
    """The figures as they are told.

    Raises:
        NoSuchFigure: there is no such one among them.
    """
    chosen = [figure for figure in figures if figure.label.casefold().startswith(one)]
    if one and not chosen:
        labels = ", ".join(dict.fromkeys(figure.label for figure in figures))
        raise NoSuchFigure(f"{name} has no such figure.", hint=f"It has: {labels}." if labels else "It has none yet.")
    back = f"{back}{then.again}" if back else ""
    return render.message("value/explain", name=name, key=key, back=back, figures=chosen, then=then, only_you=only_you)
