"""Let a digest say what of it is done: whoever reads it again sees what is left."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.attention import monday_of
from storage import people, posts

# What was told longer ago is not looked at again.
LATELY = timedelta(weeks=8)


async def seen_to(session: AsyncSession, about: str, value: int, user_ids: Iterable[str], *, now: datetime) -> None:
    """Somebody saw to a thing: the digests that told one of these people of it are due again, to show that."""
    week = monday_of((now - LATELY).date())
    for digest_id in await people.digests_since(session, sorted(set(user_ids) - {""}), week):
        digest = await posts.get(session, digest_id)
        listed = digest.details.get("things", ()) if digest is not None else ()
        if any(thing["about"] == about and thing["value"] == value for thing in listed):
            await posts.renew(session, digest_id, now=now)
