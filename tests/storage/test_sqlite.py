"""SQLite's own ways: a transaction is never saved in part, whatever SQLite or the caller does in its middle."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from storage.database import Database, DatabaseBusy
from storage.engines import open_sqlite
from tests.storage.rows import NOW

WORKSPACE = SQLModel.metadata.tables["workspace"]


@pytest.fixture
async def database(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An open file without a row."""
    shutil.copy(sqlite_template, tmp_path / "payoff.db")
    database = Database(f"sqlite:///{tmp_path / 'payoff.db'}")
    yield database
    await database.close()


def row(name: str) -> dict[str, object]:
    texts = dict.fromkeys(("name", "bot_id", "bot_user_id", "sealed_token", "installed_by"), "")
    return texts | {"slack_id": name, "installed_at": NOW}


async def names(database: Database) -> list[str]:
    async with database.readers.connect() as connection:
        return list((await connection.execute(select(WORKSPACE.c.slack_id).order_by(WORKSPACE.c.id))).scalars())


async def test_a_transaction_that_sqlite_gave_up_is_not_gone_on_with(database: Database) -> None:
    async with database.writers.connect() as connection:
        await connection.execute(insert(WORKSPACE).values(row("before")))
        await connection.exec_driver_sql("ROLLBACK")
        with pytest.raises(OperationalError, match="rolled this transaction back"):
            await connection.execute(insert(WORKSPACE).values(row("after")))
        with pytest.raises(OperationalError, match="rolled this transaction back"):
            await connection.commit()

    assert await names(database) == []


async def test_a_transaction_that_could_not_begin_begins_when_it_is_tried_again(database: Database) -> None:
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async with database.writers.connect() as connection:
        with pytest.raises(DatabaseBusy):
            await connection.execute(insert(WORKSPACE).values(row("busy")))
        other.execute("ROLLBACK")
        other.close()
        await connection.execute(insert(WORKSPACE).values(row("then")))
        assert await names(database) == []
        await connection.commit()

    assert await names(database) == ["then"]


async def test_a_statement_whose_task_was_cancelled_is_taken_back(database: Database) -> None:
    engine = open_sqlite(database.url, begin="BEGIN IMMEDIATE", pool_size=1, max_overflow=0)

    async def write(name: str, *, commit: bool) -> None:
        async with engine.connect() as connection:
            await connection.execute(insert(WORKSPACE).values(row(name)))
            if commit:
                await connection.commit()

    for steps in range(30):
        task = asyncio.create_task(write(f"cancelled {steps}", commit=False))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await write(f"kept {steps}", commit=True)

    await engine.dispose()
    assert await names(database) == [f"kept {steps}" for steps in range(30)]


async def test_what_was_answered_is_on_the_disk(database: Database) -> None:
    async with database.writers.connect() as connection:
        settings = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
