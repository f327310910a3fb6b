"""Lend connections in the order in which they are asked for."""

import asyncio
from collections import deque
from typing import Any

from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util import await_only
from sqlalchemy.util.queue import AsyncAdaptedQueue, Empty


class Line(AsyncAdaptedQueue[ConnectionPoolEntry]):
    """The connections that are free, and who waits for one, the first in front.

    In asyncio's own queue whoever asks just when a connection comes back takes it before those who wait, and the one
    who was next goes to the end of the line: who makes one transaction after the other would keep all others out.
    """

    def __init__(self, maxsize: int = 0, use_lifo: bool = False) -> None:
        super().__init__(maxsize, use_lifo)
        self.waiting: deque[asyncio.Event] = deque()
        # Whether whoever asks next has stood in line already.
        self.has_turn = False

    def put_nowait(self, item: ConnectionPoolEntry) -> None:
        """Give one back. All who wait look, for a short transaction is over before the next of them does."""
        super().put_nowait(item)
        for turn in self.waiting:
            turn.set()

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
        turn = asyncio.Event()
        self.waiting.append(turn)
        try:
            async with asyncio.timeout(seconds):
                while self.waiting[0] is not turn or self.empty():
                    turn.clear()
                    await turn.wait()
        except TimeoutError as error:
            raise Empty() from error
        finally:
            self.waiting.remove(turn)


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
