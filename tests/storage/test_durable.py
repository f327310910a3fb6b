"""What was answered is on the disk, which is asked once for all who wait for it."""

import asyncio
import errno
import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from storage import durable
from storage.database import Database, DatabaseUnsure
from storage.workspaces import Workspace
from tests.storage.rows import NOW


@pytest.fixture
def database(empty_file: Database) -> Database:
    """SQLite's alone."""
    return empty_file


async def write(database: Database, *names: str) -> None:
    async with asyncio.timeout(10), database.everywhere() as session:
        session.add_all([Workspace(slack_id=name, installed_at=NOW) for name in names])


async def names(database: Database) -> list[str]:
    async with database.reading_everywhere() as session:
        return list((await session.exec(select(Workspace.slack_id).order_by(col(Workspace.id)))).all())


class Disk:
    """Hears in which thread the connection that writes commits, and in which that is put on the disk."""

    def __init__(self, file: Path, kept: Path) -> None:
        # The file, and what of it would be left if the power failed now.
        self.file, self.left = file, kept
        self.seconds = 0.0
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.is_broken = False
        # Whether each was done in the loop.
        self.commits: list[bool] = []
        self.puts: list[bool] = []
        self.here = threading.get_ident()
        self.loop = asyncio.get_running_loop()
        self.is_asked = asyncio.Event()

    def hear(self, statement: str) -> None:
        if statement == "COMMIT":
            self.commits.append(threading.get_ident() == self.here)

    def put(self, descriptor: int) -> None:
        self.puts.append(threading.get_ident() == self.here)
        self.loop.call_soon_threadsafe(self.is_asked.set)
        log = os.pread(descriptor, 1 << 30, 0)
        assert self.goes_on.wait(10)
        time.sleep(self.seconds)
        if self.is_broken:
            raise OSError(errno.EIO, "The disk is broken.")
        self.left.write_bytes(self.file.read_bytes())
        Path(f"{self.left}-wal").write_bytes(log)

    def names(self) -> list[str]:
        """What is found when the power comes back."""
        with closing(sqlite3.connect(self.left)) as connection:
            return [name for (name,) in connection.execute("SELECT slack_id FROM workspace ORDER BY id")]


@pytest.fixture
async def disk(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk under the connection that writes; how quick this machine's own is does not matter."""
    disk = Disk(tmp_path / "payoff.db", tmp_path / "left.db")
    monkeypatch.setattr(durable, "QUICK_SECONDS", 0.2)
    monkeypatch.setattr(durable, "put_on_disk", disk.put)
    async with database.writers.connect() as connection:
        raw: Any = await connection.get_raw_connection()
        raw.driver_connection._connection.set_trace_callback(disk.hear)
    return disk


async def test_what_was_answered_is_there_when_the_power_fails(database: Database, disk: Disk) -> None:
    for number in range(4):
        await write(database, str(number))
        assert disk.names() == [str(each) for each in range(number + 1)]
    await write(database, *(f"one of many: {number}" for number in range(50)))
    assert len(disk.names()) == 54


async def test_what_is_committed_at_the_same_time_is_put_on_the_disk_at_once(database: Database, disk: Disk) -> None:
    await write(database, "first")

    await asyncio.gather(*(write(database, str(number)) for number in range(20)))

    assert len(disk.names()) == 21
    assert len(disk.commits) == 21
    assert len(disk.puts) <= 4


async def test_a_disk_is_asked_in_the_loop_once_it_is_known_to_be_quick(database: Database, disk: Disk) -> None:
    for number in range(4):
        await write(database, str(number))

    assert disk.puts == [False, True, True, True]
    assert await names(database) == ["0", "1", "2", "3"]


async def test_a_slow_disk_is_asked_in_the_loop_less_and_less(database: Database, disk: Disk) -> None:
    await write(database, "quick")
    disk.seconds = 0.25
    for number in range(8):
        await write(database, str(number))
    disk.seconds = 0.0
    for number in range(8, 15):
        await write(database, str(number))
    disk.seconds = 0.25
    for number in range(15, 18):
        await write(database, str(number))

    slow = [True, False, True, False, False, True, False, False]
    quick = [False, False, True, True, True, True, True]
    assert disk.puts == [False, *slow, *quick, True, False, True]
    assert disk.names() == await names(database)


async def test_who_waits_for_a_slow_disk_keeps_nobody_else_waiting(database: Database, disk: Disk) -> None:
    disk.goes_on.clear()
    waiting = [asyncio.create_task(write(database, "one"))]
    await disk.is_asked.wait()
    waiting.append(asyncio.create_task(write(database, "two")))
    # In its first step it commits: nothing keeps it waiting before the disk does.
    await asyncio.sleep(0)

    assert await names(database) == ["one", "two"]
    assert not any(task.done() for task in waiting)
    disk.goes_on.set()
    await asyncio.gather(*waiting)
    assert disk.names() == ["one", "two"]


async def test_who_hangs_up_while_the_disk_is_asked_leaves_the_others_their_answer(
    database: Database, disk: Disk
) -> None:
    disk.goes_on.clear()
    waiting = [asyncio.create_task(write(database, name)) for name in ("one", "two")]
    await disk.is_asked.wait()
    waiting[0].cancel()
    await asyncio.sleep(0)
    disk.goes_on.set()

    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in ended] == [asyncio.CancelledError, type(None)]
    assert disk.names() == ["one", "two"]


@pytest.mark.parametrize("writes_before", [0, 1])
async def test_a_disk_that_fails_is_told_to_all_who_wait_for_it(
    database: Database, disk: Disk, writes_before: int
) -> None:
    # The first is asked in a thread, the second in the loop.
    for number in range(writes_before):
        await write(database, str(number))
    disk.is_broken = True

    ended = await asyncio.gather(*(write(database, name) for name in ("one", "two")), return_exceptions=True)
    disk.is_broken = False
    await write(database, "three")

    assert [type(each) for each in ended] == [DatabaseUnsure, DatabaseUnsure]
    assert disk.names()[-1] == "three"


async def test_without_a_thread_to_ask_the_disk_nobody_is_left_waiting(database: Database, disk: Disk) -> None:
    threads = ThreadPoolExecutor()
    threads.shutdown()
    asyncio.get_running_loop().set_default_executor(threads)

    with pytest.raises(DatabaseUnsure):
        await write(database, "one")

    await write(database, "two")
    assert disk.names() == ["one", "two"]


async def test_where_there_is_no_log_any_more_all_of_it_is_in_the_file(tmp_path: Path) -> None:
    await durable.Log(str(tmp_path / "closed.db")).kept()

    assert list(tmp_path.iterdir()) == []
