"""Tell whose message it is that a channel does not take it, with how to mend that; and try again once it is mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import About, Desk, Kind
from bot.slack import render
from bot.slack.render import Message
from storage import posts
from storage.database import Database
from storage.posts import Post

MOST = 10


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """One message that did not get through: of which kind, and about what."""

    kind: str
    name: str
    is_doubtful: bool


class NothingUnsaid(Refusal):
    """Everything that was to be said there has been said, or is being said right now."""


async def tell(session: AsyncSession, post: Post, about: About, *, now: datetime) -> None:
    """Owe a direct message to each whose post it is: one a day for a channel and a cause, however much it holds up."""
    for user_id in about.people:
        if user_id:
            await posts.owe(
                session,
                key_text=key_of(post, user_id, now),
                kind="undelivered",
                subject_id=post.pk,
                channel_id=user_id,
                details={"channel": post.channel_id, "error": post.error},
                due_at=now,
                living=True,
            )


def key_of(post: Post, user_id: str, settled_at: datetime) -> str:
    """The key of the message that tells someone of a post that was given up then."""
    return f"undelivered:{post.channel_id}:{post.error}:{settled_at:%Y-%m-%d}:{user_id}"


async def told_of(session: AsyncSession, kinds: Mapping[str, Kind], post: Post) -> Sequence[Post]:
    """The messages that tell of a post that was given up, each owed to a person."""
    kind = kinds.get(post.kind)
    about = await kind.about(session, post) if kind is not None and kind.about is not None else None
    if about is None or post.settled_at is None:
        return []
    told = [await posts.by_key(session, key_of(post, user_id, post.settled_at)) for user_id in about.people if user_id]
    return [each for each in told if each is not None]


def undelivered_kind(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of post that tells of others, which are of these kinds."""

    async def compose(desk: Desk, post: Post) -> Message | None:
        """What is unsaid, why, and what to do."""
        channel_id = post.details["channel"]
        async with desk.database.reading(post.workspace_id) as session:
            unsaid = await unsaid_in(session, kinds, channel_id, post.channel_id)
        if not unsaid and not post.ts:
            return None
        return render.message(
            "posts/undelivered",
            channel_id=channel_id,
            error=post.details["error"],
            unsaid=unsaid[:MOST],
            more=max(0, len(unsaid) - MOST),
            post=post,
        )

    return Kind(name="undelivered", compose=compose)


async def unsaid_in(
    session: AsyncSession, kinds: Mapping[str, Kind], channel_id: str, user_id: str
) -> Sequence[Unsaid]:
    """What a channel never got of what is someone's to answer for."""
    found = []
    for post in await posts.undelivered(session, channel_id):
        kind = kinds.get(post.kind)
        about = await kind.about(session, post) if kind is not None and kind.about is not None else None
        if about is not None and user_id in about.people:
            found.append(Unsaid(kind=post.kind, name=about.name, is_doubtful=post.state == "unknown"))
    return found


async def try_again(database: Database, caller: Caller, post_id: int, *, now: datetime) -> int:
    """All that the channel never got is due again, and so is the message that told of it; returns how much that is.

    Raises:
        NothingUnsaid: there is nothing to try.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        told = await posts.get(session, post_id)
        count = await posts.revive(session, told.details["channel"], now=now) if told is not None else 0
        if told is None or not count:
            raise NothingUnsaid()
        await posts.renew(session, told.pk, now=now)
    return count
