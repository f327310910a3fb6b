"""Run every test of storage on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
import pytest_asyncio

from storage.database import Database
from tests.databases import Fresh
from tests.storage.rows import Full, full_workspace


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return cast(str, request.param)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(fresh_database: Fresh) -> AsyncIterator[tuple[Database, Full, Full]]:
    """Two full workspaces in one database, ours and the others', for tests that leave them as they were."""
    with fresh_database() as url:
        database = Database(url)
        yield database, await full_workspace(database, "a", 1), await full_workspace(database, "b", 7777)
        await database.close()
