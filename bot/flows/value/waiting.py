"""List what needs a person before it can count: looks not taken, numbers not read, claims without evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.value.ledger import Entry, ledger_of
from storage import checkins, ledger, readings
from storage.checkins import CheckIn
from storage.readings import Reading
from storage.releases import Release


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What needs a person, the oldest first."""

    unanswered: Sequence[tuple[CheckIn, Release]]
    unread: Sequence[tuple[Entry, int]]
    claimed: Sequence[Entry]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.unanswered or self.unread or self.claimed)


async def waiting_of(session: AsyncSession, *, now: datetime, for_user: str = "") -> Waiting:
    """What waits in a workspace, or for one person in it."""
    unanswered = [
        (look, release)
        for look, release in await checkins.open_with_releases(session, now)
        if is_for(release, for_user)
    ]
    entries = (await ledger_of(session, await ledger.under_review(session), now=now)).entries
    claimed = [
        entry
        for entry in entries
        if entry.word in ("hit", "partly") and not entry.is_verified and is_for(entry.release, for_user)
    ]
    unread = await without_reading(session, [entry for entry in entries if is_for(entry.release, for_user)], now)
    return Waiting(unanswered=unanswered, unread=unread, claimed=claimed)


async def unread_of(session: AsyncSession, *, now: datetime) -> Sequence[tuple[Entry, int]]:
    """Of what waits in a workspace, the promises whose number nobody has read since, alone: as in `Waiting`."""
    rows = await ledger.under_review(session)
    entries = [Entry(release=row.release, promise=row.promise, meaning=row.meaning, metric=row.metric) for row in rows]
    return await without_reading(session, entries, now)


async def without_reading(session: AsyncSession, entries: Iterable[Entry], now: datetime) -> list[tuple[Entry, int]]:
    """Those whose metric has no reading since they shipped, and how many days ago that was."""
    unread = []
    newest_of: dict[int, Reading | None] = {}
    for entry in entries:
        if entry.metric is None or entry.release.shipped_at is None:
            continue
        if entry.metric.pk not in newest_of:
            newest_of[entry.metric.pk] = await readings.latest(session, entry.metric.pk)
        newest = newest_of[entry.metric.pk]
        if newest is None or newest.at < entry.release.shipped_at:
            unread.append((entry, (now - entry.release.shipped_at).days))
    return unread


def is_for(release: Release, user_id: str) -> bool:
    """Whether a release is someone's to answer for; everyone's, when nobody is asked for."""
    return not user_id or user_id in (release.owner_id, release.deputy_id)
