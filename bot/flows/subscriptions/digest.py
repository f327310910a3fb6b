"""Gather what happened to value in a time: promised against delivered, check-ins, what changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.outcomes.define import MEASURED
from bot.flows.releases.find import key_of
from bot.flows.value.ledger import Ledger, ledger_of
from storage import checkins, history, ledger, promises, releases, verdicts
from storage.checkins import CheckIn
from storage.history import Change
from storage.releases import Release
from storage.teams import Team

# What the ledger and the check-ins say already.
SAID = {("state", "shipped"), ("state", "reviewing")}


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A release, and what changed of it or of what it promised."""

    release: Release
    key: str
    changes: Sequence[Change]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What happened from a moment up to another; of one team's releases, or of everyone's."""

    start: datetime
    end: datetime
    team: Team | None = None
    # What shipped, and what was looked at: with the verdict that counts.
    ledger: Ledger = field(default_factory=lambda: Ledger(entries=[]))
    # Check-ins that came due; what of them was answered; what still waits, longer ones included.
    due: Sequence[tuple[CheckIn, Release]] = field(default_factory=tuple)
    waiting: Sequence[tuple[CheckIn, Release]] = field(default_factory=tuple)
    changed: Sequence[Changed] = field(default_factory=tuple)

    @property
    def answered(self) -> int:
        """How many of the check-ins that came due have their answer."""
        return sum(1 for look, _ in self.due if look.state == "answered")

    @property
    def explained_by(self) -> str:
        """What asks `/value` why its figures are what they are."""
        whose = self.team.channel_id if self.team is not None else "all"
        start, end = (moment.astimezone(UTC).replace(tzinfo=None).isoformat() for moment in (self.start, self.end))
        return f"explain digest {whose} {start} {end}"

    @property
    def changes(self) -> int:
        """How many changes there were."""
        return sum(len(each.changes) for each in self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened. What only goes on waiting is no news."""
        return not (self.ledger.entries or self.due or self.changed)


async def digest_of(
    session: AsyncSession, team: Team | None, start: datetime, end: datetime, *, now: datetime
) -> Digest:
    """What happened from `start` up to, not including, `end`, with what is known now."""
    known = {release.pk: release for release in await releases.in_states(session, team_id=team.pk if team else None)}
    shipped = await ledger.shipped_between(session, start, end)
    here = {row.promise.pk if row.promise is not None else -row.release.pk: row for row in shipped}
    answered = {verdict.promise_id for verdict in await verdicts.given_between(session, start, end)}
    for row in await ledger.of_promises(session, sorted(answered - here.keys())):
        here[row.promise.pk if row.promise is not None else 0] = row
    rows = [row for row in here.values() if row.release.pk in known]
    return Digest(
        start=start,
        end=end,
        team=team,
        ledger=await ledger_of(session, rows, now=now),
        due=[each for each in await checkins.due_between(session, start, end) if each[1].pk in known],
        waiting=[each for each in await checkins.open_with_releases(session, now) if each[1].pk in known],
        changed=await changes_of(session, known, start, end, leave_out=SAID),
    )


async def changes_of(
    session: AsyncSession,
    known: dict[int, Release],
    start: datetime,
    end: datetime,
    *,
    leave_out: Collection[tuple[str, str]] = (),
) -> Sequence[Changed]:
    """What changed of these releases, and of the outcomes that they promised to move."""
    changes: dict[int, list[Change]] = {}
    for change in await history.within(session, "release", list(known), start, end):
        if (change.what, change.new) not in leave_out:
            changes.setdefault(change.subject_id, []).append(change)
    about = await promises.of_releases(session, list(known))
    outcomes = sorted({promise.outcome_id for promise in about})
    for change in await history.within(session, "outcome", outcomes, start, end):
        for promise in about if change.what in MEASURED else ():
            if promise.outcome_id == change.subject_id and promise.promised_at < change.at:
                changes.setdefault(promise.release_id, []).append(change)
    return [
        Changed(release=known[number], key=key_of(known[number]), changes=changes[number])
        for number in known
        if number in changes
    ]
