"""Tick: wake the postman every so often, and at once when something was left owing."""

import asyncio
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs.posts import Postman

log = structlog.get_logger(__name__)


class Clock:
    """APScheduler only ticks here; when a post is due stands in the post's own row."""

    def __init__(self, postman: Postman, *, poll_seconds: float) -> None:
        self.postman = postman
        self.awake = asyncio.Event()
        self.last_tick: float | None = None
        self.runner: asyncio.Task[None] | None = None
        self.looking: asyncio.Task[None] | None = None
        self.scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self.scheduler.add_job(self.tick, "interval", seconds=poll_seconds, id="deliver")
        self.scheduler.add_job(self.look_at_doors, "interval", hours=1, id="doors")

    def start(self) -> None:
        """Begin to tick."""
        self.runner = asyncio.create_task(self.run(), name="postman")
        # A channel may have been opened while nothing ran.
        self.looking = asyncio.create_task(self.postman.doors.look(), name="doors")
        self.scheduler.start()

    async def tick(self) -> None:
        """It is time to look."""
        self.last_tick = asyncio.get_running_loop().time()
        self.awake.set()

    async def look_at_doors(self) -> None:
        """It is time to look at closed channels; a look that is not over yet is not begun again."""
        if self.looking is None or self.looking.done():
            self.looking = asyncio.create_task(self.postman.doors.look(), name="doors")

    def nudge(self) -> None:
        """Look now rather than at the next tick."""
        self.awake.set()

    async def run(self) -> None:
        """Deliver what is due whenever woken, and to begin with: a start is not ready before its first tick."""
        await self.tick()
        while True:
            await self.awake.wait()
            self.awake.clear()
            try:
                await self.postman.deliver_due()
            except Exception:
                # The database may be away for a while: the next tick looks again.
                log.exception("delivery_interrupted")

    def is_ticking(self, within_seconds: float = 30) -> bool:
        """Whether the clock has ticked lately: what readiness asks."""
        if self.last_tick is None:
            return False
        return asyncio.get_running_loop().time() - self.last_tick < within_seconds

    async def stop(self) -> None:
        """Stop ticking; a message that is being sent is sent to its end first."""
        if self.scheduler.running:
            # What it has begun is over in a moment; cut off, it would be logged as an error.
            self.scheduler.pause()
            await asyncio.sleep(0)
            self.scheduler.shutdown(wait=False)
        await self.postman.finish()
        running = [task for task in (self.runner, self.looking) if task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
