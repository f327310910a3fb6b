"""Ask SQLite in the event loop itself what it answers at once, and take to its thread what may have to wait.

A trip to the thread and back costs ten times what a statement costs that finds its row by an index, and SQLAlchemy
makes eight of them for one SELECT in a transaction. Here there are none, but for what waits: for another process's
lock, for a SELECT that turns out long, or for many rows to be committed. Those make one. No transaction waits for the
disk: see storage.durable.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import EMPTY_DICT, await_only

from storage.durable import Log
from storage.trouble import SQLITE_BUSY

Do = Callable[[sqlite3.Cursor, Any, Any], Any]
# The rows, how they are described, how many a statement concerned, and the number of the last that it inserted.
Answer = tuple[Sequence[Any], Any, int, Any]

# What may be tried in the loop: one row, or a SELECT, which may be stopped and asked anew.
AT_ONCE = ("SELECT", "INSERT", "UPDATE")
# Steps of SQLite's machine after which a SELECT is long: a millisecond or two when it finds rows at each.
LONG = 20_000
# So many small commits in a row, and the next one goes to the thread, where what the log has gathered is brought over
# into the file. While one is there all others queue, and that costs the most.
IN_A_ROW = 100
LOG_PAGES = 1000
# What a statement that was tried in the loop says when it belongs into the thread: locked, or stopped.
TO_BE_WAITED_FOR = {*SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT}


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that is read to its end, and closed, before anyone sees it."""

    __slots__ = ("description", "lastrowid", "rowcount")
    description: Any
    lastrowid: Any
    rowcount: int

    def __init__(self, connection: "Connection") -> None:
        self._adapt_connection: Connection = connection
        self._connection = connection._connection
        self._cursor: Any = None
        self._rows = deque()
        self._soft_closed_memoized = EMPTY_DICT
        self.description, self.rowcount, self.lastrowid = None, -1, None

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Execute one statement."""
        self.take(sqlite3.Cursor.execute, operation, parameters or ())

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Execute one statement for many rows."""
        self.take(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _prepare_and_execute(self, operation: Any, parameters: Any) -> None:
        """Execute one statement, for who waits for it; the cursor of PostgreSQL's driver has the same."""
        self.keep(await self._adapt_connection.ask(sqlite3.Cursor.execute, operation, parameters))

    def take(self, do: Do, operation: Any, parameters: Any) -> None:
        """Make the trip."""
        self.keep(await_only(self._adapt_connection.ask(do, operation, parameters)))

    def keep(self, answer: Answer) -> None:
        """What SQLite answered."""
        rows, self.description, self.rowcount, self.lastrowid = answer
        self._rows = deque(rows)

    async def _async_soft_close(self) -> None:
        """It is closed already."""


class Connection(AsyncAdapt_aiosqlite_connection):
    """A connection whose transaction begins with its first statement.

    `opening` is how one begins, and `begin` what is to be said before the next statement; what is said while that is
    empty and nothing is `open` stands by itself.
    Both belong to the event loop: a statement whose task was cancelled may still be on its way in the thread, and
    until it has come through, all that follows stands in line behind it.
    """

    __slots__ = ("at_once", "before", "begin", "done", "hurried", "log", "open", "opening", "patience_ms", "sent")

    def __init__(self, dbapi: Any, connection: Any, patience_seconds: float) -> None:
        super().__init__(dbapi, connection)
        self.opening = self.begin = ""
        self.open = False
        self.patience_ms = int(patience_seconds * 1000)
        # Whether what runs now is to be stopped when it turns out long.
        self.hurried = False
        # How much went to the thread, which the loop counts, and how much came through, which the thread counts.
        self.sent = self.done = 0
        # What had gone there when the transaction began, and how many commits were made at once.
        self.before = 0
        self.at_once = 0
        # What puts commits on the disk; None where SQLite does, with each.
        self.log: Log | None = None
        connection._connection.set_progress_handler(lambda: self.hurried, LONG)

    def cursor(self, server_side: bool = False) -> Cursor:
        """A cursor; it never stays open in SQLite."""
        return Cursor(self)

    async def ask(self, do: Do, operation: Any, parameters: Any) -> Answer:
        """Take a statement there, with the transaction's beginning if that is still to be said."""
        begin, was_open = self.begin, self.open
        if begin:
            self.before = self.sent
        self.begin, self.open = "", was_open or bool(begin)
        try:
            answer = None
            if do is sqlite3.Cursor.execute and operation.startswith(AT_ONCE) and self.sent == self.done:
                answer = self.answer_at_once(begin, was_open, operation, parameters)
                if answer is None and begin and self._connection.in_transaction:
                    begin, was_open = "", True
            if answer is None:
                given = (begin, was_open, do, operation, parameters)
                answer = await self.send(patiently, self.patience_ms, execute, *given)
            return answer
        except Exception as error:
            if begin and not self._connection.in_transaction:
                self.begin, self.open = begin, False
            self._handle_exception(error)
            raise

    def answer_at_once(self, begin: str, was_open: bool, operation: str, parameters: Any) -> Answer | None:
        """What SQLite answers in the loop; None for what turns out to belong into the thread."""
        self.hurried = operation.startswith("SELECT")
        try:
            return execute(self._connection._connection, begin, was_open, sqlite3.Cursor.execute, operation, parameters)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in TO_BE_WAITED_FOR:
                raise
            return None
        finally:
            self.hurried = False

    def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do something in SQLite's thread, and wait for it."""
        return await_only(self.send(work, *arguments))

    def send(self, work: Callable[..., Any], *arguments: Any) -> asyncio.Future[Any]:
        """Have something done in the thread, in line with all that was sent before."""
        connection: Any = self._connection
        if not connection._connection:
            raise ValueError("no active connection")
        future = asyncio.get_running_loop().create_future()
        self.sent += 1

        def counted() -> Any:
            try:
                return work(connection._connection, *arguments)
            finally:
                self.done += 1

        connection._tx.put_nowait((future, counted))
        return future

    def commit(self) -> None:
        """Commit, if anything was begun."""
        if self.open:
            try:
                self.commit_as_it_waits()
            except Exception as error:
                # SQLite keeps the transaction open, and SQLAlchemy takes it for ended: the next one could not begin.
                self.rollback()
                self._handle_exception(error)
        self.begin, self.open = "", False

    @property
    def is_small(self) -> bool:
        """Whether all of the transaction was answered in the loop, and nothing is on its way in the thread."""
        return self.sent == self.done == self.before

    @property
    def commits_at_once(self) -> bool:
        """Whether a commit would be made in the loop, now."""
        return self.log is not None and self.at_once < IN_A_ROW and self.is_small

    def commit_as_it_waits(self) -> None:
        """Commit: in the loop where there is nothing to wait for, or else in the thread."""
        if self.commits_at_once:
            self.at_once += 1
            commit(self._connection._connection)
        else:
            self.at_once = 0
            self.run(commit_and_tidy)

    async def kept(self) -> None:
        """Wait until what was committed is on the disk.

        Raises:
            DatabaseUnsure: the disk failed.
        """
        if self.log is not None:
            await self.log.kept()

    def rollback(self) -> None:
        """Roll back without waiting for it: what comes next on this connection stands in the same line."""
        connection: Any = self._connection
        if self.open and connection._connection:
            if self.sent == self.done:
                connection._connection.rollback()
            else:
                self.send(sqlite3.Connection.rollback)
        self.begin, self.open = "", False


def patiently(connection: sqlite3.Connection, milliseconds: int, work: Callable[..., Any], *arguments: Any) -> Any:
    """In the thread: do something, and wait that long where another process holds the lock."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        return work(connection, *arguments)
    finally:
        connection.execute("PRAGMA busy_timeout = 0")


def execute(
    connection: sqlite3.Connection, begin: str, was_open: bool, do: Do, operation: Any, parameters: Any
) -> Answer:
    """Begin if that is still to be done, execute, fetch."""
    if begin:
        connection.execute(begin)
    elif was_open:
        check(connection)
    cursor = connection.cursor()
    try:
        do(cursor, operation, parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


def commit(connection: sqlite3.Connection) -> None:
    """Commit what was begun."""
    check(connection)
    connection.commit()


def commit_and_tidy(connection: sqlite3.Connection) -> None:
    """In the thread: commit, and bring a log that has grown over into the file, which takes its time."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    commit(connection)
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def check(connection: sqlite3.Connection) -> None:
    """Notice that SQLite gave a transaction up by itself, as it may when the disk is full.

    Raises:
        sqlite3.OperationalError: it did; what comes next would be saved without what came before.
    """
    if not connection.in_transaction:
        raise sqlite3.OperationalError("SQLite has rolled this transaction back.")
