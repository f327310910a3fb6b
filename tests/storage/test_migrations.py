"""Migrations: they make the tables that the classes say, once, whoever starts first."""

import asyncio
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, update
from sqlmodel import SQLModel

from storage.database import Database, NewerDatabase
from storage.engines import address
from storage.migrations import STAMP, head
from storage.migrations.configuration import configuration
from tests.databases import Fresh


@pytest.fixture
def empty_url(fresh_database: Fresh) -> Iterator[str]:
    """The address of a database that was never migrated."""
    with fresh_database(migrated=False) as url:
        yield url


async def run(code: str, *arguments: str) -> tuple[int | None, str]:
    """Run Python in a process of its own; its exit code and everything it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    printed, _ = await process.communicate()
    return process.returncode, printed.decode()


MIGRATE = """
import asyncio, sys
from storage.database import Database

async def main():
    database = Database(sys.argv[1])
    await database.migrate()
    assert await database.is_migrated()
    await database.close()
    print("alembic" if "alembic" in sys.modules else "nothing to do")

asyncio.run(main())
"""


async def test_the_migrations_make_the_tables_that_the_classes_say(database: Database) -> None:
    """If this fails: `python -m storage.migrations "What changes"` writes the migration that is missing."""
    async with database.writers.connect() as connection:
        # Raises what is missing.
        await connection.run_sync(lambda bare: command.check(configuration(bare)))
        names = await connection.run_sync(lambda bare: inspect(bare).get_table_names())

    assert set(names) == {*SQLModel.metadata.tables, STAMP.name}


async def test_an_empty_database_is_not_migrated_until_it_is(empty_url: str) -> None:
    database = Database(empty_url)
    assert not await database.is_migrated()

    await database.migrate()
    await database.migrate()

    assert await database.is_migrated()
    await database.close()
    again = Database(empty_url)
    assert await again.is_migrated()
    await again.close()


async def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    outcomes = await asyncio.gather(*(run(MIGRATE, empty_url) for _ in range(2)))

    assert [code for code, _ in outcomes] == [0, 0], outcomes
    # The second waited, looked again, and had nothing to do.
    assert sorted(printed.strip() for _, printed in outcomes) == ["alembic", "nothing to do"]


async def test_a_start_on_a_migrated_database_does_not_wait_for_alembic(database_url: str) -> None:
    code, printed = await run(MIGRATE, database_url)

    assert (code, printed.strip()) == (0, "nothing to do")


async def test_a_database_that_a_newer_payoff_migrated_is_refused(database: Database) -> None:
    async with database.writers.begin() as connection:
        await connection.execute(update(STAMP).values(version_num="9999"))

    with pytest.raises(NewerDatabase, match="9999"):
        await database.migrate()

    assert not await database.is_migrated()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url: str) -> None:
    database = Database(empty_url)

    def take_a_name(connection: Connection) -> None:
        # The last table that the migration makes is there already.
        SQLModel.metadata.tables["workspace"].create(connection)
        connection.execute(SQLModel.metadata.tables["workspace"].delete())

    async with database.writers.begin() as connection:
        await connection.run_sync(take_a_name)

    with pytest.raises(Exception, match="workspace"):
        await database.migrate()

    async with database.writers.connect() as connection:
        names = await connection.run_sync(lambda bare: inspect(bare).get_table_names())
    assert names == ["workspace"]
    await database.close()


async def test_the_head_is_read_off_the_files_as_alembic_reads_it(database: Database) -> None:
    async with database.writers.connect() as connection:
        scripts = await connection.run_sync(lambda bare: ScriptDirectory.from_config(configuration(bare)))

    assert scripts.get_heads() == [head()]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:///payoff.db", "sqlite+aiosqlite:///payoff.db"),
        ("postgres://u:p@h:5432/d", "postgresql+asyncpg://u:p@h:5432/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+asyncpg://u@h/d?ssl=require"),
        ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_an_address_gets_the_driver_that_payoff_uses(given: str, taken: str) -> None:
    assert address(given).render_as_string(hide_password=False) == taken


@pytest.mark.parametrize("given", ["mysql://u@h/d", "payoff.db", "sqlite://", "sqlite:///:memory:", ""])
def test_an_address_of_another_kind_is_refused_with_what_to_write(given: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        address(given)
