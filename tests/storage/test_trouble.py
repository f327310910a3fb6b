"""Bad days: a database that is locked, full, or gone says so, and nothing is half saved."""

import asyncio
import sqlite3
import traceback
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from storage.arrivals import Arrival
from storage.database import Database, DatabaseBusy, DatabaseFull, DatabaseGone, DatabaseTrouble
from storage.metrics import Metric
from storage.readings import Reading
from storage.trouble import trouble_of
from tests.storage.rows import NOW, Full, full_workspace, new_workspace
from tests.trouble import limit, locked_by_another, plain


async def write(database: Database, workspace: Full, *names: str) -> None:
    async with database.writing(workspace.id, arrival=f"event:{names[0]}", now=NOW) as session:
        for name in names:
            session.add(Metric(name=name, folded=name, created_at=NOW))
            await session.flush()


async def kept(database: Database, workspace: Full) -> tuple[list[str], list[str]]:
    """The names of the metrics, and of the requests whose work is done."""
    async with database.reading(workspace.id) as session:
        names = await session.exec(select(Metric.name).order_by(Metric.name))
        arrivals = await session.exec(select(Arrival.key_text))
        return list(names), list(arrivals)


async def test_a_locked_database_is_busy_before_slack_gives_up_and_can_be_read(database: Database) -> None:
    ours = await new_workspace(database)

    async with locked_by_another(database):
        with pytest.raises(DatabaseBusy):
            await write(database, ours, "signups")
        assert await kept(database, ours) == ([], [])

    await write(database, ours, "signups")
    assert await kept(database, ours) == (["signups"], ["event:signups"])


async def test_a_transaction_that_is_cancelled_is_no_trouble_of_the_databases(database: Database) -> None:
    ours = await new_workspace(database)
    begun = asyncio.Event()

    async def write_late() -> None:
        async with database.writing(ours.id) as session:
            session.add(Metric(name="signups", folded="signups", created_at=NOW))
            begun.set()
            await session.flush()

    async with locked_by_another(database):
        writing = asyncio.create_task(write_late())
        await begun.wait()
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing

    assert await kept(database, ours) == ([], [])
    await write(database, ours, "signups")


async def test_a_full_disk_keeps_nothing_of_what_did_not_fit(database: Database, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("A disk of PostgreSQL's cannot be filled by a test.")
    ours = await new_workspace(database)
    await limit(database, grow_by=2)

    with pytest.raises(DatabaseFull):
        await write(database, ours, "fits", "does not fit " + "x" * 100_000)
    with pytest.raises(DatabaseFull):
        await write(database, ours, "does not fit either " + "x" * 100_000)

    assert await kept(database, ours) == ([], [])
    await limit(database, grow_by=1000)
    await write(database, ours, "fits", "x" * 100_000)
    assert (await kept(database, ours))[1] == ["event:fits"]


async def test_who_goes_on_after_the_disk_was_full_saves_nothing(database: Database, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("A disk of PostgreSQL's cannot be filled by a test.")
    ours = await new_workspace(database)
    await limit(database, grow_by=2)

    async def go_on() -> None:
        async with database.writing(ours.id) as session:
            session.add(Metric(name="fits", folded="fits", created_at=NOW))
            await session.flush()
            with pytest.raises(DatabaseFull):
                await session.exec(update(Metric).values(description="x" * 100_000))
            await session.exec(update(Metric).values(description="short"))

    try:
        await go_on()
    except DatabaseTrouble:
        assert await kept(database, ours) == ([], [])
    else:
        assert await kept(database, ours) == (["fits"], [])


async def test_after_a_commit_that_failed_the_next_one_is_none_the_worse(
    database: Database, database_kind: str
) -> None:
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL ends a transaction whose commit fails.")
    ours = await new_workspace(database)

    def check_at_commit(session: Any) -> None:
        driver = session.reached.connection.dbapi_connection
        driver.run(sqlite3.Connection.execute, "PRAGMA defer_foreign_keys = ON")

    async def write_for_nobody() -> None:
        async with database.writing(ours.id) as session:
            await session.exec(select(Metric))
            await session.run_sync(check_at_commit)
            session.add(Reading(metric_id=999, value=1.0, at=NOW, known_at=NOW))
            await session.flush()

    with pytest.raises(IntegrityError):
        await write_for_nobody()

    await write(database, ours, "signups")
    assert (await kept(database, ours))[0] == ["signups"]


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/payoff.db",
        "postgresql://payoff@127.0.0.1:1/payoff",
        "postgresql://payoff@/payoff?host=/nowhere/at/all",
    ],
)
async def test_a_database_that_is_not_there_is_gone(url: str) -> None:
    database = Database(url)

    with pytest.raises(DatabaseGone):
        async with database.reading(1) as session:
            await session.exec(select(Metric))
    with pytest.raises(DatabaseGone):
        await database.migrate()

    assert not await database.is_migrated()
    await database.close()


async def test_a_file_that_is_no_database_is_gone(tmp_path: Path) -> None:
    (tmp_path / "payoff.db").write_text("Dear diary, " * 1000)
    database = Database(f"sqlite:///{tmp_path / 'payoff.db'}")

    with pytest.raises(DatabaseGone):
        await database.migrate()

    await database.close()


async def test_a_server_that_hangs_up_is_gone_and_the_next_transaction_finds_it_again(
    database: Database, database_kind: str
) -> None:
    if database_kind != "postgresql":
        pytest.skip("SQLite has no server.")
    ours = await new_workspace(database)

    async def hang_up() -> None:
        other = await asyncpg.connect(plain(database))
        await other.execute(
            # Waits until they are gone.
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await other.close()

    async def write_and_lose() -> None:
        async with database.writing(ours.id) as session:
            session.add(Metric(name="signups", folded="signups", created_at=NOW))
            await session.flush()
            await hang_up()

    with pytest.raises(DatabaseGone):
        await write_and_lose()

    assert await kept(database, ours) == ([], [])
    await hang_up()
    await write(database, ours, "signups")
    assert await kept(database, ours) == (["signups"], ["event:signups"])


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (asyncpg.DiskFullError("could not extend file"), DatabaseFull),
        (asyncpg.DeadlockDetectedError("deadlock detected"), DatabaseBusy),
        (asyncpg.SerializationError("could not serialize access"), DatabaseBusy),
        (asyncpg.TooManyConnectionsError("too many clients"), DatabaseBusy),
        (asyncpg.CannotConnectNowError("the database system is starting up"), DatabaseGone),
        (asyncpg.InvalidPasswordError("password authentication failed"), DatabaseGone),
        (asyncpg.UniqueViolationError("duplicate key"), type(None)),
        (ConnectionRefusedError(), DatabaseGone),
        (TimeoutError(), DatabaseGone),
        (ValueError("ours"), type(None)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_drivers_error_is_told_by_its_code(error: Exception, trouble: type[object]) -> None:
    assert type(trouble_of(error)) is trouble


async def test_an_error_does_not_quote_what_was_to_be_saved(database: Database) -> None:
    ours = await full_workspace(database)

    async def write_twice() -> None:
        async with database.writing(ours.id) as session:
            session.add_all(Metric(name="Hush", folded="very secret", created_at=NOW) for _ in range(2))

    with pytest.raises(IntegrityError) as caught:
        await write_twice()

    told = "".join(traceback.format_exception(caught.value))
    assert "uq_metric_workspace_id_folded" in told or "metric.folded" in told
    assert "very secret" not in told
