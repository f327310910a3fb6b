"""Draw from Slack's no what follows for the message, its channel, its person and its workspace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.kinds import Kind
from bot.flows.leaving import leave
from bot.slack.places import has_left
from bot.slack.posting import PEOPLE
from bot.slack.refusals import Meaning, Outcome, Reach, meaning_in
from storage import closures, leavers, posts, workspaces
from storage.database import Database
from storage.posts import Post
from storage.posts.anew import say_anew

log = structlog.get_logger(__name__)

# Nobody has a token for the workspace: it was removed, or its token cannot be opened.
NOBODY_SPEAKS = Meaning(outcome=Outcome.PAUSE, code="workspace_gone", mend="install", wait=timedelta(hours=1))


@dataclass(frozen=True, kw_only=True)
class Hindrance:
    """What keeps a message from being said, known before Slack is asked: a code, or "" where it is to be dropped."""

    code: str = ""


async def hindrance_of(database: Database, post: Post, kind: Kind, now: datetime) -> Hindrance | None:
    """Whether there is any sense in trying: the channel may be closed, the person gone, the moment long past."""
    if kind.keeps is not None and post.state == "due" and not post.ts and now - post.due_at > kind.keeps:
        return Hindrance()
    async with database.reading(post.workspace_id) as session:
        if post.channel_id.startswith(PEOPLE):
            return Hindrance() if await leavers.of(session, post.channel_id) is not None else None
        closure = await closures.of(session, post.channel_id)
    return Hindrance(code=closure.code) if closure is not None and closure.is_closed else None


async def pause(database: Database, post: Post, meaning: Meaning, now: datetime, *, in_doubt: bool = False) -> None:
    """Say nothing in the workspace for a while; all that is due there waits, and one line in the log says why."""
    async with database.everywhere() as session:
        is_news = await workspaces.pause(
            session, post.workspace_id, why=meaning.code, now=now, until=now + meaning.wait
        )
    if is_news:
        log.warning("workspace_paused", workspace=post.workspace_id, error=meaning.code)
    put_off = posts.doubt if in_doubt else posts.put_off
    async with database.writing(post.workspace_id) as session:
        # No longer than that: the next installation may come at any moment.
        await put_off(session, post, until=now + posts.PACE, error=meaning.code, now=now)


async def stand_alone(database: Database, post: Post, kind: Kind | None, now: datetime) -> None:
    """What it was to change or to answer is gone: say it on its own, if that says anything."""
    async with database.writing(post.workspace_id) as session:
        if post.ts and (kind is None or not kind.anew):
            await posts.drop(session, post, now=now)
        else:
            await say_anew(session, post, now=now)


async def nobody_there(database: Database, client: AsyncWebClient, post: Post, meaning: Meaning, now: datetime) -> None:
    """Slack knows nobody to write to: what is theirs goes to others if they have left, and nothing is said to them."""
    is_gone = meaning.code == "user_disabled" or await has_left(client, post.channel_id)
    async with database.writing(post.workspace_id) as session:
        if is_gone:
            await posts.drop(session, post, now=now)
            await leave(session, post.workspace_id, post.channel_id, now=now)
        else:
            await posts.settle_failed(session, post, error=meaning.code, now=now)


def closes(post: Post, code: str) -> bool:
    """Whether a code says that the post's channel takes no message at all."""
    return meaning_in(post.channel_id, code).reach is Reach.CHANNEL
