"""Owe, claim and settle posts in a test's own workspace."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from storage import posts
from storage.database import Database
from storage.posts import Post
from tests.storage.rows import NOW, Full

MINUTE = timedelta(minutes=1)


async def owe(
    database: Database, ours: Full, key: str = "card:release:7", *, due_at: datetime = NOW, **more: Any
) -> Post:
    values: dict[str, Any] = {"kind": "release_card", "subject_id": 7, "channel_id": f"C {key}"} | more
    async with database.writing(ours.id) as session:
        return await posts.owe(session, key_text=key, due_at=due_at, **values)


async def claim(database: Database, *, now: datetime = NOW, lease: str = "L1", limit: int = 20) -> list[Post]:
    async with database.everywhere() as session:
        return list(await posts.claim(session, now=now, lease=lease, leased_until=now + MINUTE, limit=limit))


async def settle(database: Database, post: Post, how: Callable[..., Any], **values: Any) -> None:
    async with database.writing(post.workspace_id) as session:
        await how(session, post, **values)


async def send(database: Database, post: Post, *, ts: str = "1.1", now: datetime = NOW) -> None:
    await settle(database, post, posts.begin_sending, now=now)
    await settle(database, post, posts.settle_sent, channel="C1", ts=ts, now=now)


async def found(database: Database, ours: Full, key: str = "card:release:7") -> Post:
    async with database.reading(ours.id) as session:
        post = await posts.by_key(session, key)
    assert post is not None
    return post
