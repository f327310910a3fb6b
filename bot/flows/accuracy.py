"""Hold a team's estimates against what came of them: value, dates, effort, forecasts, and its own rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.dissent import Dissents, dissents_of, figure_of_dissents
from bot.flows.effort import Efforts, efforts_of, figure_of_effort
from bot.flows.forecasts.record import team_record
from bot.flows.forecasts.sized import Ranges, figure_of_ranges
from bot.flows.honest import shares_of
from bot.flows.releases.delay import REASONS
from bot.flows.releases.find import key_of
from bot.flows.teams import calendar_of
from bot.value.accuracy import Spread, days_late, spread_of
from bot.value.amounts import format_amount, format_change, format_times
from bot.value.calibration import Calibration
from bot.value.figure import Figure, counted, few
from storage import history, outcomes, promises, readings, releases, rules
from storage.history import Change
from storage.releases import Release
from storage.teams import Team

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
NONE = "–"
LEARNED = REASONS["value_data"].lower()


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """How a team's estimates compare with what came; a spread is None where there are too few, beside how many."""

    team: Team
    # What came of promises, as a share of what was promised as likely.
    values: int
    value: Spread | None
    # Days after the first window that a release was given.
    dates: int
    late: Spread | None
    effort: Efforts
    forecasts: Calibration
    ranges: Ranges
    dissents: Dissents
    honoured: int
    overridden: int
    # Changes of plan for which value data was the reason, of all; and days from the newest reading to the change.
    learned: int
    moved: int
    signals: int
    signal: Spread | None
    # Each of what the spreads are of, in words.
    value_rows: Sequence[str] = ()
    late_rows: Sequence[str] = ()
    signal_rows: Sequence[str] = ()

    @property
    def rules(self) -> int:
        """How many of the team's own rules it answered for."""
        return self.honoured + self.overridden


async def accuracy_of(session: AsyncSession, team: Team, *, now: datetime) -> Accuracy:
    """How good a team's estimates were, of all that it has shipped."""
    # What was done in this very moment counts, too.
    until = now + timedelta.resolution
    shares = [(number, share) for team_id, number, share in await shares_of(session, now) if team_id == team.pk]
    known = await releases.in_states(session, team_id=team.pk)
    names = {release.pk: f"{release.name} {key_of(release)}" for release in known}
    changes = await history.within(session, "release", [release.pk for release in known], BEGINNING, until)
    windows = [change for change in changes if change.what == "window"]
    moves = [change for change in windows if change.old]
    learned = [change for change in moves if change.why.split(":")[0] == LEARNED]
    late = days_of(known, windows, team)
    waits = [(change.subject_id, wait) for change in learned if (wait := await signal_of(session, change)) is not None]
    kept = await rules.settled_of_team(session, team.pk)
    said, ranges = await team_record(session, team.pk)
    return Accuracy(
        team=team,
        values=len(shares),
        value=spread_of([share for _, share in shares]),
        dates=len(late),
        late=spread_of([days for _, days in late]),
        effort=efforts_of(known, changes),
        forecasts=said,
        ranges=ranges,
        dissents=await dissents_of(session, team.pk),
        honoured=sum(1 for rule in kept if rule.state == "honoured"),
        overridden=sum(1 for rule in kept if rule.state == "overridden"),
        learned=len(learned),
        moved=len(moves),
        signals=len(waits),
        signal=spread_of([wait for _, wait in waits]),
        value_rows=[f"{names[number]}: {format_times(float(share))}" for number, share in shares],
        late_rows=[f"{names[number]}: {counted(int(days), 'day')}" for number, days in late],
        signal_rows=[f"{names[number]}: {format_amount(float(wait), 'days')}" for number, wait in waits],
    )


def days_of(known: Sequence[Release], windows: Sequence[Change], team: Team) -> list[tuple[int, Fraction]]:
    """By how many days each release that shipped, by its row number, was late by the first window it was given."""
    first: dict[int, tuple[date, date]] = {}
    for change in windows:
        if change.new:
            begins, _, ends = change.new.partition("..")
            first.setdefault(change.subject_id, (date.fromisoformat(begins), date.fromisoformat(ends or begins)))
    calendar = calendar_of(team)
    return [
        (release.pk, Fraction(days_late(*first[release.pk], calendar.local(release.shipped_at).date())))
        for release in known
        if release.shipped_at is not None and release.pk in first
    ]


async def signal_of(session: AsyncSession, change: Change) -> Fraction | None:
    """How many days before a change of plan the newest reading was of that its release promises to move."""
    newest: datetime | None = None
    for promise in await promises.of_release(session, change.subject_id):
        outcome = await outcomes.get(session, promise.outcome_id)
        if outcome is None or outcome.metric_id is None:
            continue
        reading = await readings.as_of(session, outcome.metric_id, change.at)
        if reading is not None and (newest is None or reading.at > newest):
            newest = reading.at
    return Fraction(int((change.at - newest).total_seconds()), 86400) if newest is not None else None


def figures_of_accuracy(found: Accuracy) -> list[Figure]:
    """What stands behind how a team estimates."""
    known, quartiles = found.forecasts, "the median; the range is from the lower to the upper quartile"
    rules = f"{found.honoured} of {found.rules}" if found.rules else NONE
    return [
        Figure(
            label="value",
            value=f"{format_times(found.value.median)} of what was promised" if found.value else NONE,
            formula=f"change seen ÷ change promised as likely, at the last verified look of each promise: {quartiles}",
            rows_in=few(found.value_rows),
        ),
        Figure(
            label="dates",
            value=format_change(found.late.median, "days") if found.late else NONE,
            formula=f"days after the first window of a release, 0 within it, less than 0 before: {quartiles}",
            rows_in=few(found.late_rows),
        ),
        figure_of_effort(found.effort),
        Figure(
            label="forecasts",
            value=f"Brier {known.brier:.2f}" if known.brier is not None else NONE,
            formula="mean of (chance said − what came)²; hit is 1, partly and missed are 0; several forecasts of one "
            "promise count once, by their mean",
            rows_in=(counted(known.n, "promise"),) if known.n else (),
            rows_out=("forecasts that are sealed, and those of promises without an answer",),
        ),
        figure_of_ranges(found.ranges),
        figure_of_dissents(found.dissents),
        Figure(
            label="own rules",
            value=rules,
            formula="rules kept to on their day ÷ rules answered for",
            rows_in=(f"{found.honoured} kept to", f"{found.overridden} overridden") if found.rules else (),
        ),
        Figure(
            label="learning",
            value=f"{found.learned} of {counted(found.moved, 'change')} of plan",
            formula=f"changes of plan for value data; days from the newest reading to each: {quartiles}",
            rows_in=few(found.signal_rows),
        ),
    ]
