"""Lend connections in the order in which they are asked for."""

import asyncio
from collections import deque

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

    def put_nowait(self, item: ConnectionPoolEntry) -> None:
        """Give one back. All who wait look, for a short transaction is over before the next of them does."""
        super().put_nowait(item)
        for turn in self.waiting:
            turn.set()

    def get(self, block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        """A connection: at once where nobody waits and one is free, or else in turn."""
        if self.waiting or self.empty():
            if not block:
                raise Empty()
            await_only(self.wait(timeout))
        return self.get_nowait()

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
