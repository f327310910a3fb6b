"""Have SQLAlchemy speak to SQLite through connections of our own."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiosqlite
from sqlalchemy import DateTime
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi, SQLiteDialect_aiosqlite
from sqlalchemy.util import await_only

from storage.sqlite import Connection

# By this an address asks for the dialect below.
DRIVER = "sqlite+payoff"


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy is given in place of aiosqlite."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, timeout: float, **options: Any) -> Connection:
        """Open a file; in the thread, `timeout` seconds are waited for another process's lock, in the loop none."""
        # The connection is used in the loop and in the thread, never at once.
        opening = aiosqlite.connect(*arguments, timeout=0, **options | {"check_same_thread": False})
        # A process that ends without closing its database does not wait for it.
        opening._thread.daemon = True
        try:
            return Connection(self, await_only(opening), timeout)
        except Exception:
            # It stops its thread, and does not wait until the thread has told the loop so.
            opening._thread.join()
            raise


class Moment(DATETIME):
    """A moment in SQLAlchemy's own form, written in a fraction of its time."""

    def bind_processor(self, dialect: Any) -> Callable[[datetime | None], str | None]:
        """What writes one: it is in UTC, which goes without saying."""
        return lambda value: None if value is None else value.replace(tzinfo=None).isoformat(" ", "microseconds")


class Dialect(SQLiteDialect_aiosqlite):
    """How SQLAlchemy speaks to SQLite: each engine has a dialect of its own, and they count as one.

    What is compiled to save rows is kept with their table, by dialect. As all of these are made alike, it is compiled
    once for every file that a process opens.
    """

    supports_statement_cache = True
    colspecs = {**SQLiteDialect_aiosqlite.colspecs, DateTime: Moment}  # noqa: RUF012 (SQLAlchemy declares it so)

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin with the first statement, and together with it."""
        driver = dbapi_connection.dbapi_connection
        driver.begin = driver.opening

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register(DRIVER.replace("+", "."), __name__, Dialect.__name__)
