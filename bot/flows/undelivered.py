"""Tell whose message it is that a channel does not take it, with how to mend that; and try again once it is mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import About, Desk, Kind
from bot.flows.leaving import reachable
from bot.slack import render
from bot.slack.places import look
from bot.slack.refusals import meaning_of
from bot.slack.render import Message
from storage import closures, posts, teams
from storage.closures import Closure
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


class StillClosed(Refusal):
    """Slack still lets Payoff say nothing there."""


async def tell(session: AsyncSession, post: Post, about: About, *, now: datetime) -> None:
    """Owe a direct message to each whose post it is, or to who is there in their place.

    There is one for all that a closed channel holds up; otherwise one a day for a channel and a cause.
    """
    closure = await closures.of(session, post.channel_id)
    for user_id in await reachable(session, post.workspace_id, post.channel_id, about.people):
        if closure is not None and closure.is_closed and closure.code == post.error:
            await tell_closed(session, closure, user_id, subject_id=post.pk, now=now)
        else:
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


async def tell_closed(session: AsyncSession, closure: Closure, user_id: str, *, subject_id: int, now: datetime) -> None:
    """Owe someone the one message about a closed channel, which then says how things stand."""
    await posts.owe(
        session,
        key_text=f"{closures.key_of(closure)}{user_id}",
        kind="undelivered",
        subject_id=subject_id,
        channel_id=user_id,
        details={"channel": closure.channel_id, "error": closure.code, "closed": True},
        due_at=now,
        living=True,
    )


def key_of(post: Post, user_id: str, settled_at: datetime) -> str:
    """The key of the message that tells someone of a post that was given up then, for itself alone."""
    return f"undelivered:{post.channel_id}:{post.error}:{settled_at:%Y-%m-%d}:{user_id}"


async def told_of(session: AsyncSession, kinds: Mapping[str, Kind], post: Post) -> Sequence[Post]:
    """The messages that tell of a post that was given up, each owed to a person."""
    kind = kinds.get(post.kind)
    about = await kind.about(session, post) if kind is not None and kind.about is not None else None
    if about is None or post.settled_at is None:
        return []
    closure = await closures.of(session, post.channel_id)
    keys = [key_of(post, user_id, post.settled_at) for user_id in about.people if user_id]
    if closure is not None:
        keys += [f"{closures.key_of(closure)}{user_id}" for user_id in about.people if user_id]
    return [told for key in keys if (told := await posts.by_key(session, key)) is not None]


def undelivered_kind(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of post that tells of others, which are of these kinds."""

    async def compose(desk: Desk, post: Post) -> Message | None:
        """What is unsaid, why, and what to do."""
        channel_id = post.details["channel"]
        async with desk.database.reading(post.workspace_id) as session:
            unsaid = await unsaid_in(session, kinds, channel_id, post.channel_id)
            closure = await closures.of(session, channel_id) if post.details.get("closed") else None
            team = await teams.by_channel(session, channel_id)
        is_closed = closure is not None and closure.is_closed
        if not unsaid and not is_closed and not post.ts:
            return None
        code = closure.code if closure is not None else post.details["error"]
        return render.message(
            "posts/undelivered",
            channel_id=channel_id,
            channel_name=team.channel_name if team is not None else "",
            error=code,
            mend=meaning_of(code).mend or "fault",
            unsaid=unsaid[:MOST],
            more=max(0, len(unsaid) - MOST),
            is_closed=is_closed,
            may_move=is_closed and team is not None,
            moved_to=post.details.get("moved_to", ""),
            post=post,
        )

    # Said at once: nobody else can mend it.
    return Kind(name="undelivered", compose=compose, at_once=True, anew=True)


async def unsaid_in(
    session: AsyncSession, kinds: Mapping[str, Kind], channel_id: str, user_id: str
) -> Sequence[Unsaid]:
    """What a channel never got of what is someone's to answer for."""
    found = []
    for post in await posts.undelivered(session, channel_id):
        kind = kinds.get(post.kind)
        about = await kind.about(session, post) if kind is not None and kind.about is not None else None
        if about is None:
            continue
        if user_id in about.people or user_id in await reachable(session, post.workspace_id, channel_id, about.people):
            found.append(Unsaid(kind=post.kind, name=about.name, is_doubtful=post.state == "unknown"))
    return found


async def try_again(database: Database, caller: Caller, client: AsyncWebClient, post_id: int, *, now: datetime) -> int:
    """All that the channel never got is due again, and so is the message that told of it; returns how much that is.

    Raises:
        NothingUnsaid: there is nothing to try.
        StillClosed: Slack says that the channel is as closed as before.
    """
    async with database.reading(caller.workspace_id) as session:
        told = await posts.get(session, post_id)
    if told is None:
        raise NothingUnsaid()
    channel_id = told.details["channel"]
    place = await look(client, channel_id) if told.details.get("closed") else None
    if place is not None and place.closed:
        raise StillClosed(hint=hint_for(place.closed))
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        closure = await closures.of(session, channel_id)
        if closure is not None:
            # Not every reason can be seen from outside: it counts as open until Slack refuses anew.
            closure.tried_at = now
            session.add(closure)
        count = await posts.revive(session, channel_id, now=now)
        if not count and closure is None:
            raise NothingUnsaid()
        await posts.renew(session, told.pk, now=now)
    return count


def hint_for(code: str) -> str:
    """What to do first."""
    return HINTS.get(meaning_of(code).mend, "")


HINTS = {
    "archived": "It is archived: unarchive it, or pick another channel.",
    "invite": "Payoff is no member there: type /invite @Payoff there.",
    "find": "Payoff cannot see it: type /invite @Payoff there.",
}
