"""Deliver posts: compose each from today's numbers when it is due, send it once, and settle what became of it."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.kinds import Desk, Kind
from bot.jobs.kinds import KINDS
from bot.slack.posting import Meaning, Outcome, find_again, send, what_it_means
from bot.slack.render import Message
from bot.slack.workspaces import Directory
from storage import posts
from storage.database import Database
from storage.posts import Post

log = structlog.get_logger(__name__)

# A lease outlives the slowest call by far, so that no second process sends what a first one is sending.
LEASE = timedelta(seconds=60)
# How long an unanswered call may still turn up in the channel's history.
QUIET = timedelta(seconds=20)
BATCH = 20
MAX_ATTEMPTS = 8


@dataclass
class Postman:
    """Delivers what is due in every workspace that this process serves."""

    database: Database
    directory: Directory
    time: Callable[[], datetime]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due; returns how many posts were taken up."""
        taken = 0
        async with self.lock:
            while True:
                now = self.time()
                async with self.database.everywhere() as session:
                    claimed = await posts.claim(
                        session, now=now, lease=secrets.token_hex(8), leased_until=now + LEASE, limit=BATCH
                    )
                for post in claimed:
                    await self.deliver(post, now)
                taken += len(claimed)
                if not claimed:
                    return taken

    async def walk(self, until: datetime, set_time: Callable[[datetime], None]) -> None:
        """Move a clock that can be set to `until`, stopping at each moment at which a post is due."""
        await self.deliver_due()
        while (due := await self.next_due()) is not None and due <= until:
            set_time(max(due, self.time()))
            if not await self.deliver_due():
                break
        set_time(until)
        await self.deliver_due()

    async def next_due(self) -> datetime | None:
        """When the next post is due."""
        async with self.database.everywhere() as session:
            return await posts.next_due(session)

    async def finish(self) -> None:
        """Wait for the message that is being sent; what is due stays due."""
        async with self.lock:
            pass

    async def deliver(self, post: Post, now: datetime) -> None:
        """Take one claimed post to its end, or put it off."""
        client = await self.directory.client_of(post.workspace_id)
        kind = KINDS.get(post.kind)
        if client is None or kind is None:
            await self.fail(post, now, "workspace_gone" if client is None else "unknown_kind")
            return
        try:
            message = await kind.compose(Desk(database=self.database, client=client, now=now), post)
        except Exception:
            # One post that cannot be composed must not keep the others from their channels.
            log.exception("compose_failed", kind=post.kind, post=post.id)
            await self.not_composed(post, now)
            return
        if message is None:
            async with self.database.writing(post.workspace_id) as session:
                await posts.drop(session, post, now=now)
                if kind.after_dropped is not None:
                    await kind.after_dropped(session, post, now)
            return
        try:
            await self.say(client, post, kind, message, now)
        except (SlackApiError, ClientError, TimeoutError) as error:
            await self.not_sent(post, what_it_means(error), now)

    async def say(self, client: AsyncWebClient, post: Post, kind: Kind, message: Message, now: datetime) -> None:
        """Say it once, and remember what Slack answered."""
        async with self.database.writing(post.workspace_id) as session:
            thread = await posts.thread_of(session, post)
            if thread is not None and not thread.ts:
                # Its thread has not begun: the post that begins it is sent first.
                await posts.put_off(session, post, until=now + timedelta(seconds=1), error="thread_not_begun")
                return
            doubted = post.state == "sending"
            await posts.begin_sending(session, post, now=now)
        thread_ts = thread.ts if thread is not None else ""
        sent = None
        if doubted and not post.ts:
            sent = await find_again(client, post, since=post.due_at, thread_ts=thread_ts)
        if sent is None:
            sent = await send(client, post, message, thread_ts=thread_ts)
        async with self.database.writing(post.workspace_id) as session:
            await posts.settle_sent(session, post, channel=sent[0], ts=sent[1], now=now)
            if kind.after_sent is not None:
                await kind.after_sent(session, post, now)

    async def not_sent(self, post: Post, meaning: Meaning, now: datetime) -> None:
        """A definite "later", a definite "never", or nobody knows."""
        log.warning("post_not_sent", kind=post.kind, post=post.id, error=meaning.code, means=meaning.outcome.value)
        if meaning.outcome is Outcome.NEVER or post.attempts >= MAX_ATTEMPTS:
            await self.fail(post, now, meaning.code)
        elif meaning.outcome is Outcome.LATER:
            await self.later(post, now, meaning)
        else:
            # Stays `sending`: after a quiet time the channel is searched for it before it is sent again.
            async with self.database.writing(post.workspace_id) as session:
                await posts.doubt(session, post, until=now + QUIET, error=meaning.code)

    async def not_composed(self, post: Post, now: datetime) -> None:
        """A fault of ours: tried again for a while, in case it passes, then given up."""
        async with self.database.writing(post.workspace_id) as session:
            await posts.begin_sending(session, post, now=now)
            if post.attempts >= MAX_ATTEMPTS:
                await posts.settle_failed(session, post, error="compose_failed", now=now)
            else:
                wait = timedelta(minutes=5) * 2**post.attempts
                await posts.put_off(session, post, until=now + wait, error="compose_failed")

    async def later(self, post: Post, now: datetime, meaning: Meaning) -> None:
        async with self.database.writing(post.workspace_id) as session:
            await posts.put_off(session, post, until=now + meaning.wait, error=meaning.code)

    async def fail(self, post: Post, now: datetime, error: str) -> None:
        async with self.database.writing(post.workspace_id) as session:
            await posts.settle_failed(session, post, error=error, now=now)
