"""SQLite's own ways: a transaction is never saved in part, whatever SQLite or the caller does in its middle."""

import asyncio
import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
import sqlmodel
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.engine.interfaces import CacheStats
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import greenlet_spawn
from sqlmodel import SQLModel

from storage.database import Database, DatabaseBusy
from storage.dialect import Dialect, Driver, Moment
from storage.engines import open_for_migration, open_sqlite
from storage.sessions import WorkspaceSession
from storage.sqlite import IN_A_ROW
from storage.workspaces import Workspace
from tests.storage.rows import NOW

WORKSPACE = SQLModel.metadata.tables["workspace"]
ONE, TWO, THREE = (WORKSPACE.alias() for _ in range(3))
# With a hundred rows, a million.
LONG = select(func.count()).select_from(ONE.join(TWO, ONE.c.id != -TWO.c.id).join(THREE, ONE.c.id != -THREE.c.id))


@pytest.fixture
def database(empty_file: Database) -> Database:
    """SQLite's alone."""
    return empty_file


def row(name: str) -> dict[str, object]:
    texts = dict.fromkeys(("name", "bot_id", "bot_user_id", "sealed_token", "installed_by"), "")
    return texts | {"slack_id": name, "installed_at": NOW}


@pytest.fixture
async def commits(database: Database) -> list[bool]:
    """Of each commit of the connection that writes, whether it was made in the loop."""
    heard: list[bool] = []
    here = threading.get_ident()

    def hear(statement: str) -> None:
        if statement == "COMMIT":
            heard.append(threading.get_ident() == here)

    async with database.writers.connect() as connection:
        raw: Any = await connection.get_raw_connection()
        raw.driver_connection._connection.set_trace_callback(hear)
    return heard


async def write(database: Database, *names: str) -> None:
    async with database.writers.connect() as connection:
        rows = [row(name) for name in names]
        await connection.execute(insert(WORKSPACE), rows if len(rows) > 1 else rows[0])
        await connection.commit()


async def names(database: Database) -> list[str]:
    async with database.readers.connect() as connection:
        return list((await connection.execute(select(WORKSPACE.c.slack_id).order_by(WORKSPACE.c.id))).scalars())


async def test_what_was_compiled_to_save_a_row_serves_every_other_file(sqlite_template: Path, tmp_path: Path) -> None:
    hits: list[CacheStats] = []

    for number in range(2):
        shutil.copy(sqlite_template, tmp_path / f"{number}.db")
        database = Database(f"sqlite:///{tmp_path / f'{number}.db'}")

        @event.listens_for(database.writers.sync_engine, "before_cursor_execute")
        def hear(_: Any, __: Any, text: str, ___: Any, context: Any, ____: Any) -> None:
            if text.startswith("INSERT INTO workspace"):
                hits.append(context.cache_hit)

        async with database.everywhere() as session:
            session.add(Workspace(**row("T0PAYOFF")))
        await database.close()

    assert len(hits) == 2
    assert hits[1] is CacheStats.CACHE_HIT


async def test_connections_that_are_trusted_no_more_are_opened_anew(database: Database) -> None:
    async with database.readers.connect() as one, database.readers.connect() as other:
        drivers = {(await each.get_raw_connection()).driver_connection for each in (one, other)}

    def distrust(context: Any) -> None:
        context.is_disconnect = True

    event.listen(database.readers.sync_engine, "handle_error", distrust)
    async with database.readers.connect() as connection:
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT * FROM nowhere"))

    async with database.reading_everywhere() as first, database.reading_everywhere() as second:
        for session in (first, second):
            assert (await session.exec(sqlmodel.select(Workspace))).all() == []
            reached: Any = cast(WorkspaceSession, session).sync_session.reached
            drivers.add(reached.connection.driver_connection)
    assert len(drivers) == 4


@pytest.mark.parametrize(
    "moment", [NOW, NOW.replace(microsecond=0), NOW.replace(microsecond=7), datetime(1, 1, 1, tzinfo=UTC)]
)
def test_a_moment_is_written_as_sqlalchemy_writes_it(moment: datetime) -> None:
    ours, theirs = (kind().bind_processor(Dialect()) for kind in (Moment, DATETIME))

    assert ours is not None
    assert theirs is not None
    assert ours(moment) == theirs(moment)
    assert ours(None) is None


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
            # Several rows go to the thread, where a statement may still be on its way when nobody waits for it.
            await connection.execute(insert(WORKSPACE), [row(f"{name}, {each}") for each in "ab"])
            await connection.execute(insert(WORKSPACE).values(row(f"{name}, c")))
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
    assert await names(database) == [f"kept {steps}, {each}" for steps in range(30) for each in "abc"]


async def test_a_statement_that_waits_for_another_process_keeps_nobody_else_waiting(database: Database) -> None:
    # The connection that writes is open, so that only the lock is waited for.
    async with database.writers.connect() as connection:
        await connection.execute(select(WORKSPACE.c.id))
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.writers.connect() as connection:
            await connection.execute(insert(WORKSPACE).values(row("then")))
            await connection.commit()

    writing = asyncio.create_task(write())
    assert await names(database) == []
    assert not writing.done()
    other.execute("ROLLBACK")
    other.close()
    await writing

    assert await names(database) == ["then"]


async def turns_during(database: Database, statement: Any) -> tuple[Any, int]:
    """What a statement answers, and how many turns somebody else had in the meantime."""
    turns, is_over = 0, False

    async def wait() -> None:
        nonlocal turns
        while not is_over:
            turns += 1
            await asyncio.sleep(0)

    async with database.readers.connect() as connection:
        await connection.execute(select(WORKSPACE.c.id))
        waiting = asyncio.create_task(wait())
        answer = (await connection.execute(statement)).scalar_one()
        is_over = True
        await waiting
    return answer, turns


async def test_a_short_select_is_answered_at_once(database: Database) -> None:
    answer, turns = await turns_during(database, select(func.count()).select_from(WORKSPACE))

    assert (answer, turns) == (0, 0)


async def test_a_long_select_is_answered_whole_and_keeps_nobody_waiting(database: Database) -> None:
    async with database.writers.connect() as connection:
        await connection.execute(insert(WORKSPACE), [row(str(number)) for number in range(100)])
        await connection.commit()

    answer, turns = await turns_during(database, LONG)

    assert answer == 100**3
    assert turns > 0


async def test_a_select_that_was_too_long_leaves_its_transaction_as_it_was(database: Database) -> None:
    async with database.writers.connect() as connection:
        await connection.execute(insert(WORKSPACE), [row(str(number)) for number in range(100)])
        await connection.commit()
        assert (await connection.execute(LONG)).scalar_one() == 100**3
        await connection.execute(insert(WORKSPACE).values(row("after")))
        await connection.commit()

    assert len(await names(database)) == 101


@pytest.mark.parametrize("taken_back", [False, True])
async def test_what_follows_a_cancelled_statement_stands_in_line_behind_it(
    database: Database, taken_back: bool
) -> None:
    connection = await greenlet_spawn(Driver().connect, database.url.database, timeout=1.0, isolation_level=None)
    await greenlet_spawn(connection.cursor().execute, "CREATE TABLE heap (number INTEGER)")
    connection.begin = "BEGIN IMMEDIATE"
    many = [(number,) for number in range(20_000)]

    writing = asyncio.create_task(greenlet_spawn(connection.cursor().executemany, "INSERT INTO heap VALUES (?)", many))
    await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    if taken_back:
        await greenlet_spawn(connection.rollback)
    counting = connection.cursor()
    await greenlet_spawn(counting.execute, "SELECT count(*) FROM heap")

    assert counting.fetchone() == (0 if taken_back else len(many),)
    await greenlet_spawn(connection.close)


async def test_a_transaction_of_many_rows_is_committed_where_they_were_written(
    database: Database, commits: list[bool]
) -> None:
    await write(database, "one")
    await write(database, *(str(number) for number in range(50)))
    await write(database, "two")

    assert commits == [True, False, True]


async def test_after_many_commits_in_the_loop_one_is_made_in_the_thread(
    database: Database, commits: list[bool]
) -> None:
    for number in range(2 * IN_A_ROW + 3):
        await write(database, str(number))

    assert commits == [*[True] * IN_A_ROW, False, *[True] * IN_A_ROW, False, True]


async def test_the_log_of_many_small_commits_stays_small(database: Database, commits: list[bool]) -> None:
    log = Path(f"{database.url.database}-wal")
    largest = 0

    for number in range(1_500):
        await write(database, str(number))
        largest = max(largest, log.stat().st_size)

    assert sum(commits) > 1_400
    # A commit writes a page of four kilobytes or two; a log that nothing is taken out of would be twice as large.
    assert largest < 1_500 * 4_096


@pytest.mark.parametrize(("engine", "synchronous", "tidies"), [("writers", 1, 0), ("migration", 2, 1000)])
async def test_sqlite_leaves_the_disk_to_whoever_waits_for_it(
    database: Database, engine: str, synchronous: int, tidies: int
) -> None:
    asked = database.writers if engine == "writers" else open_for_migration(database.url)
    async with asked.connect() as connection:
        settings = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "wal_autocheckpoint")
        }
    await asked.dispose()

    assert settings == {"journal_mode": "wal", "synchronous": synchronous, "wal_autocheckpoint": tidies}
