"""Lend connections in the order in which they are asked for."""

import asyncio
import math
from collections import deque
from typing import Any

from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util import await_only
from sqlalchemy.util.queue import AsyncAdaptedQueue, Empty


class Place:
    """Somebody's place in the line, until a moment of the event loop's clock."""

    __slots__ = ("deadline", "sleep")

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.sleep: asyncio.Future[None] | None = None

    async def woken(self) -> None:
        """Wait until there is something to look at."""
        self.sleep = asyncio.get_running_loop().create_future()
        await self.sleep

    def wake(self) -> None:
        """Have a look made."""
        if self.sleep is not None and not self.sleep.done():
            self.sleep.set_result(None)


class Line(AsyncAdaptedQueue[ConnectionPoolEntry]):
    """The connections that are free, and who waits for one, the first in front.

    In asyncio's own queue whoever asks just when a connection comes back takes it before those who wait, and the one
    who was next goes to the end of the line: who makes one transaction after the other would keep all others out.
    """

    def __init__(self, maxsize: int = 0, use_lifo: bool = False) -> None:
        super().__init__(maxsize, use_lifo)
        self.waiting: deque[Place] = deque()
        # One for all who wait, no later than the first deadline.
        self.alarm: asyncio.TimerHandle | None = None
        # Whether whoever asks next has stood in line already.
        self.has_turn = False

    def put_nowait(self, item: ConnectionPoolEntry) -> None:
        """Give one back. All who wait look, for a short transaction is over before the next of them does."""
        super().put_nowait(item)
        self.wake()

    def wake(self) -> None:
        """Have all who wait look."""
        for place in self.waiting:
            place.wake()

    def set_alarm(self) -> None:
        """Have all who wait look when the time of one of them is up."""
        if self.alarm is not None:
            self.alarm.cancel()
            self.alarm = None
        first = min((place.deadline for place in self.waiting), default=math.inf)
        if math.isfinite(first):
            self.alarm = asyncio.get_running_loop().call_at(first, self.ring)

    def ring(self) -> None:
        """The time of somebody may be up."""
        self.wake()
        self.set_alarm()

    def get(self, block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        """A connection: at once where nobody waits and one is free, or else in turn."""
        if self.has_turn:
            self.has_turn = False
        elif not self.is_free:
            if not block:
                raise Empty()
            await_only(self.wait(timeout))
        return self.get_nowait()

    @property
    def is_free(self) -> bool:
        """Whether there is one, and nobody waits for it."""
        return not self.waiting and not self.empty()

    @property
    def last(self) -> Any:
        """The one that was given back last, and is lent next where that is asked for."""
        queue: Any = self._queue
        return queue._queue[-1]

    async def wait(self, seconds: float | None) -> None:
        """Stand in line until a connection is free and nobody is in front.

        Raises:
            Empty: that took too long.
        """
        clock = asyncio.get_running_loop().time
        place = Place(math.inf if seconds is None else clock() + seconds)
        self.waiting.append(place)
        if self.alarm is None:
            self.set_alarm()
        try:
            while self.waiting[0] is not place or self.empty():
                if clock() >= place.deadline:
                    raise Empty()
                await place.woken()
        finally:
            self.waiting.remove(place)
            if not self.waiting:
                self.set_alarm()


class Lender(AsyncAdaptedQueuePool):
    """A pool whose connections are lent in turn."""

    _queue_class = Line
    # What a pool logs of itself goes where all of SQLAlchemy's does, and is as quiet.
    _sqla_logger_namespace = "sqlalchemy.pool.Lender"
    _pool: Line

    async def take_turn(self) -> bool:
        """Stand in line outside of the greenlets in which SQLAlchemy would; False where a new one is to be opened.

        Raises:
            sqlalchemy.exc.TimeoutError: that took too long.
        """
        line = self._pool
        if not line.is_free:
            if self._overflow < self._max_overflow:
                return False
            try:
                await line.wait(self._timeout)
            except Empty as error:
                raise NoTurn("Nobody gave a connection back.") from error
        line.has_turn = True
        entry = line.last
        return entry.dbapi_connection is not None and entry.starttime > self._invalidate_time
