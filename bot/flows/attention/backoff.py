"""Ask someone less who leaves asks unanswered, tell them once, and ask them as before when they answer."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import Desk, Kind
from bot.slack import render
from bot.slack.render import Message
from bot.value.attention import IGNORED
from storage import people, posts
from storage.posts import Post


async def ignored(session: AsyncSession, user_id: str, *, now: datetime) -> None:
    """Someone left an ask unanswered to the end; after three in a row they are asked once a week only, and told so."""
    person = await people.hold(session, user_id)
    person.ignored += 1
    if person.ignored >= IGNORED and person.mode != "digest":
        person.mode, person.backed_off_at = "digest", now
        # What they do not answer they do not want at once.
        person.always = [word for word in person.always if word != "checkins"]
        await posts.owe(
            session,
            key_text=f"backoff:{user_id}:{now:%Y-%m-%dT%H:%M}",
            kind="backoff",
            subject_id=person.pk,
            channel_id=user_id,
            details={"count": person.ignored},
            due_at=now,
        )
    session.add(person)


async def responded(session: AsyncSession, user_id: str) -> None:
    """Someone answered: they are asked as before, unless it was they who chose the digest."""
    person = await people.get(session, user_id)
    if person is None or (not person.ignored and person.backed_off_at is None):
        return
    person = await people.hold(session, user_id)
    person.ignored = 0
    if person.backed_off_at is not None:
        person.mode, person.backed_off_at = "as_it_happens", None
    session.add(person)


async def compose_backoff(desk: Desk, post: Post) -> Message | None:
    """That they are asked less from now on; None if they have answered since."""
    async with desk.database.reading(post.workspace_id) as session:
        person = await people.get(session, post.channel_id)
    if person is None or person.backed_off_at is None:
        return None
    return render.message("attention/backoff", count=post.details["count"])


BACKOFF = Kind(name="backoff", compose=compose_backoff, at_once=True)
