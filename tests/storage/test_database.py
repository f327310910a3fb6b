"""Transactions: what they see, what they keep, and what is done once."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from storage import arrivals, releases
from storage.arrivals import Arrival, Repeated
from storage.database import Database
from storage.metrics import Metric
from storage.releases import Release
from tests.storage.rows import NOW, full_workspace, new_workspace


def metric(name: str) -> Metric:
    return Metric(name=name, folded=name, created_at=NOW)


async def count(database: Database, workspace_id: int, table: type[Metric | Arrival]) -> int:
    async with database.reading(workspace_id) as session:
        return (await session.exec(select(func.count(col(table.id))))).one()


async def test_what_a_transaction_wrote_is_there_afterwards(database: Database) -> None:
    ours = await new_workspace(database)

    async with database.writing(ours.id) as session:
        session.add(metric("signups"))

    assert await count(database, ours.id, Metric) == 1


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    ours = await new_workspace(database)

    async def fail() -> None:
        async with database.writing(ours.id, arrival="event:1", now=NOW) as session:
            session.add(metric("signups"))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await count(database, ours.id, Metric) == 0
    assert await count(database, ours.id, Arrival) == 0


async def test_a_transaction_whose_task_is_cancelled_leaves_nothing_and_holds_nothing(database: Database) -> None:
    ours = await new_workspace(database)
    written = asyncio.Event()

    async def write() -> None:
        async with database.writing(ours.id) as session:
            session.add(metric("signups"))
            await session.flush()
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    async with database.writing(ours.id) as session:
        session.add(metric("orders"))
    assert await count(database, ours.id, Metric) == 1


async def test_a_task_cancelled_at_any_moment_leaves_all_or_nothing(database: Database) -> None:
    ours = await new_workspace(database)

    async def write(number: int) -> None:
        async with database.writing(ours.id) as session:
            session.add(metric(f"first {number}"))
            await session.flush()
            session.add(metric(f"second {number}"))

    for steps in range(40):
        task = asyncio.create_task(write(steps))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async with database.reading(ours.id) as session:
        names = (await session.exec(select(Metric.name))).all()
    firsts = {name.removeprefix("first ") for name in names if name.startswith("first ")}
    seconds = {name.removeprefix("second ") for name in names if name.startswith("second ")}
    assert firsts == seconds


async def test_a_reading_transaction_sees_one_state_throughout(database: Database) -> None:
    ours = await new_workspace(database)

    async with database.reading(ours.id) as session:
        before = (await session.exec(select(func.count(col(Metric.id))))).one()
        async with database.writing(ours.id) as writing:
            writing.add(metric("signups"))
        after = (await session.exec(select(func.count(col(Metric.id))))).one()

    assert (before, after) == (0, 0)
    assert await count(database, ours.id, Metric) == 1


async def test_writers_at_the_same_time_lose_nothing(database: Database) -> None:
    ours = await full_workspace(database)

    async def add_one() -> None:
        async with database.writing(ours.id) as session:
            release = await session.get(Release, ours.of(Release).id, with_for_update=True)
            assert release is not None
            release.revision += 1

    await asyncio.gather(*(add_one() for _ in range(20)))

    async with database.reading(ours.id) as session:
        release = await releases.get(session, ours.of(Release).pk)
    assert release is not None
    assert release.revision == 21


async def test_a_request_that_comes_twice_does_its_work_once(database: Database) -> None:
    ours = await new_workspace(database)

    async def work() -> None:
        async with database.writing(ours.id, arrival="event:1", now=NOW) as session:
            session.add(metric("signups"))

    await work()
    with pytest.raises(Repeated):
        await work()

    assert await count(database, ours.id, Metric) == 1


async def test_a_request_that_comes_twice_at_once_does_its_work_once(database: Database) -> None:
    ours = await new_workspace(database)

    async def work(number: int) -> None:
        async with database.writing(ours.id, arrival="event:1", now=NOW) as session:
            session.add(metric(f"signups {number}"))

    outcomes = await asyncio.gather(*(work(number) for number in range(8)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Repeated] * 7
    assert await count(database, ours.id, Metric) == 1


async def test_a_request_whose_work_failed_may_come_again(database: Database) -> None:
    ours = await new_workspace(database)

    with pytest.raises(ZeroDivisionError):
        async with database.writing(ours.id, arrival="event:1", now=NOW):
            raise ZeroDivisionError
    async with database.writing(ours.id, arrival="event:1", now=NOW) as session:
        session.add(metric("signups"))

    assert await count(database, ours.id, Metric) == 1


async def test_two_workspaces_may_get_a_request_of_the_same_name(database: Database) -> None:
    ours, theirs = await new_workspace(database, "a"), await new_workspace(database, "b")

    for workspace in (ours, theirs):
        async with database.writing(workspace.id, arrival="trigger:1", now=NOW) as session:
            session.add(metric("signups"))

    assert await count(database, theirs.id, Metric) == 1


async def test_requests_are_forgotten_once_they_are_old(database: Database) -> None:
    ours = await new_workspace(database)
    for days in (0, 3):
        async with database.writing(ours.id, arrival=f"event:{days}", now=NOW - timedelta(days=days)):
            pass

    async with database.writing(ours.id) as session:
        await arrivals.forget(session, before=NOW - timedelta(days=1))

    assert await count(database, ours.id, Arrival) == 1


def test_a_test_that_names_a_database_has_it(database: Database, database_kind: str) -> None:
    assert database.url.get_backend_name() == database_kind
