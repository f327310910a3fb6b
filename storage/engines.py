"""Open SQLite or PostgreSQL so that a transaction is short, durable, and never waits longer than Slack does."""

from typing import Any

from sqlalchemy import URL, Engine, ExceptionContext, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

from storage.dialect import DRIVER, Driver
from storage.durable import Log
from storage.lending import Lender
from storage.trouble import trouble_of

# Slack waits three seconds for an answer. A request may wait for its turn in this process, and then for other
# processes: both together stay below that, with time left to say that the database is busy.
TURN_SECONDS = 1.4
LOCK_SECONDS = 1.2
# Migrations wait for each other.
PATIENT_SECONDS = 60.0

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def address(text: str) -> URL:
    """A database's address with the driver that Payoff uses.

    Raises:
        ValueError: it is neither SQLite's nor PostgreSQL's, or names no file.
    """
    try:
        url = make_url(text)
    except Exception as error:
        raise ValueError("DATABASE_URL must look like sqlite:///payoff.db or postgresql://user@host/name.") from error
    if url.drivername not in DRIVERS:
        raise ValueError(f"DATABASE_URL is for {url.drivername}. Payoff keeps its rows in SQLite or PostgreSQL.")
    url = url.set(drivername=DRIVERS[url.drivername])
    if is_sqlite(url) and url.database in (None, "", ":memory:"):
        raise ValueError("DATABASE_URL must name a file: sqlite:///payoff.db.")
    if "sslmode" in url.query:
        # libpq's word, in the addresses that hosts of PostgreSQL hand out; asyncpg's is "ssl".
        url = url.update_query_dict({"ssl": url.query["sslmode"]}).difference_update_query(["sslmode"])
    return url


def is_sqlite(url: URL) -> bool:
    """Whether the address is a file of SQLite's."""
    return url.get_backend_name() == "sqlite"


def open_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """One engine to read with and one to write with."""
    if is_sqlite(url):
        # SQLite has one writer. Inside this process it is given in turn, so that no one polls for the lock.
        readers = open_sqlite(url, begin="BEGIN", pool_size=8, max_overflow=8)
        return readers, open_sqlite(url, begin="BEGIN IMMEDIATE", together=True, pool_size=1, max_overflow=0)
    engine = open_postgres(url, pool_size=10, max_overflow=10, pool_timeout=TURN_SECONDS)
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return readers, engine


def open_for_migration(url: URL) -> AsyncEngine:
    """An engine that waits for other migrations; on SQLite it may build a table anew and keep what points at it."""
    if not is_sqlite(url):
        return open_postgres(url, lock_seconds=PATIENT_SECONDS, poolclass=NullPool)
    return open_sqlite(
        url, begin="BEGIN IMMEDIATE", lock_seconds=PATIENT_SECONDS, foreign_keys=False, poolclass=NullPool
    )


def open_sqlite(
    url: URL,
    *,
    begin: str,
    together: bool = False,
    lock_seconds: float = LOCK_SECONDS,
    foreign_keys: bool = True,
    **pool: Any,
) -> AsyncEngine:
    """SQLite in WAL mode, with transactions that begin when we say so.

    `together`: whoever commits has to wait for `storage.sqlite.Connection.kept`, which puts all that was committed on
    the disk at once; else SQLite does so with each commit.
    """
    if "poolclass" not in pool:
        pool = {"poolclass": Lender, "pool_timeout": TURN_SECONDS, "pool_use_lifo": True, **pool}
    # The driver's own idea of when a transaction begins is switched off: it would begin none for a SELECT, and a
    # deferred one for a write, which fails at once when another writer was faster.
    # An error never quotes what was to be saved: it may end up in a log.
    connect_args = {"isolation_level": None, "timeout": lock_seconds}
    url = url.set(drivername=DRIVER)
    engine = create_async_engine(url, module=Driver(), connect_args=connect_args, hide_parameters=True, **pool)

    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.opening = begin
        connection.log = Log(url.database or "") if together else None
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            # FULL: what is committed is on the disk, also when the power fails. NORMAL would only outlive the process;
            # there the session waits for the disk, before anything is answered.
            cursor.execute(f"PRAGMA synchronous = {'NORMAL' if together else 'FULL'}")
            if together:
                # What the log has gathered is brought over when a commit goes to the thread, never in the loop.
                cursor.execute("PRAGMA wal_autocheckpoint = 0")
            cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        except Exception:
            connection.close()
            raise

    event.listen(engine.sync_engine, "connect", prepare)
    tell_trouble(engine.sync_engine)
    return engine


def open_postgres(url: URL, *, lock_seconds: float = LOCK_SECONDS, **pool: Any) -> AsyncEngine:
    """PostgreSQL, where nobody waits for a lock longer than for SQLite's."""
    settings = {"lock_timeout": str(int(lock_seconds * 1000)), "application_name": "payoff"}
    connect_args = {"timeout": LOCK_SECONDS, "server_settings": settings}
    engine = create_async_engine(url, connect_args=connect_args, hide_parameters=True, **{"poolclass": Lender} | pool)

    def check(connection: Any, _: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        # The driver learns at once when the server hangs up: asking it costs no round trip.
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    event.listen(engine.sync_engine, "checkout", check)
    tell_trouble(engine.sync_engine)
    return engine


def tell_trouble(engine: Engine) -> None:
    """Raise the database's trouble as what it means, in place of the driver's error."""

    def translate(context: ExceptionContext) -> None:
        if not isinstance(context.original_exception, Exception):
            # Somebody cancelled it, which SQLAlchemy takes for a lost connection.
            return
        hush(context.original_exception)
        hush(context.sqlalchemy_exception)
        trouble = trouble_of(context.original_exception, disconnected=context.is_disconnect)
        if trouble is not None:
            raise trouble from context.original_exception

    def connect(dialect: Dialect, _: ConnectionPoolEntry, args: Any, options: Any) -> DBAPIConnection:
        try:
            return dialect.connect(*args, **options)
        except Exception as error:
            # asyncpg lets the system's own errors through, and SQLAlchemy takes only the driver's for its business.
            trouble = trouble_of(error)
            if trouble is None:
                raise
            raise trouble from error

    event.listen(engine, "handle_error", translate)
    event.listen(engine, "do_connect", connect)


def hush(error: BaseException | None) -> None:
    """Take the rows out of an error's words: PostgreSQL adds those that were refused, and errors end up in logs."""
    while error is not None:
        error.args = tuple(each.partition("\nDETAIL:")[0] if isinstance(each, str) else each for each in error.args)
        if getattr(error, "detail", None):
            error.detail = None  # type: ignore[attr-defined]
        error = error.__cause__
