"""Build the form that asks the question, as far as it has been filled in."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows import outcomes as flow_outcomes
from bot.flows.caller import Caller
from bot.flows.gate.past import Past, past_like
from bot.flows.gate.worth import NOTHING_SAID, Said, WorthFields, fields_of
from bot.flows.honest import honest_for
from bot.flows.metrics.define import metric_choices
from bot.flows.releases.find import key_of, release_and_team
from bot.flows.releases.sheet import PromiseLine, lines_of, seeable_of
from bot.flows.teams import today_of
from bot.slack.sight import Sight
from bot.value.amounts import format_amount, format_typed
from bot.value.detectable import Detectable
from bot.value.honest import Honest
from bot.value.naming import in_menu
from bot.value.promise import Promised, parse_range
from bot.value.roles import may
from storage import metrics, outcomes, readings, releases
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release
from storage.teams import Team

NEW = ("new", "A new one…")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What has been picked in the form so far; it decides which fields follow."""

    answer: str = "outcome"
    outcome: str = ""
    metric: str = ""
    first: date | None = None
    last: date | None = None
    confidence: str = ""
    why_now: str = ""
    # What was typed that a worth is worked out with.
    worth: Said = NOTHING_SAID
    size: str = ""
    sure: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """All that the form shows."""

    release: Release
    key: str
    team: Team
    today: date
    lines: Sequence[PromiseLine]
    answers: Sequence[tuple[str, str]]
    answer: str
    outcomes: Sequence[tuple[str, str]]
    chosen: str
    metrics: Sequence[tuple[str, str]]
    metric_choice: str
    baseline: str
    baseline_hint: str
    size_hint: str
    worth: WorthFields
    past: Past | None
    first: date | None
    last: date | None
    confidence: str
    why_now: str
    asks_window: bool
    criteria_words: str
    submit: str
    private: dict[str, Any]
    # What past claims came to.
    honest: Honest | None = None
    # What change of the metric could be seen at all, and the one that was typed, if it was.
    seeable: Detectable | None = None
    size: float | None = None
    metric: Metric | None = None
    kinds: Sequence[tuple[str, str]] = flow_outcomes.KINDS
    categories: Sequence[tuple[str, str]] = flow_outcomes.CATEGORIES
    curves: Sequence[tuple[str, str]] = flow_outcomes.CURVES


async def form_of(
    session: AsyncSession,
    caller: Caller,
    release_id: int,
    filled: Filled,
    *,
    sight: Sight,
    now: datetime,
    asks_window: bool = True,
) -> Form:
    """The form for one release.

    Args:
        sight: the channels of which the caller may be told what was promised there.

    Raises:
        ReleaseGone: there is no such release any more.
    """
    release, team = await release_and_team(session, release_id)
    lines = await lines_of(session, release)
    open_outcomes = await outcomes_for(session, team, now=now)
    chosen = filled.outcome or ("" if open_outcomes else NEW[0])
    outcome = next((known for known in open_outcomes if str(known.pk) == chosen), None)
    all_metrics = await metrics.live(session)
    metric_choice = filled.metric or ("" if all_metrics else NEW[0])
    metric = await metric_meant(session, outcome, metric_choice)
    baseline, hint = await baseline_of(session, metric, now=now)
    words = f"{release.name} {outcome.name if outcome else ''} {outcome.statement if outcome else ''}"
    criteria = await releases.criteria_of(session, release_id)
    agreed = sum(1 for criterion in criteria if criterion.agreed_at)
    asked_at_all = not lines and not release.maintenance
    return Form(
        release=release,
        key=key_of(release),
        team=team,
        today=today_of(team, now),
        lines=lines,
        answers=answers_for(caller, team),
        answer=filled.answer,
        outcomes=[NEW, *outcome_choices(open_outcomes)],
        chosen=chosen,
        metrics=[NEW, *metric_choices(all_metrics)],
        metric_choice=metric_choice,
        baseline=baseline,
        baseline_hint=hint,
        size_hint=size_hint(metric),
        worth=worth_of(filled, metric, team),
        past=await past_like(
            session, release=release, metric_id=metric.pk if metric else None, words=words, sight=sight
        )
        if asked_at_all and (outcome is not None or metric is not None)
        else None,
        first=filled.first or release.window_from,
        last=filled.last or release.window_to,
        confidence=filled.confidence or release.confidence,
        why_now=filled.why_now or release.why_now,
        asks_window=asks_window,
        criteria_words=f"Good enough when: {agreed} of {len(criteria)} agreed." if criteria else "",
        submit=submit_words(asked_at_all, filled.answer, asks_window),
        private={"release": release.pk, "window": asks_window},
        honest=await honest_for(session, team.pk, now=now) if asked_at_all and chosen else None,
        seeable=await seeable_of(session, metric, team, now=now) if asked_at_all and chosen else None,
        size=sized.likely if (sized := size_of(filled, metric)) is not None else None,
        metric=metric,
    )


async def outcomes_for(session: AsyncSession, team: Team, *, now: datetime) -> list[Outcome]:
    """What a team may promise to reach: what is not overdue comes first, and the team's own before others'."""
    found = [outcome for outcome in await outcomes.in_states(session, "open") if outcome.target is not None]
    return sorted(found, key=lambda known: (is_overdue(known, today_of(team, now)), known.team_id != team.pk))


def worth_of(filled: Filled, metric: Metric | None, team: Team) -> WorthFields:
    """The fields that ask for a worth; its low and high follow the promised change, once that can be read."""
    sure = int(filled.sure) if filled.sure.isdecimal() else None
    return fields_of(filled.worth, currency=team.currency, size=size_of(filled, metric), sure=sure)


def size_of(filled: Filled, metric: Metric | None) -> Promised | None:
    """The change that was typed, once that can be read; what is wrong with it is said when the form is submitted."""
    if metric is not None and filled.size.strip():
        with suppress(Refusal):
            return parse_range(filled.size, metric.unit, metric.direction)
    return None


def outcome_choices(found: Iterable[Outcome]) -> list[tuple[str, str]]:
    """Outcomes as a menu lists them."""
    return [(str(outcome.pk), label_of(outcome)) for outcome in found]


def is_overdue(outcome: Outcome, today: date) -> bool:
    """Whether the day by which it was to be reached has passed."""
    return outcome.due is not None and outcome.due < today


def submit_words(asked_at_all: bool, answer: str, asks_window: bool) -> str:
    """What the button says: just what it does."""
    if not asks_window:
        return "Promise"
    return "Promise and schedule" if asked_at_all and answer == "outcome" else "Schedule"


def label_of(outcome: Outcome) -> str:
    """An outcome in a menu: its key tells two of one name apart."""
    return in_menu(outcome.name, flow_outcomes.key_of(outcome))


def answers_for(caller: Caller, team: Team) -> list[tuple[str, str]]:
    """What someone may answer: passing without an outcome needs a role, unless the team's gate only warns."""
    answers = [("outcome", "An outcome"), ("maintenance", "Maintenance: it keeps things running")]
    if team.gate == "warn" or may("override", caller.user_id, people=(), listed=team.overriders):
        answers.append(("override", "No outcome: schedule it all the same"))
    return answers


async def metric_meant(session: AsyncSession, outcome: Outcome | None, metric_choice: str) -> Metric | None:
    """The metric that the form is about so far."""
    if outcome is not None:
        return await flow_outcomes.metric_of(session, outcome)
    return await metrics.get(session, int(metric_choice)) if metric_choice.isdigit() else None


async def baseline_of(session: AsyncSession, metric: Metric | None, *, now: datetime) -> tuple[str, str]:
    """Where the metric stands, as it would be typed, and how that is known."""
    if metric is None:
        return "", "The number as it is before this ships."
    newest = await readings.newest_complete(session, metric.pk, metric.watermark, now=now)
    if newest is None:
        return "", f"{metric.name} has no reading yet. Type what it is today."
    return format_typed(newest.value), f"The newest reading is {format_amount(newest.value, metric.unit)}."


def size_hint(metric: Metric | None) -> str:
    """In what the size is typed."""
    if metric is None:
        return "In the metric's own unit: low, likely, high."
    of_what = f"points of {metric.name.lower()}" if metric.unit == "%" else (metric.unit or metric.name.lower())
    return f"In {of_what}: low, likely, high. {'Less' if metric.direction == 'down' else 'More'} is good."
