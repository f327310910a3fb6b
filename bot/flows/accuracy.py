"""Hold a team's estimates against what came of them: value, dates, forecasts, and its own rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.forecasts.record import team_calibration
from bot.flows.honest import shares_of
from bot.flows.releases.delay import REASONS
from bot.flows.teams import calendar_of
from bot.value.accuracy import Spread, days_late, spread_of
from bot.value.calibration import Calibration
from storage import history, outcomes, promises, readings, releases, rules
from storage.history import Change
from storage.releases import Release
from storage.teams import Team

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
LEARNED = REASONS["value_data"].lower()


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """How a team's estimates compare with what came; a spread is None where there are too few, with how many there are.

    Effort is not among them: nobody tells Payoff what was estimated.
    """

    team: Team
    # What came of promises, as a share of what was promised as likely.
    values: int
    value: Spread | None
    # Days after the first window that a release was given.
    dates: int
    late: Spread | None
    forecasts: Calibration
    honoured: int
    overridden: int
    # Changes of plan for which value data was the reason, of all; and days from the newest reading to the change.
    learned: int
    moved: int
    signals: int
    signal: Spread | None

    @property
    def rules(self) -> int:
        """How many of the team's own rules it answered for."""
        return self.honoured + self.overridden


async def accuracy_of(session: AsyncSession, team: Team, *, now: datetime) -> Accuracy:
    """How good a team's estimates were, of all that it has shipped."""
    # What was done in this very moment counts, too.
    until = now + timedelta.resolution
    shares = [share for team_id, _, share in await shares_of(session, now) if team_id == team.pk]
    known = await releases.in_states(session, team_id=team.pk)
    changes = await history.within(session, "release", [release.pk for release in known], BEGINNING, until)
    windows = [change for change in changes if change.what == "window"]
    moves = [change for change in windows if change.old]
    learned = [change for change in moves if change.why.split(":")[0] == LEARNED]
    late = days_of(known, windows, team)
    waits = [wait for change in learned if (wait := await signal_of(session, change)) is not None]
    kept = await rules.settled_of_team(session, team.pk)
    return Accuracy(
        team=team,
        values=len(shares),
        value=spread_of(shares),
        dates=len(late),
        late=spread_of(late),
        forecasts=await team_calibration(session, team.pk),
        honoured=sum(1 for rule in kept if rule.state == "honoured"),
        overridden=sum(1 for rule in kept if rule.state == "overridden"),
        learned=len(learned),
        moved=len(moves),
        signals=len(waits),
        signal=spread_of(waits),
    )


def days_of(known: Sequence[Release], windows: Sequence[Change], team: Team) -> list[Fraction]:
    """By how many days each release that shipped was late, by the first window that it was given."""
    first: dict[int, tuple[date, date]] = {}
    for change in windows:
        if change.new:
            begins, _, ends = change.new.partition("..")
            first.setdefault(change.subject_id, (date.fromisoformat(begins), date.fromisoformat(ends or begins)))
    calendar = calendar_of(team)
    return [
        Fraction(days_late(*first[release.pk], calendar.local(release.shipped_at).date()))
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
