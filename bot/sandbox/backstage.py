"""Hold together what every part of the sandbox needs."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Watch
from bot.sandbox.dispatch import Courier
from bot.sandbox.faults import Faults
from bot.sandbox.installation import Installation
from bot.sandbox.record import Record
from bot.sandbox.state import World
from bot.sandbox.triggers import ResponseUrls, Triggers


@dataclass
class Backstage:
    """What stands behind the screen."""

    world: World
    app: Installation
    clock: Watch
    faults: Faults
    record: Record
    courier: Courier
    triggers: Triggers
    responses: ResponseUrls
    # http://127.0.0.1:PORT
    url: str = ""
    # What the app answered that Slack would not have taken, in words.
    complaints: list[str] = field(default_factory=list)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something after the present request, and keep hold of it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def quiet(self) -> None:
        """Wait until nothing is under way to the app."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        """Give up what is under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
