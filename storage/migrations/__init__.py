"""Bring a database's tables up to date, and say whether they are."""

from functools import cache
from pathlib import Path

from sqlalchemy import URL, Column, Connection, MetaData, String, Table, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engines import open_for_migration

VERSIONS = Path(__file__).parent / "versions"
# Where Alembic writes down which revision a database has.
STAMP = Table("alembic_version", MetaData(), Column("version_num", String(32)))
# Any number that nothing else in the database locks.
LOCK = 7296334


class NewerDatabase(Exception):
    """The database was migrated by a newer Payoff than this one."""


@cache
def head() -> str:
    """The newest revision that this Payoff knows, read off the files' names so that no start waits for Alembic."""
    return max(file.stem for file in VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def revision_of(connection: Connection) -> str | None:
    """The revision that a database has; None when it is empty."""
    if not inspect(connection).has_table(STAMP.name):
        return None
    return connection.scalar(select(STAMP.c.version_num))


async def is_current(engine: AsyncEngine) -> bool:
    """Whether a database has the tables that this Payoff knows."""
    async with engine.connect() as connection:
        return await connection.run_sync(revision_of) == head()


async def migrate(url: URL) -> None:
    """Migrate a database in one transaction; processes that try at the same time take turns.

    Raises:
        NewerDatabase: it has a revision that this Payoff does not know.
    """
    engine = open_for_migration(url)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()


def upgrade(connection: Connection) -> None:
    """Take a database from the revision it has to the newest."""
    found = revision_of(connection)
    if found == head():
        return
    if found is not None and not any(VERSIONS.glob(f"{found}_*.py")):
        raise NewerDatabase(
            f"The database has revision {found}, and this Payoff knows none after {head()}. "
            "Start the Payoff that migrated it, or a newer one."
        )
    # Alembic takes a third of a second to load, and most starts find nothing to do.
    from alembic import command

    from storage.migrations.configuration import configuration

    command.upgrade(configuration(connection), "head")
