"""Measure what looking for posts costs: over a long history, and behind a long line in another channel."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any, TypeVar

from bot.jobs.posts import AT_ONCE, LEASE, Postman
from bot.slack.workspaces import Directory
from storage import posts
from storage.database import Database
from storage.posts import Post
from tests.bench.delivery import owed
from tests.bench.delivery.stores import Store
from tests.bench.figures import Table, ms, reached

SHORT = 1000
CHANNELS = 1000
MOST = 2.0
# The head of a line is being sent for longer than all of this takes.
HEAD = timedelta(hours=1)

R = TypeVar("R")


@dataclass
class Past:
    """A database with posts in it, and the seconds that looking there took."""

    store: Store
    url: str
    workspace_id: int
    database: Database
    idle: list[float] = field(default_factory=list)
    claims: list[float] = field(default_factory=list)

    async def sweep(self) -> None:
        """Look where nothing is due."""
        # Nothing is sent: there need be no Slack.
        nobody: Any = None
        postman = Postman(self.database, Directory("", nobody), lambda: datetime.now(UTC))
        await timed(postman.deliver_due, self.idle)

    async def owe_one(self) -> None:
        """Owe a post to the last channel, behind all others."""
        now = datetime.now(UTC)
        one: dict[str, Any] = {
            "key_text": "the one",
            "kind": owed.KIND,
            "subject_id": 0,
            "channel_id": owed.channel_of(CHANNELS - 1),
        }
        async with self.database.writing(self.workspace_id) as session:
            await posts.owe(session, **one, due_at=now)

    async def claim(self) -> None:
        """Claim the only post that may be said, and let go of it."""
        (post,) = await timed(self.take, self.claims)
        now = datetime.now(UTC)
        async with self.database.writing(post.workspace_id) as session:
            await posts.put_off(session, post, until=now, error="", now=now)

    async def take(self, lease: timedelta = LEASE) -> Sequence[Post]:
        """Claim."""
        now = datetime.now(UTC)
        async with self.database.everywhere() as session:
            return await posts.claim(session, now=now, lease="bench", leased_until=now + lease, limit=AT_ONCE)


async def timed(work: Callable[[], Awaitable[R]], taken: list[float]) -> R:
    """Do something, and write down how long it took."""
    began = perf_counter()
    done = await work()
    taken.append(perf_counter() - began)
    return done


async def measure(stores: Sequence[Store], *, history: int, line: int, rounds: int) -> Table:
    """Looks by turns, over a short history, over a long one, and past a line."""
    table = Table(("looking for posts", "database", "measured", "with 1,000", "ratio", "to reach", "reached"))
    for store in stores:
        async with AsyncExitStack() as stack:
            short, long, lined = [
                await opened(stack, store, sent, due) for sent, due in ((SHORT, 0), (history, 0), (SHORT, line))
            ]
            await by_turns([(past.sweep, past.idle) for past in (short, long)], rounds)
            await lined.take(HEAD)
            for past in (short, long, lined):
                await past.owe_one()
            await by_turns([(past.claim, past.claims) for past in (short, long, lined)], rounds)
        add(table, f"a sweep with nothing due, {history:,} settled", store, long.idle, short.idle)
        add(table, f"claiming the one post due, {history:,} settled", store, long.claims, short.claims)
        add(table, f"… behind {line:,} due in a channel that is busy", store, lined.claims, short.claims, most=None)
    return table


async def opened(stack: AsyncExitStack, store: Store, sent: int, due: int) -> Past:
    """A database with a history in all channels but the last, and with a line in the first."""
    url, now = await store.new(), datetime.now(UTC)
    workspace_id = await owed.workspace(url, now)
    await owed.add_channels(store, url, workspace_id, CHANNELS)
    await owed.add_posts(store, url, owed.sent(workspace_id, sent, CHANNELS - 1, now))
    await owed.add_posts(store, url, owed.due(workspace_id, due, 1, now))
    await store.settle_down(url)
    stack.push_async_callback(store.drop, url)
    database = Database(url)
    stack.push_async_callback(database.close)
    return Past(store, url, workspace_id, database)


async def by_turns(looks: Sequence[tuple[Callable[[], Awaitable[None]], list[float]]], rounds: int) -> None:
    """Each once in each round; what the first look compiles is not measured."""
    for number in range(1 + rounds):
        for look, taken in looks:
            await look()
            if not number:
                taken.clear()


def add(
    table: Table, name: str, store: Store, taken: Sequence[float], bare: Sequence[float], most: float | None = MOST
) -> None:
    """A row: what was measured against the same with a short history and no line."""
    ratio = median(taken) / median(bare)
    wanted = reached(ratio, most, f"≤ {most:.0f}×") if most is not None else ()
    table.add(name, store.name, ms(median(taken)), ms(median(bare)), f"{ratio:.1f}×", *wanted)
