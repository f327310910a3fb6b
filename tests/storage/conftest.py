"""Run every test of storage on SQLite and on PostgreSQL."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Database
from tests.databases import Fresh
from tests.storage.rows import Full, full_workspace

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on each whatever runs on a database."""
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", KINDS, indirect=True, scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(fresh_database: Fresh) -> AsyncIterator[tuple[Database, Full, Full]]:
    """Two full workspaces in one database, ours and the others', for tests that leave them as they were."""
    with fresh_database() as url:
        database = Database(url)
        yield database, await full_workspace(database, "a", 1), await full_workspace(database, "b", 7777)
        await database.close()


@pytest.fixture
async def empty_file(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A file of SQLite's without a row, opened: tmp_path / "payoff.db"."""
    shutil.copy(sqlite_template, tmp_path / "payoff.db")
    database = Database(f"sqlite:///{tmp_path / 'payoff.db'}")
    yield database
    await database.close()
