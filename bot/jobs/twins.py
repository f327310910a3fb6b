"""Delete the later twin of a message that stands in its channel twice.

A process that was frozen for longer than its lease, between writing down that it sends and sending, finds that another
has sent meanwhile; and history may lag for longer than it was looked at. Both are rare, and are made good here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.meter import Meter
from bot.slack.posting import find_all
from bot.slack.trouble import code_of
from bot.slack.workspaces import Directory
from storage import posts
from storage.database import Database
from storage.posts import Post

log = structlog.get_logger(__name__)

# Nobody else looks for the same twin meanwhile, and a look that failed is made again then.
AGAIN = timedelta(minutes=10)
# After this long it stays as it is.
GIVE_UP = timedelta(days=1)


@dataclass
class Janitor:
    """Looks for what may stand there twice."""

    database: Database
    directory: Directory
    time: Callable[[], datetime]
    meter: Meter

    async def look(self, post: Post) -> None:
        """Look for a twin of one post, and tidy up; where that fails, it is done again later."""
        try:
            await self.look_once(post, self.time())
        except Exception as error:
            log.warning("twin_not_looked_for", kind=post.kind, post=post.id, error=code_of(error))

    async def look_once(self, post: Post, now: datetime) -> None:
        """Look for it now."""
        client = await self.directory.client_of(post.workspace_id)
        try:
            if client is not None:
                await self.tidy(client, post, now)
        except (SlackApiError, ClientError, TimeoutError):
            if now - (post.sent_at or post.due_at) < GIVE_UP:
                raise
        async with self.database.writing(post.workspace_id) as session:
            await posts.cleared(session, post)

    async def tidy(self, client: AsyncWebClient, post: Post, now: datetime) -> None:
        """Keep the message that the row knows, or else the first; delete the others."""
        async with self.database.reading(post.workspace_id) as session:
            thread = await posts.thread_of(session, post)
        channel, found = await find_all(client, post, thread_ts=thread.ts if thread is not None else "")
        if not found:
            return
        kept = post.ts if post.ts in found else found[0]
        if not post.ts:
            async with self.database.writing(post.workspace_id) as session:
                await posts.adopt(session, post, channel=channel, ts=kept, now=now)
        for ts in found:
            if ts != kept:
                await client.chat_delete(channel=channel, ts=ts)
                log.info("twin_deleted", kind=post.kind, post=post.id)
                self.meter.deleted_twin()
