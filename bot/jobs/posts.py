"""Deliver what is due: several channels at once, one message at a time in each, until nothing is left."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter

import structlog

from bot.jobs.delivery import Delivery
from bot.jobs.doors import Doors
from bot.jobs.twins import AGAIN, Janitor
from bot.meter import Meter
from bot.slack.workspaces import Directory
from storage import posts
from storage.database import Database

log = structlog.get_logger(__name__)

# A lease outlives the slowest call by far, so that no second process sends what a first one is sending.
LEASE = timedelta(seconds=60)
# Slack is waited for in as many channels at the same time.
AT_ONCE = 8
# At the end a call may be waited for as long; what then still runs is looked for after the next start.
FINISH_SECONDS = 8.0


@dataclass
class Postman:
    """Delivers what is due in every workspace that this process serves."""

    database: Database
    directory: Directory
    time: Callable[[], datetime]
    meter: Meter = field(default_factory=Meter)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    running: set[asyncio.Task[None]] = field(default_factory=set)
    finishing: bool = False

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.database, self.directory, self.time, self.meter)
        self.janitor = Janitor(self.database, self.directory, self.time, self.meter)
        self.doors = Doors(self.database, self.directory, self.time)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due; returns how many posts were taken up, or looked for once more."""
        async with self.lock:
            began = perf_counter()
            try:
                taken = await self.sweep()
                self.meter.swept(perf_counter() - began)
            finally:
                # Left by force: whoever runs this is gone, and so are its calls.
                for task in self.running:
                    task.cancel()
                await asyncio.gather(*self.running, return_exceptions=True)
                self.running.clear()
        return taken

    async def sweep(self) -> int:
        """Claim as much as there are hands free for, again and again."""
        taken = 0
        while True:
            try:
                work = await self.claim()
            except Exception:
                # What is being sent is sent to its end all the same.
                await asyncio.gather(*self.running)
                raise
            taken += len(work)
            self.running |= {asyncio.create_task(each) for each in work}
            if not self.running:
                return taken
            done, self.running = await asyncio.wait(self.running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def claim(self) -> list[Coroutine[None, None, None]]:
        """What there is to do now, as much as there are hands free for; what is due comes first."""
        free = AT_ONCE - len(self.running)
        if self.finishing or not free:
            return []
        now = self.time()
        async with self.database.everywhere() as session:
            due = await posts.claim(session, now=now, lease=secrets.token_hex(8), leased_until=now + LEASE, limit=free)
            suspects = () if due else await posts.claim_suspects(session, now=now, until=now + AGAIN, limit=free)
        self.meter.claimed(len(due), at=now)
        return [*map(self.delivery.take, due), *map(self.janitor.look, suspects)]

    async def walk(self, until: datetime, set_time: Callable[[datetime], None]) -> None:
        """Move a clock that can be set to `until`, stopping at each moment at which a post is due."""
        await self.deliver_due()
        before: datetime | None = None
        while (due := await self.next_due()) is not None and due <= until:
            set_time(max(due, self.time()))
            # A ticking clock may have been faster; but what nobody can take is not waited for.
            if not await self.deliver_due() and due == before:
                break
            before = due
        set_time(until)
        await self.deliver_due()

    async def next_due(self, *, of_due_by: datetime | None = None) -> datetime | None:
        """When the next post is due; of those due by a moment, when the next may be said."""
        async with self.database.reading_everywhere() as session:
            return await posts.next_due(session, of_due_by=of_due_by)

    async def finish(self) -> None:
        """Take up nothing more, and wait for the messages that are being sent; what is due stays due."""
        self.finishing = True
        if self.running:
            await asyncio.wait(self.running, timeout=FINISH_SECONDS)
