"""Run an event loop whose time is the simulation's: nobody waits, and everything happens in the same order again."""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import datetime, timedelta
from math import ceil
from typing import Any, TypeVar

T = TypeVar("T")

# A loop that has nothing to do and no timer set waits this long, in real time, for a thread before it gives up.
PATIENCE = 10.0


class Stuck(Exception):
    """Everybody waits, and nothing will ever happen."""


class Jump(selectors.SelectSelector):
    """Waits for nobody: where a loop would sleep, its time moves on instead."""

    def __init__(self) -> None:
        super().__init__()
        self.microseconds = 0

    def select(self, timeout: float | None = None) -> Any:
        """Move on to the next timer; without one only a thread can have something to say."""
        if timeout is None:
            ready = super().select(PATIENCE)
            if not ready:
                raise Stuck("Everybody waits for somebody else.")
            return ready
        if timeout > 0:
            self.microseconds += max(1, ceil(timeout * 1_000_000))
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time, which begins at a moment of the calendar."""

    def __init__(self, start: datetime) -> None:
        self.jump = Jump()
        self.start = start
        super().__init__(self.jump)
        # Times are whole microseconds: what is due in less is due now.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        """Virtual seconds since the start."""
        return self.jump.microseconds / 1_000_000

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.start + timedelta(microseconds=self.jump.microseconds)

    @now.setter
    def now(self, _: datetime) -> None:
        raise AttributeError("Time passes when everybody waits; nobody sets it.")

    async def sleep_until(self, moment: datetime) -> None:
        """Wait for a moment; one that has passed is here."""
        await asyncio.sleep(max(0.0, (moment - self.now).total_seconds()))


def run(start: datetime, main: Coroutine[Any, Any, T]) -> T:
    """Run to its end in a virtual loop of its own."""
    loop = VirtualLoop(start)
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main)
    finally:
        try:
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            loop.close()
