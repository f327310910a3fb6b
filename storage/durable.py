"""Have what was committed put on the disk, once for all who wait for it.

SQLite could do that with each commit, while everybody else waits. Here a transaction is over as soon as it stands in
the log, where all others see it; and whoever made it goes on when the log is on the disk, with all that has been
committed meanwhile. Each stays a transaction of its own, and none is answered before the power may fail.
"""

import asyncio
import os
from time import perf_counter

from storage.trouble import DatabaseUnsure

# A disk that says within this that all is safe is asked in the event loop: a trip to a thread would take longer.
QUICK_SECONDS = 0.001
# After a slow answer in the loop so many go to a thread, twice as many each time, before the loop is tried again.
MOST_IN_THREAD = 256

# It leaves out when the file was changed last; not every system has it.
put_on_disk = getattr(os, "fdatasync", os.fsync)


class Log:
    """The log of a file of SQLite's, in which what is committed stands."""

    def __init__(self, file: str) -> None:
        self.path = f"{file}-wal"
        self.waiting: list[asyncio.Future[None]] = []
        self.is_at_work = False
        # How many are still to go to a thread, and how many after the next slow one; the first one does.
        self.in_thread = 1
        self.after_a_slow_one = 1

    async def kept(self) -> None:
        """Wait until all that was committed so far is on the disk.

        Raises:
            DatabaseUnsure: the disk failed.
        """
        loop = asyncio.get_running_loop()
        kept = loop.create_future()
        self.waiting.append(kept)
        if not self.is_at_work:
            self.is_at_work = True
            # After all whose turn it is already: what they commit is meant as well.
            loop.call_soon(self.put)
        await kept

    def put(self) -> None:
        """Put it there, for all who wait now."""
        waiting, self.waiting = self.waiting, []
        if self.in_thread:
            self.in_thread -= 1
            try:
                going = asyncio.get_running_loop().run_in_executor(None, self.sync)
            except RuntimeError as no_thread:
                self.settle(waiting, no_thread)
            else:
                going.add_done_callback(lambda gone: self.settle(waiting, gone.exception()))
            return
        began, error = perf_counter(), None
        try:
            self.sync()
        except OSError as failed:
            error = failed
        if perf_counter() - began > QUICK_SECONDS:
            self.in_thread = self.after_a_slow_one
            self.after_a_slow_one = min(2 * self.after_a_slow_one, MOST_IN_THREAD)
        else:
            self.after_a_slow_one = max(1, self.after_a_slow_one // 2)
        self.settle(waiting, error)

    def settle(self, waiting: list[asyncio.Future[None]], error: BaseException | None) -> None:
        """Tell all who waited, and go on with those who have come since."""
        for kept in waiting:
            if kept.done():
                continue
            if error is None:
                kept.set_result(None)
            else:
                kept.set_exception(DatabaseUnsure(str(error)))
        self.is_at_work = bool(self.waiting)
        if self.is_at_work:
            asyncio.get_running_loop().call_soon(self.put)

    def sync(self) -> None:
        """Put on the disk what the log holds.

        Raises:
            OSError: the disk failed.
        """
        try:
            # Opened anew, for whoever closes the file last takes its log away, once all of it is in the file.
            descriptor = os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return
        try:
            put_on_disk(descriptor)
        finally:
            os.close(descriptor)
