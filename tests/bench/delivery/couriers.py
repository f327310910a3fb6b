"""Take posts from due to sent through our storage, without a Slack: what each costs the database and us."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from bot.jobs.posts import AT_ONCE, LEASE
from storage import posts
from storage.database import Database, DatabaseBusy
from storage.posts import Post

R = TypeVar("R")


class Courier(Protocol):
    """Takes posts from due to sent."""

    async def round(self) -> int:
        """Claim as many as are sent at once, and take each to its end; how many there were."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...


class Ours:
    """As the postman does it with a message from which nothing follows."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)

    async def round(self) -> int:
        claimed = await patiently(self.claim)
        await asyncio.gather(*map(self.take, claimed))
        return len(claimed)

    async def claim(self) -> Sequence[Post]:
        now, lease = datetime.now(UTC), secrets.token_hex(8)
        async with self.database.everywhere() as session:
            return await posts.claim(session, now=now, lease=lease, leased_until=now + LEASE, limit=AT_ONCE)

    async def take(self, post: Post) -> None:
        await patiently(self.begin_sending, post)
        await patiently(self.settle_sent, post)

    async def begin_sending(self, post: Post) -> None:
        now = datetime.now(UTC)
        async with self.database.writing(post.workspace_id, in_turn=False) as session:
            await posts.begin_sending(session, post, now=now)

    async def settle_sent(self, post: Post) -> None:
        now = datetime.now(UTC)
        async with self.database.writing(post.workspace_id, in_turn=False) as session:
            await posts.settle_sent(session, post, channel=post.channel_id, ts="1.1", now=now)

    async def close(self) -> None:
        await self.database.close()


async def patiently(work: Callable[..., Awaitable[R]], *arguments: Any) -> R:
    """Do it again when too many others stood in line before: the driver alone waits for as long as it takes."""
    while True:
        try:
            return await work(*arguments)
        except DatabaseBusy:
            continue
