"""Say what stands behind what is told of a release besides its verdict: before it ships, on the way, and long after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.faded import Faded, faded_from
from bot.flows.releases.sheet import PromiseLine, lines_of, seeable_of
from bot.flows.releases.wait import WEEK, costs_of, days_moved
from bot.flows.rules.due import due_of
from bot.flows.signals.behind import pace_of
from bot.flows.why.past import past_claims
from bot.flows.why.rule import figure_of_rule
from bot.value.amounts import format_change, format_money
from bot.value.figure import Figure, counted, few
from bot.value.money import Money
from bot.value.pace import curve_of
from bot.value.worth import YEAR, delay_cost
from storage import history, ledger, rules
from storage.releases import Release
from storage.teams import Team

PLANNED = ("draft", "planned", "scheduled")
ON_THE_WAY = ("shipped", "reviewing")
# Moves of a window that are told of.
MOVES = 5


async def figures_around(session: AsyncSession, release: Release, team: Team, *, now: datetime) -> list[Figure]:
    """What stands behind all that is told of a release besides its verdict and its money."""
    lines = await lines_of(session, release)
    figures = await figures_ahead(session, release, team, lines, now=now)
    for line in lines:
        figures += await figures_since(session, release, team, line, now=now)
    for rule in await rules.of_release(session, release.pk):
        # One that was spared is told of with its check-in.
        if release.shipped_at is not None and rule.state not in ("cancelled", "spared"):
            due, applies = await due_of(session, rule, now=now)
            figures.append(figure_of_rule(due, applies, now=now))
    return figures


async def figures_ahead(
    session: AsyncSession, release: Release, team: Team, lines: Sequence[PromiseLine], *, now: datetime
) -> list[Figure]:
    """What is said of promises that nobody has judged, and of what waiting costs."""
    figures: list[Figure] = []
    unseen = [line for line in lines if line.verdict is None and release.state != "cancelled"]
    if unseen:
        claims = await past_claims(session, team.pk, now=now, besides=release.pk)
        made = [claims.figure(line.promise, line.worth, unit_of(line)) for line in unseen]
        figures += [figure for figure in made if figure is not None]
    if release.shipped_at is not None or release.state not in PLANNED:
        return figures
    for line in lines:
        seeable = await seeable_of(session, line.metric, team, now=now)
        if seeable is not None:
            figures.append(seeable.figure(unit_of(line), line.promise.likely, max(team.checkin_days)))
    return [*figures, *await delay_figures(session, release, lines)]


async def delay_figures(session: AsyncSession, release: Release, lines: Sequence[PromiseLine]) -> list[Figure]:
    """What stands behind what it costs to ship later; nothing where nobody put money on it."""
    week = await costs_of(session, release, WEEK)
    if not week:
        return []
    rows = [
        f"{line.meaning.name}: {line.worth[1]} a year × {WEEK} ÷ {YEAR} = {delay_cost(line.worth[1], WEEK)}"
        for line in lines
        if line.worth is not None
    ]
    changes = await history.changes_of(session, "release", release.pk, what="window")
    for change in [each for each in changes if days_moved(each)][:MOVES]:
        days = days_moved(change)
        told = "later" if days > 0 else "earlier"
        costs = sums(await costs_of(session, release, abs(days)))
        rows.append(f"moved {change.old} → {change.new}, {counted(abs(days), 'day')} {told}: {costs}")
    return [
        Figure(
            label="cost of delay",
            value=f"about {sums(week)} for a week",
            formula=f"worth a year, as likely × days ÷ {YEAR}, to three digits, each currency for itself",
            rows_in=tuple(rows),
            rows_out=few([f"{line.meaning.name}: nobody put money on it" for line in lines if line.worth is None]),
        )
    ]


async def figures_since(
    session: AsyncSession, release: Release, team: Team, line: PromiseLine, *, now: datetime
) -> list[Figure]:
    """What stands behind how a promise comes along, and how it fades."""
    figures: list[Figure] = []
    if release.shipped_at is None or line.metric is None:
        return figures
    if release.state in ON_THE_WAY and line.promise.state == "frozen":
        made = await pace_of(session, line.promise, release, team, line.meaning, line.metric, now=now)
        if made is not None:
            until = f"{line.meaning.due}" if line.meaning.due is not None else "the last check-in"
            curve = curve_of(line.meaning.curve)
            figures.append(made.figure(line.metric.unit, promised=line.promise.likely, curve=curve, until=until))
    verdict = line.verdict
    if release.state == "closed" and verdict is not None and verdict.verified and verdict.verdict in ("hit", "partly"):
        for row in await ledger.of_release(session, release.pk):
            if row.promise is not None and row.promise.pk == line.promise.pk:
                faded = await faded_from(session, row, team, now=now)
                figures += figures_of_fading(faded) if faded is not None else []
    return figures


def figures_of_fading(faded: Faded) -> list[Figure]:
    """What stands behind how something fades, and behind what it gives and costs a month."""
    unit = faded.metric.unit
    figure = faded.decay.figure(unit, faded.sign)
    beside = tuple(f"compared with {name}" for name in faded.compared_with)
    figures = [replace(figure, rows_in=(*figure.rows_in, *beside), rows_out=(*figure.rows_out, *faded.alone))]
    if faded.gives is None and faded.upkeep is None:
        return figures
    rows, out = [], []
    if faded.gives is not None:
        likely = Money.of_minor(faded.promise.worth_likely or 0, faded.promise.currency)
        gives = format_change(faded.now, unit, digits=4)
        promised = format_change(faded.promise.likely, unit)
        rows.append(f"gives: {likely} a year ÷ 12 × {gives} ÷ {promised} = {faded.gives}")
    else:
        out.append("what it gives: nobody put money on the promise")
    if faded.upkeep is not None:
        rows.append(f"upkeep: {faded.upkeep} a month, as it was said")
    else:
        out.append("upkeep: nobody said what it costs a month")
    figures.append(
        Figure(
            label="upkeep",
            value=f"{format_money(faded.upkeep)} a month, against {format_money(faded.gives)} a month that it gives",
            formula="worth a year ÷ 12 × change it gives now ÷ change promised, against what it costs each month; it "
            "costs more than it gives when that is more. Two currencies are not compared",
            rows_in=tuple(rows),
            rows_out=tuple(out),
        )
    )
    return figures


def unit_of(line: PromiseLine) -> str:
    """The unit of what a promise moves."""
    return line.metric.unit if line.metric is not None else ""


def sums(amounts: Sequence[Money]) -> str:
    """Sums of several currencies, never added: "$1,200 + €300"."""
    return " + ".join(map(format_money, amounts))
