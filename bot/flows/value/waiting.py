"""List what needs a person before it can count: looks not taken, numbers not read, claims without evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.value.ledger import Entry, ledger_of
from storage import checkins, ledger
from storage.checkins import CheckIn
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
    unread = [each for each in await unread_of(session, now=now) if is_for(each[0].release, for_user)]
    return Waiting(unanswered=unanswered, unread=unread, claimed=claimed)


async def unread_of(session: AsyncSession, *, now: datetime) -> Sequence[tuple[Entry, int]]:
    """The promises whose number nobody has read since they shipped, and how many days ago that was."""
    return [
        (
            Entry(release=row.release, promise=row.promise, meaning=row.meaning, metric=row.metric),
            (now - row.release.shipped_at).days,
        )
        for row in await ledger.unread(session)
        if row.release.shipped_at is not None
    ]


def is_for(release: Release, user_id: str) -> bool:
    """Whether a release is someone's to answer for; everyone's, when nobody is asked for."""
    return not user_id or user_id in (release.owner_id, release.deputy_id)
