"""Run SQLite in the loop itself, so that what happens in which order depends on nothing but the seed."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy.util import await_only

from storage import dialect, sqlite
from storage.engines import LOCK_SECONDS

# How often a transaction looks whether the other process has ended its own, in virtual seconds.
AGAIN = 0.004

# Called before and after each trip to SQLite with what it is for; it may wait, and it may raise.
Moment = Callable[[str], Any]


class Raw:
    """What SQLAlchemy's adapter expects of aiosqlite's connection, without its thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @property
    def in_transaction(self) -> bool:
        return self._connection is not None and self._connection.in_transaction

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        if self._connection is not None:
            self._connection.create_function(*arguments, **options)

    async def close(self) -> None:
        self.shut()

    def stop(self) -> None:
        self.shut()

    def shut(self) -> None:
        """Let go of the file; what was not committed is gone."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Connection(sqlite.Connection):
    """A connection whose trips are made at once, or wait in virtual time while another process writes."""

    __slots__ = ("moment",)

    def __init__(self, dbapi: Any, raw: Raw, moment: Moment) -> None:
        super().__init__(dbapi, raw, LOCK_SECONDS)
        self.moment = moment

    def answer_at_once(self, *_: Any) -> None:
        """Nothing is: every statement has its moment."""

    def send(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Ask SQLite; who waits for a lock does so in virtual time."""
        _, execute, *given = arguments
        return self.trip("statement", execute, *given)

    @property
    def commits_at_once(self) -> bool:
        """A commit has its moments, however quick this machine's disk is."""
        return False

    async def kept(self) -> None:
        """There is no disk."""

    def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Commit, or whatever else is to be done."""
        return await_only(self.trip("commit" if work is sqlite.commit else "statement", work, *arguments))

    def commit_as_it_waits(self) -> None:
        """Commit with its moments."""
        self.run(sqlite.commit)

    async def trip(self, what: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """Make one trip, with a moment before it, and one after a commit."""
        raw: Any = self._connection
        await self.moment(what)
        left = LOCK_SECONDS
        while True:
            try:
                answer = work(raw._connection, *arguments)
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or left <= 0:
                    raise
            left -= AGAIN
            await asyncio.sleep(AGAIN)
        if what == "commit":
            await self.moment("committed")
        return answer

    def rollback(self) -> None:
        raw: Any = self._connection
        if self.open and raw._connection is not None and raw._connection.in_transaction:
            raw._connection.rollback()
        self.begin, self.open = "", False


class Driver(dialect.Driver):
    """Opens files whose trips are watched by the process that is running."""

    def __init__(self, opened: list[Raw], moment: Moment) -> None:
        super().__init__()
        self.opened = opened
        self.moment = moment

    def connect(self, *arguments: Any, timeout: float, **options: Any) -> Connection:
        """Open a file; nobody but the simulation waits for its lock."""
        raw = Raw(sqlite3.connect(*arguments, timeout=0.0, **options))
        self.opened.append(raw)
        return Connection(self, raw, self.moment)
