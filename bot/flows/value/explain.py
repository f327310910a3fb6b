"""Say why a number is what it is: formula, rows in, rows left out, version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.question import Asked, question_of
from bot.flows.outcomes import Standing
from bot.flows.shares.groups import Claimed, Group, groups_on
from bot.flows.value.ledger import Entry, Ledger
from bot.flows.why.forecasts import figure_of_opened
from bot.flows.why.rule import figure_as_read
from bot.value.amounts import format_amount, format_change, format_money, format_span
from bot.value.figure import Figure, counted
from bot.value.money import Money
from bot.value.outlook import Outlook
from bot.value.progress import progress_figure
from bot.value.verdict import LABELS, verdict_figure
from bot.value.watermark import too_young
from bot.value.worth import YEAR, delivered_figure
from storage import checkins, teams, verdicts
from storage.checkins import CheckIn
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release
from storage.verdicts import Verdict

MOST = 15
# Why a promise adds no money; a verdict that is claimed says so itself.
UNCOUNTED = {
    "waiting": "nobody has looked yet",
    "too_early": "too early to say",
    "unmeasurable": "cannot be measured",
    "maintenance": "maintenance, exempt from the question",
    "no_outcome": "it promised no outcome",
}


async def figures_of_release(
    session: AsyncSession, release: Release, *, now: datetime
) -> list[tuple[Asked, list[Figure]]]:
    """For each promise of a release, what stands behind its figures; nothing before it has shipped.

    A promise with an answer is explained by the answer that counts, one without by today's readings.
    """
    team = await teams.get(session, release.team_id)
    looks = await checkins.of_release(session, release.pk)
    last = await verdicts.of_promises(session, [look.promise_id for look in looks])
    first = {look.promise_id: look for look in reversed(looks)}
    newest = {look.promise_id: look for look in looks if look.due_at <= now}
    judged = {look.promise_id: look for look in looks if is_judged_by(look, last.get(look.promise_id))}
    found = []
    for look in (first | newest | judged).values():
        if team is not None:
            # As of the answer: readings that came later are no part of what was answered.
            moment = last[look.promise_id].at if look.promise_id in judged else now
            asked = await question_of(session, look, team, now=moment)
            found.append((asked, figures_of(asked)))
    metrics = {asked.metric.pk for asked, _ in found if asked.metric is not None and asked.verdict is not None}
    for group in await groups_on(session, metrics):
        for asked, figures in found:
            figures += [
                share_figure(group, member, asked.zone)
                for member in group.members
                if member.promise.pk == asked.promise.pk and len(group.members) > 1
            ]
    return found


def share_figure(group: Group, member: Claimed, zone: str) -> Figure:
    """How much of what a metric moved a release gets, where others claim the same; days are those of a zone."""
    unit, verdict = group.metric.unit, member.verdict
    claimed = Money.of_minor(verdict.worth, verdict.currency) if verdict.worth is not None else None
    kept = claimed.times(group.split.part(member.promise.pk)) if claimed is not None else None
    cut = claimed is not None and kept is not None and claimed != kept
    moved = group.split.moved
    return Figure(
        label="share",
        value=f"{format_change(group.share(member), unit)} of {format_change(group.claimed(member), unit)} claimed",
        formula="what the metric moved, shared by those that claim it; together never more than it moved. "
        f"{settled_by(group, zone)}",
        rows_in=some(
            [
                f"{group.metric.name} moved {format_change(moved.likely, unit)}"
                + (f" ({format_span(moved.low, moved.high, unit)})" if moved.low != moved.high else ""),
                *(
                    f"{each.release.name} {each.key}: claims {format_change(group.claimed(each), unit)}, "
                    f"gets {format_change(group.share(each), unit)}"
                    for each in group.members
                ),
                f"nobody's: {format_change(group.unattributed, unit)}",
            ]
        ),
        rows_out=(f"{format_money(claimed - kept)} of the worth delivered: {too_much(group)}",)
        if cut and claimed is not None and kept is not None
        else (),
    )


def settled_by(group: Group, zone: str) -> str:
    """Whether the shares are agreed."""
    if group.agreed:
        return f"Agreed on {day_of(group.agreed[0].at, zone)}."
    return "Proposed from a fit of all of them." if group.is_measured else "Proposed by promise × weeks live."


def day_of(moment: datetime, zone: str) -> str:
    """The day of a moment on the wall of a zone: "2026-03-10"."""
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


def too_much(group: Group) -> str:
    """Why some of a claim counts for nothing."""
    return f"{group.keys} together claim more than {group.metric.name} moved"


def is_judged_by(look: CheckIn, verdict: Verdict | None) -> bool:
    """Whether this is the answer that counts."""
    return verdict is not None and verdict.checkin_id == look.pk


def figures_of(asked: Asked) -> list[Figure]:
    """What stands behind the figures of one check-in: the effect, the verdict, the money."""
    unit = asked.metric.unit if asked.metric is not None else ""
    answer = asked.verdict
    verdict = verdict_figure(asked.proposal, asked.promised, asked.effect if asked.metric else None, unit)
    verdict = replace(verdict, rows_in=(*verdict.rows_in, *tested_rows(asked)))
    effect = asked.effect.figure(unit)
    if answer is not None:
        verdict = verdict_as_answered(asked, answer)
        # Someone knew better than the readings, or the readings have moved since.
        if asked.corrects:
            effect = effect_as_answered(answer, unit, asked.zone)
    worth = delivered_figure(
        asked.worth_a_year,
        asked.promised,
        answer.effect if answer is not None else asked.effect.change,
        days=asked.days_answered if asked.days_answered is not None else asked.days_in,
        word=answer.verdict if answer is not None else asked.proposal.word,
        verified=answer.verified if answer is not None else asked.is_verified,
        unit=unit,
        total=None if asked.corrects else asked.effect.total,
    )
    shown = asked.experiment.figures if asked.experiment is not None else []
    figures = [of_version(figure, asked.meaning.version) for figure in (effect, *shown, verdict, worth)]
    figures += [figure_of_opened(asked.forecast, unit)] if asked.forecast is not None else []
    if asked.rule is not None and asked.rule.state == "spared":
        figures.append(figure_as_read(asked.rule, unit, asked.zone))
    return figures


def of_version(figure: Figure, version: int) -> Figure:
    """A figure that says by which version of its outcome it was counted, beside that of its formula."""
    return replace(figure, version=f"{figure.version} · outcome version {version}")


def effect_as_answered(answer: Verdict, unit: str, zone: str) -> Figure:
    """The effect that an answer put down; its day is that of the team's zone."""
    return Figure(
        label="effect",
        value=format_change(answer.effect, unit),
        formula="after − before",
        rows_in=(
            f"before: {format_amount(answer.before, unit)}",
            f"after: {format_amount(answer.after, unit)}",
            f"as answered on {day_of(answer.at, zone)}, edition {answer.edition}",
        ),
    )


def verdict_as_answered(asked: Asked, answer: Verdict) -> Figure:
    """The verdict that someone answered, and what it rests on."""
    rests = f"{counted(len(asked.evidence), 'piece')} of evidence" if asked.evidence else "no evidence was brought"
    shown, by = tested_rows(asked), "experiment" if asked.as_read else "readings"
    against = (f"answered against the proposal of then: {LABELS[answer.proposed]}",) if answer.is_against else ()
    if shown and not asked.evidence:
        rests = (
            "evidence: the experiment" if asked.tested and asked.tested.backs(answer.verdict) else "no other evidence"
        )
    return Figure(
        label="verdict",
        value=f"{LABELS[answer.verdict]}, {'verified' if answer.verified else 'claimed'}",
        formula="as answered; verified when it is a rating that rests on evidence or on enough readings",
        rows_in=(rests, f"proposed by the {by}: {asked.proposal.label}, {asked.proposal.why}", *shown, *against),
    )


def tested_rows(asked: Asked) -> tuple[str, ...]:
    """What an experiment says of a verdict; nothing where it shows nothing."""
    if asked.tested is None or asked.experiment is None or asked.experiment.compared is None:
        return ()
    compared = asked.experiment.compared
    instead = f", which stands where the readings are {LABELS[asked.as_read]}" if asked.as_read else ""
    return (f"experiment: {compared.amount}, {compared.label}, so {asked.tested.label}{instead}",)


def figures_of_outcome(
    outcome: Outcome, metric: Metric | None, standing: Standing, outlook: Outlook | None
) -> list[Figure]:
    """How far of the way an outcome is, and where it will be; nothing without a number that moves."""
    if metric is None or outcome.baseline is None or outcome.target is None:
        return []
    figures = [progress_figure(outcome.baseline, outcome.target, standing.now, metric.unit)]
    figures += [outlook.figure(metric.unit)] if outlook is not None else []
    figures = [replace(figure, rows_out=(*figure.rows_out, *too_young(metric.watermark))) for figure in figures]
    return [of_version(figure, outcome.version) for figure in figures]


def figures_of_ledger(ledger: Ledger, currency: str) -> list[Figure]:
    """What stands behind the figures of a time: money that came in, money promised, and what moved."""
    counted_in = [entry for entry in ledger.entries if entry.delivered is not None]
    rated = [entry for entry in ledger.entries if entry.is_verified and entry.word in ("hit", "partly")]
    return [
        Figure(
            label="evidenced",
            value=" + ".join(map(format_money, ledger.evidenced(currency))),
            formula="sum of the worth delivered of verified verdicts, each currency for itself",
            rows_in=some([f"{named(entry)}: {format_money(entry.delivered)}" for entry in counted_in]),
            rows_out=(*left_out(ledger.entries, counted_in), *cut(counted_in)),
        ),
        Figure(
            label="promised for the same days",
            value=" + ".join(map(format_money, ledger.expected)) or "–",
            formula=f"sum of worth a year × days since shipping ÷ {YEAR}, up to the last verified look",
            rows_in=some(
                [
                    f"{named(entry)}: {format_money(entry.expected)}, {counted(entry.days, 'day')}"
                    for entry in ledger.entries
                    if entry.expected is not None
                ]
            ),
            rows_out=some(
                [f"{named(entry)}: nobody put money on it" for entry in ledger.promised if entry.expected is None]
            ),
        ),
        Figure(
            label="releases that moved a metric",
            value=f"{ledger.moved} of {len(ledger.releases)}",
            formula="releases with a verified verdict of hit or partly; features are counted and never value",
            rows_in=some([f"{named(entry)}: {LABELS[entry.word]}" for entry in rated]),
            rows_out=left_out(ledger.entries, rated),
        ),
    ]


def figure_of_verdict(ledger: Ledger, word: str) -> Figure:
    """Which promises of a time came to a verdict, and which did not."""
    taken = [entry for entry in ledger.promised if entry.word == word]
    others = [entry for entry in ledger.promised if entry.word != word]
    return Figure(
        label=LABELS[word],
        value=f"{len(taken)} of {counted(len(ledger.promised), 'promise')}",
        formula="promises whose newest answer is this, claimed ones among them; only verified ones count as value",
        rows_in=some([f"{named(entry)}: {'verified' if entry.is_verified else 'claimed'}" for entry in taken]),
        rows_out=some([f"{named(entry)}: {LABELS.get(entry.word) or UNCOUNTED[entry.word]}" for entry in others]),
    )


def cut(entries: Sequence[Entry]) -> tuple[str, ...]:
    """What of each is not counted, as others claim the same movement."""
    return some(
        [
            f"{named(entry)}: {format_money(entry.claimed - entry.delivered)}, {too_much(entry.group)}"
            for entry in entries
            if entry.group is not None and entry.claimed and entry.delivered and entry.claimed != entry.delivered
        ]
    )


def left_out(entries: Sequence[Entry], taken: Sequence[Entry]) -> tuple[str, ...]:
    """Each entry that was not taken, and why."""
    return some([f"{named(entry)}: {reason(entry)}" for entry in entries if entry not in taken])


def some(rows: Sequence[str]) -> tuple[str, ...]:
    """As many rows as a message holds, and how many more there are."""
    return (*rows[:MOST], f"{len(rows) - MOST} more") if len(rows) > MOST else tuple(rows)


def reason(entry: Entry) -> str:
    """Why an entry counts for nothing."""
    if entry.word in UNCOUNTED:
        return UNCOUNTED[entry.word]
    if not entry.is_verified:
        return f"{LABELS[entry.word]}, claimed: it counts for nothing without evidence"
    return "missed" if entry.word == "missed" else "verified, but nobody put money on it"


def named(entry: Entry) -> str:
    """A release as a row names it."""
    return f"{entry.release.name} {entry.key}"
