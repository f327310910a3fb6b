"""Take a statement to SQLite's thread and its rows back in one trip.

SQLAlchemy makes eight trips for one SELECT in a transaction (make a cursor, begin, close it, make a cursor, execute,
fetch, close, roll back), and each costs more than the SELECT itself. Here it is one.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import EMPTY_DICT, await_only

Do = Callable[[sqlite3.Cursor, Any, Any], Any]


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

    def take(self, do: Do, operation: Any, parameters: Any) -> None:
        """Make the trip."""
        rows, self.description, self.rowcount, self.lastrowid = self._adapt_connection.take(do, operation, parameters)
        self._rows = deque(rows)

    async def _async_soft_close(self) -> None:
        """It is closed already."""


class Connection(AsyncAdapt_aiosqlite_connection):
    """A connection whose transaction begins with its first statement.

    `begin` is what is to be said before that; what is said while it is empty and nothing is `open` stands by itself.
    Both belong to the event loop: a statement whose task was cancelled may still be on its way in the thread.
    """

    __slots__ = ("begin", "open")

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.begin = ""
        self.open = False

    def cursor(self, server_side: bool = False) -> Cursor:
        """A cursor; it never stays open in SQLite."""
        return Cursor(self)

    def take(self, do: Do, operation: Any, parameters: Any) -> tuple[Sequence[Any], Any, int, Any]:
        """Take a statement there, with the transaction's beginning if that is still to be said."""
        begin, was_open = self.begin, self.open
        self.begin, self.open = "", was_open or bool(begin)
        try:
            answer: tuple[Sequence[Any], Any, int, Any] = self.run(execute, begin, was_open, do, operation, parameters)
        except Exception as error:
            if begin and not self._connection.in_transaction:
                self.begin, self.open = begin, False
            self._handle_exception(error)
        return answer

    def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do something in SQLite's thread, and wait for it."""
        connection: Any = self._connection
        return await_only(connection._execute(work, connection._connection, *arguments))

    def commit(self) -> None:
        """Commit, if anything was begun."""
        if self.open:
            try:
                self.run(commit)
            except Exception as error:
                # SQLite keeps the transaction open, and SQLAlchemy takes it for ended: the next one could not begin.
                self.rollback()
                self._handle_exception(error)
        self.begin, self.open = "", False

    def rollback(self) -> None:
        """Roll back without waiting for it: what comes next on this connection stands in the same line."""
        connection: Any = self._connection
        if self.open and connection._connection:
            connection._tx.put_nowait((None, connection._connection.rollback))
        self.begin, self.open = "", False


def execute(
    connection: sqlite3.Connection, begin: str, was_open: bool, do: Do, operation: Any, parameters: Any
) -> tuple[Sequence[Any], Any, int, Any]:
    """In the thread: begin if that is still to be done, execute, fetch."""
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
    """In the thread: commit what was begun."""
    check(connection)
    connection.commit()


def check(connection: sqlite3.Connection) -> None:
    """Notice that SQLite gave a transaction up by itself, as it may when the disk is full.

    Raises:
        sqlite3.OperationalError: it did; what comes next would be saved without what came before.
    """
    if not connection.in_transaction:
        raise sqlite3.OperationalError("SQLite has rolled this transaction back.")


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy is given in place of aiosqlite."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **options: Any) -> Connection:
        """Open a file."""
        opening = aiosqlite.connect(*arguments, **options)
        # A process that ends without closing its database does not wait for it.
        opening._thread.daemon = True
        try:
            return Connection(self, await_only(opening))
        except Exception:
            # It stops its thread, and does not wait until the thread has told the loop so.
            opening._thread.join()
            raise
