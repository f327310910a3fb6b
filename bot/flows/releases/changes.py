"""Change a release: set the fields, write old → new and why, and owe whoever should know."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.card import owe_card
from storage import history, posts, releases
from storage.history import Change
from storage.releases import Follower, Release

MINUTE = timedelta(minutes=1)
# What a field is called where people read of it.
WORDS = {
    "window_from": "window",
    "window_to": "window",
    "owner_id": "owner",
    "deputy_id": "deputy",
    "why_now": "why now",
    "exempt_why": "maintenance",
    "override_why": "gate",
    "feature_count": "features",
}
# Set beside another field, and said by it.
SILENT = {"override_by", "scheduled_at", "shipped_at", "closed_at", "cancelled_at", "maintenance"}


async def change(
    session: AsyncSession,
    release: Release,
    *,
    who: str,
    now: datetime,
    why: str = "",
    note: bool = True,
    untold: Collection[str] = (),
    **values: Any,
) -> list[Change]:
    """Set fields of a release in the caller's transaction; nothing that stays as it was is written.

    Owes the card's update, a note in the card's thread (unless `note` is false), and one message to each
    follower but the one who made the change and those who hear of it otherwise (`untold`).
    """
    before = {name: shown(release, name) for name in values}
    for name, value in values.items():
        setattr(release, name, value)
    written: dict[str, Change] = {}
    for name in values:
        what, old, new = WORDS.get(name, name.replace("_", " ")), before[name], shown(release, name)
        if old == new or name in SILENT or what in written:
            continue
        written[what] = await history.record(
            session, "release", release.pk, who=who, what=what, old=old, new=new, why=why, at=now
        )
    session.add(release)
    if written:
        release.revision += 1
        await tell(session, release, list(written.values()), who=who, now=now, note=note, untold=untold)
    return list(written.values())


async def tell(
    session: AsyncSession,
    release: Release,
    changes: list[Change],
    *,
    who: str,
    now: datetime,
    note: bool = True,
    untold: Collection[str] = (),
) -> None:
    """Owe the card, its thread and the followers the news of these changes."""
    await session.flush()
    card = await owe_card(session, release, now=now)
    details = {"changes": [change.pk for change in changes]}
    if note and release.state != "draft":
        await posts.owe(
            session,
            key_text=f"note:release:{release.pk}:{release.revision}",
            kind="release_note",
            subject_id=release.pk,
            channel_id=card.channel_id,
            thread_id=card.pk,
            details=details,
            due_at=now,
        )
    for follower in await releases.followers_of(session, release.pk):
        if follower.user_id != who and follower.user_id not in untold:
            await tell_follower(session, release, follower, details["changes"], now=now)


async def tell_follower(
    session: AsyncSession, release: Release, follower: Follower, changes: list[int], *, now: datetime
) -> None:
    """Owe someone a message about changes; what changes within a minute is one message, updated in place."""
    if follower.told_from is None or now - follower.told_from >= MINUTE:
        follower.told_from = now
        session.add(follower)
    key_text = f"follow:{release.pk}:{follower.user_id}:{follower.told_from.isoformat()}"
    begun = await posts.by_key(session, key_text)
    await posts.owe(
        session,
        key_text=key_text,
        kind="release_follow",
        subject_id=release.pk,
        channel_id=follower.user_id,
        details={"changes": [*(begun.details["changes"] if begun is not None else ()), *changes]},
        due_at=now,
        living=True,
    )


def shown(release: Release, name: str) -> str:
    """A field as history keeps it: words, ISO dates, and a window as one."""
    if name in ("window_from", "window_to"):
        return window_text(release.window_from, release.window_to)
    value = getattr(release, name)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def window_text(first: date | None, last: date | None) -> str:
    """A window as history keeps it: "2026-06-03..2026-06-05"."""
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
