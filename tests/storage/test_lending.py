"""Connections are lent in the order in which they are asked for, to whoever asks as often as they like."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import pytest

from storage import engines, workspaces
from storage.database import Database, DatabaseBusy
from storage.sessions import WorkspaceSession
from tests.storage.rows import NOW


class Counter:
    """Where connections are asked for, and who has been given one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.pool: Any = database.writers.pool
        self.served: list[str] = []

    async def ask(self, name: str) -> None:
        async with self.lent():
            self.served.append(name)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[None]:
        """As every transaction has one: it goes back in the step in which the transaction ends."""
        async with self.database.everywhere() as session:
            await cast(WorkspaceSession, session).reach()
            yield

    @asynccontextmanager
    async def all_lent(self, *names: str) -> AsyncIterator[list[asyncio.Task[None]]]:
        """While there is none left, and these wait."""
        async with asyncio.timeout(10), AsyncExitStack() as lent:
            for _ in range(self.pool.size() + self.pool._max_overflow):
                await lent.enter_async_context(self.lent())
            waiting = [asyncio.create_task(self.ask(name)) for name in names]
            # The first step of each takes it into the line.
            await asyncio.sleep(0)
            assert len(self.pool._pool.waiting) == len(names)
            yield waiting


@pytest.fixture
def counter(database: Database) -> Counter:
    return Counter(database)


async def test_who_has_had_one_comes_after_all_who_wait(counter: Counter) -> None:
    async with counter.all_lent("second", "third") as waiting:
        pass
    await counter.ask("first, once more")
    await asyncio.gather(*waiting)

    assert counter.served == ["second", "third", "first, once more"]


async def test_who_goes_away_keeps_nobody_waiting(counter: Counter) -> None:
    async with counter.all_lent("second", "third") as waiting:
        waiting[0].cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(*waiting, return_exceptions=True)

    assert counter.served == ["third"]


async def test_all_who_want_one_for_a_moment_only_are_served_in_the_same_moment(counter: Counter) -> None:
    async with counter.all_lent("second", "third", "fourth"):
        pass
    await asyncio.sleep(0)

    assert counter.served == ["second", "third", "fourth"]


async def test_who_has_waited_too_long_is_told_that_the_database_is_busy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "TURN_SECONDS", 0.05)
    hurried = Database(database.url.render_as_string(hide_password=False))
    counter = Counter(hurried)

    async with counter.all_lent():
        with pytest.raises(DatabaseBusy, match="wait for their turn"):
            async with hurried.everywhere() as session:
                await workspaces.ensure(session, "T-late", now=NOW)

    await counter.ask("the next one")
    assert counter.served == ["the next one"]
    await hurried.close()
