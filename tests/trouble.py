"""Make trouble for a database: another process that writes, a disk that is full."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg  # type: ignore[import-untyped]

from storage.database import Database


def plain(database: Database) -> str:
    """The address as PostgreSQL's driver itself takes it."""
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def is_sqlite(database: Database) -> bool:
    return database.url.get_backend_name() == "sqlite"


@asynccontextmanager
async def locked_by_another(database: Database, *tables: str) -> AsyncIterator[None]:
    """Another process is writing, and takes its time; to some tables, where the database locks no more than those."""
    if is_sqlite(database):
        other = sqlite3.connect(str(database.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
    else:
        connection = await asyncpg.connect(plain(database))
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {', '.join(tables or ['metric'])} IN EXCLUSIVE MODE")
            yield
        await connection.close()


async def wait_less(database: Database) -> None:
    """Let whoever writes give up soon: how long it waits for others is shown elsewhere."""
    if is_sqlite(database):
        async with database.writers.connect() as connection:
            await connection.exec_driver_sql("PRAGMA busy_timeout = 50")


async def limit(database: Database, *, grow_by: int) -> None:
    """Let the one connection that writes make SQLite's file no bigger than this many pages more."""
    async with database.writers.connect() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + grow_by}")


@asynccontextmanager
async def full_disk(database: Database) -> AsyncIterator[None]:
    """Nothing that somebody asks for fits into SQLite's file any more, however small: much is written beside it."""
    async with database.writers.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE ballast (weight BLOB)")
        await connection.exec_driver_sql(
            "CREATE TEMP TRIGGER much AFTER INSERT ON main.arrival "
            "BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END"
        )
        await connection.commit()
    await limit(database, grow_by=0)
    yield
    await limit(database, grow_by=10_000)
    async with database.writers.connect() as connection:
        await connection.exec_driver_sql("DROP TRIGGER temp.much")
        await connection.commit()
