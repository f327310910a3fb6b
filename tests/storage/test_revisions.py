"""A workspace's revision counts every transaction that may change what is read of it, and no other."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.adding import add_once
from storage.database import Database, ReadOnly, Trespass, Unalterable
from storage.metrics import Metric
from storage.readings import Reading
from storage.rows import Permanent
from storage.sessions import UNCOUNTED
from storage.tables import OWNED, TABLES
from storage.teams import Team
from tests.storage.rows import Full
from tests.storage.test_trespass import again, values_of, word_of

# The database is opened once for all of these tests.
pytestmark = pytest.mark.asyncio(loop_scope="module")

Both = tuple[Database, Full, Full]


async def revisions(both: Both) -> list[int]:
    """Those of both workspaces."""
    database, ours, theirs = both
    return [await database.revision(full.id) for full in (ours, theirs)]


async def changed(session: AsyncSession, row: Any) -> None:
    saved = again(row)
    session.add(saved)
    flag_modified(saved, word_of(type(row)))


async def added(session: AsyncSession, row: Any) -> None:
    await add_once(session, type(row)(**values_of(row)))


async def updated(session: AsyncSession, row: Any) -> None:
    table = type(row)
    await session.exec(update(table).where(table.id == row.id).values({word_of(table): getattr(table, word_of(table))}))


async def deleted(session: AsyncSession, row: Any) -> None:
    await session.exec(delete(type(row)).where(type(row).id == row.id, type(row).id < 0))


WAYS = [
    pytest.param(table, way, id=f"{table.__name__}-{way.__name__}")
    for table in OWNED
    for way in ((added,) if issubclass(table, Permanent) else (added, changed, updated, deleted))
]


@pytest.mark.parametrize(("table", "way"), WAYS)
async def test_each_way_to_write_is_counted_once_and_for_its_workspace(both: Both, table: Any, way: Any) -> None:
    database, ours, _ = both
    ours_before, theirs_before = await revisions(both)

    async with database.writing(ours.id) as session:
        await way(session, ours.of(table))

    more = 0 if table.__tablename__ in UNCOUNTED else 1
    assert await revisions(both) == [ours_before + more, theirs_before]


async def test_what_is_only_flushed_by_the_commit_is_counted(both: Both) -> None:
    database, ours, _ = both
    before, _ = await revisions(both)

    async with database.writing(ours.id) as session:
        team = (await session.exec(select(Team))).one()
        team.gate = "warn"

    assert (await revisions(both))[0] == before + 1


async def test_what_was_taken_back_and_what_only_read_is_not_counted(both: Both) -> None:
    database, ours, _ = both
    before = await revisions(both)

    async def fail() -> None:
        async with database.writing(ours.id) as session:
            await updated(session, ours.of(Team))
            await changed(session, ours.of(Reading))

    with pytest.raises(Unalterable):
        await fail()
    async with database.writing(ours.id) as session:
        await session.exec(select(Team))

    assert await revisions(both) == before


async def test_transactions_at_the_same_time_are_all_counted(both: Both) -> None:
    database, ours, _ = both
    before, _ = await revisions(both)

    async def write(table: Any) -> None:
        async with database.writing(ours.id) as session:
            await updated(session, ours.of(table))

    await asyncio.gather(write(Team), write(Metric), write(Team))

    assert (await revisions(both))[0] == before + 3


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
async def test_a_snapshot_knows_whether_all_it_read_is_counted(both: Both, table: Any) -> None:
    database, ours, _ = both

    for ask in (lambda session: session.exec(select(table.id)), lambda session: session.get(table, 1)):
        async with database.snapshot(ours.id) as snapshot, snapshot.reading(ours.id) as session:
            assert snapshot.transaction.is_counted
            await ask(session)

            assert snapshot.transaction.is_counted == (table.__tablename__ not in UNCOUNTED)


async def test_all_that_is_read_of_a_snapshot_is_of_one_moment(both: Both) -> None:
    database, ours, _ = both
    async with database.snapshot(ours.id) as snapshot:
        async with snapshot.reading(ours.id) as session:
            before = (await session.exec(select(Team.channel_name))).all()
        async with database.writing(ours.id) as session:
            await session.exec(update(Team).values(channel_name="later"))

        async with snapshot.reading(ours.id) as session:
            assert (await session.exec(select(Team.channel_name))).all() == before != ["later"]


async def test_a_snapshot_writes_nothing_and_shows_no_other_workspace(both: Both) -> None:
    database, ours, theirs = both
    async with database.snapshot(ours.id) as snapshot:
        with pytest.raises(ReadOnly):
            async with snapshot.writing(ours.id):
                pass
        with pytest.raises(ReadOnly):
            async with snapshot.everywhere():
                pass
        with pytest.raises(Trespass):
            async with snapshot.reading(theirs.id):
                pass
