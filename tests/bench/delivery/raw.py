"""Do with the bare driver what our storage does: the same statements, prepared, in the same transactions."""

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from bot.jobs.posts import AT_ONCE, LEASE
from storage.posts import PACE, SENDING, Post
from storage.posts.claim import LOOKED_AT
from tests.bench.delivery.stores import path_of, plain

DUE = """
    SELECT post.id, channel.id AS channel_row FROM post
    JOIN channel ON channel.workspace_id = post.workspace_id AND channel.channel_id = post.channel_id
    WHERE post.state IN ('due', 'sending') AND post.due_at <= $1
    AND (post.leased_until IS NULL OR post.leased_until <= $1) AND channel.next_at <= $1
    AND post.workspace_id NOT IN
    (SELECT workspace.id FROM workspace WHERE workspace.removed_at IS NOT NULL OR workspace.paused_until > $1)
    ORDER BY post.due_at, post.id LIMIT $2"""
UNLOCKED = " FOR NO KEY UPDATE SKIP LOCKED"
HOLD = "UPDATE channel SET next_at = $1, lease = $2 WHERE id IN (…)"
TAKE = f"UPDATE post SET lease = $1, leased_until = $2 WHERE id IN (…) RETURNING {', '.join(Post.model_fields)}"
OURS = "WHERE id = $1 AND lease = $2 AND workspace_id = $3 RETURNING state"
BEGIN_SENDING = f"""
    UPDATE post SET state = $4, leased_until = $5, attempts = $6, calls = $7, called_at = $8, sent_at = $9, error = $10
    {OURS}"""
SETTLE_SENT = f"""
    UPDATE post SET state = CASE WHEN owed = $4 THEN $5 ELSE $6 END, lease = $7, leased_until = $8, attempts = $9,
    sent_channel = $10, ts = $11, sent_at = $12, settled_at = $13, look_at = $14, error = $15 {OURS}"""
KEEP = "UPDATE channel SET next_at = $1 WHERE channel_id = $2 AND lease = $3 AND workspace_id = $4"


@dataclass
class SqliteLine:
    """One connection to a file; Python's module keeps what it has prepared."""

    connection: sqlite3.Connection
    # What a SELECT ends with that locks what it finds.
    unlocked: str = ""

    @classmethod
    async def open(cls, url: str) -> "SqliteLine":
        connection = sqlite3.connect(path_of(url), isolation_level=None, timeout=60)
        connection.row_factory = sqlite3.Row
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")
        return cls(connection)

    async def ask(self, text: str, *values: Any) -> Sequence[Any]:
        return self.connection.execute(text.replace("$", "?"), plain(values)).fetchall()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        yield
        self.connection.execute("COMMIT")

    async def close(self) -> None:
        self.connection.close()


@dataclass
class PostgresLine:
    """One connection to a server."""

    connection: Any
    prepared: dict[str, Any] = field(default_factory=dict)
    unlocked: str = UNLOCKED

    @classmethod
    async def open(cls, url: str) -> "PostgresLine":
        return cls(await asyncpg.connect(url))

    async def ask(self, text: str, *values: Any) -> Sequence[Any]:
        statement = self.prepared.get(text)
        if statement is None:
            statement = self.prepared[text] = await self.connection.prepare(text)
        rows: Sequence[Any] = await statement.fetch(*values)
        return rows

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        async with self.connection.transaction():
            yield

    async def close(self) -> None:
        await self.connection.close()


@dataclass
class Raw:
    """Takes posts from due to sent over bare connections: as many as messages are sent at once, or SQLite's one."""

    lines: Sequence[SqliteLine] | Sequence[PostgresLine]

    @classmethod
    async def open(cls, url: str) -> "Raw":
        if url.startswith("sqlite"):
            return cls([await SqliteLine.open(url)] * AT_ONCE)
        return cls([await PostgresLine.open(url) for _ in range(AT_ONCE)])

    async def round(self) -> int:
        claimed = await self.claim()
        await asyncio.gather(*map(self.take, self.lines, claimed))
        return len(claimed)

    async def claim(self) -> Sequence[Any]:
        now, lease, line = datetime.now(UTC), secrets.token_hex(8), self.lines[0]
        async with line.transaction():
            first: dict[int, int] = {}
            for post_id, channel_row in await line.ask(DUE + line.unlocked, now, AT_ONCE * LOOKED_AT):
                first.setdefault(channel_row, post_id)
            if not first:
                return ()
            channels, numbers = list(first)[:AT_ONCE], list(first.values())[:AT_ONCE]
            await line.ask(listing(HOLD, numbers), now + LEASE, lease, *channels)
            return await line.ask(listing(TAKE, numbers), lease, now + LEASE, *numbers)

    async def take(self, line: Any, post: Any) -> None:
        ours = (post["id"], post["lease"], post["workspace_id"])
        async with line.transaction():
            now = datetime.now(UTC)
            later = now + SENDING
            values = ("sending", later, post["attempts"] + 1, post["calls"] + 1, now, now, "")
            await line.ask(BEGIN_SENDING, *ours, *values)
            await self.keep(line, post, later)
        async with line.transaction():
            now = datetime.now(UTC)
            values = ("", None, 0, post["channel_id"], "1.1", now, now, None, "")
            await line.ask(SETTLE_SENT, *ours, post["owed"], "sent", "due", *values)
            await self.keep(line, post, now + PACE)

    async def keep(self, line: Any, post: Any, until: datetime) -> None:
        await line.ask(KEEP, until, post["channel_id"], post["lease"], post["workspace_id"])

    async def close(self) -> None:
        for line in {id(line): line for line in self.lines}.values():
            await line.close()


def listing(text: str, values: Sequence[Any]) -> str:
    """A statement with a place for each of these after its first two parameters."""
    return text.replace("…", ", ".join(f"${number}" for number in range(3, 3 + len(values))))
