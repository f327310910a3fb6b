"""A statement that goes to the driver as it stands is held within the workspace like any other."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, literal_column, text, update
from sqlalchemy.dialects import sqlite
from sqlmodel import col, func, insert, select

from storage.channels import Channel
from storage.database import Database, ReadOnly, Trespass, Unalterable
from storage.metrics import Metric
from storage.posts import Post
from storage.prepared import Prepared
from storage.readings import Reading
from storage.rows import Permanent
from storage.tables import OWNED, TABLES
from storage.workspaces import Workspace
from tests.storage.rows import full_workspace

CHANNELS: Any = Channel.__table__  # type: ignore[attr-defined]
NAMES = Prepared[str](select(Metric.name).order_by(col(Metric.id)))
METRICS = Prepared[Metric](select(Metric).order_by(col(Metric.id)))
RENAME = Prepared[Any](update(Metric).values(name=bindparam("new_name")))
# Any option leaves it to SQLAlchemy.
BY_SQLALCHEMY = {"logging_token": "compared"}

OVER = sqlite.insert(CHANNELS)
REFUSED: dict[str, tuple[Prepared[Any], type[Exception]]] = {
    "text": (Prepared(text("SELECT * FROM metric")), Trespass),
    "text as a condition": (Prepared(select(Metric.id).where(text("1 = 1 OR 1 = 1"))), Trespass),
    "text as a column": (Prepared(select(Metric.id, literal_column("(SELECT max(id) FROM metric)"))), Trespass),
    "a table without its class": (Prepared(select(CHANNELS)), Trespass),
    "a change without the class": (Prepared(update(CHANNELS).values(lease="")), Trespass),
    "a removal without the class": (Prepared(delete(CHANNELS)), Trespass),
    "a change of workspace": (Prepared(update(Channel).values(workspace_id=bindparam("new"))), Trespass),
    "a change of what is written once": (Prepared(update(Reading).values(who="")), Unalterable),
    "a removal of what is written once": (Prepared(delete(Reading)), Unalterable),
    "an insert for a workspace of its own": (Prepared(insert(CHANNELS).values(workspace_id=1)), Trespass),
    "an insert over another row": (
        Prepared(OVER.on_conflict_do_update(["id"], set_={"lease": ""}), inserts=("channel_id",)),
        Trespass,
    ),
    "an insert out of a query": (
        Prepared(insert(CHANNELS).from_select(["workspace_id"], select(CHANNELS.c.workspace_id))),
        Trespass,
    ),
}


async def test_rows_and_counts_are_the_workspaces_own_and_as_sqlalchemy_reads_them(database: Database) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    for table in OWNED:
        rows, count = Prepared[Any](select(table)), Prepared[int](select(func.count(col(table.id))))
        async with database.reading(theirs.id) as session:
            found, counted = await rows.all(session), await count.all(session)
            once_more = (await session.exec(select(table), execution_options=BY_SQLALCHEMY)).all()
        async with database.reading(theirs.id) as session:
            expected = (await session.exec(select(table), execution_options=BY_SQLALCHEMY)).all()
            known = await rows.all(session)

        assert ours.id != theirs.id
        assert {row.workspace_id for row in found} == {theirs.id}
        assert counted == [len(found)]
        # The session has each row once, and as SQLAlchemy reads it.
        assert {id(row) for row in found} == {id(row) for row in once_more}
        assert {id(row) for row in known} == {id(row) for row in expected}
        assert {row.id: row.model_dump() for row in found} == {row.id: row.model_dump() for row in expected}


async def test_a_change_is_to_the_workspaces_own(database: Database) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    async with database.writing(ours.id) as session:
        count = await RENAME.run(session, new_name="Ours")

    assert count == 1
    assert [await names(database, each) for each in (ours.id, theirs.id)] == [["Ours"], ["Metric b"]]


@pytest.mark.parametrize("name", ["its_workspace", "workspace_id", "workspace_id_1"])
async def test_no_parameter_leads_elsewhere(database: Database, name: str) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    async with database.writing(ours.id) as session:
        found = await NAMES.all(session, **{name: theirs.id})
        await RENAME.run(session, new_name="Ours", **{name: theirs.id})

    assert found == ["Metric a"]
    assert await names(database, theirs.id) == ["Metric b"]


async def test_an_insert_is_the_workspaces_own(database: Database) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)
    adding = Prepared[Any](insert(CHANNELS), inserts=("channel_id", "next_at", "lease"))

    async with database.writing(ours.id) as session:
        given = {"next_at": ours.of(Channel).next_at, "lease": ""}
        await adding.run(session, channel_id="C9", **given, workspace_id=theirs.id, its_workspace=theirs.id)

    async with database.reading(ours.id) as session:
        assert (await session.exec(select(Channel.workspace_id).where(Channel.channel_id == "C9"))).all() == [ours.id]


async def test_what_cannot_be_held_is_refused(database: Database) -> None:
    ours = await full_workspace(database)

    taken = []
    for what, (prepared, refusal) in REFUSED.items():
        try:
            async with database.writing(ours.id) as session:
                await prepared.run(session)
        except refusal:
            continue
        taken.append(what)

    assert taken == []


async def test_without_a_workspace_there_are_workspaces_and_posts(database: Database) -> None:
    others: set[Any] = set(TABLES) - {Workspace, Post, Channel}
    for table in others:
        for change in (select(table.id), *(() if issubclass(table, Permanent) else (delete(table),))):
            with pytest.raises(Trespass):
                async with database.everywhere() as session:
                    await Prepared[Any](change).run(session)


async def test_a_session_that_reads_writes_nothing(database: Database) -> None:
    ours = await full_workspace(database)

    with pytest.raises(ReadOnly):
        async with database.reading(ours.id) as session:
            await RENAME.run(session, new_name="Other")

    assert await names(database, ours.id) == ["Metric a"]


async def test_what_is_not_saved_yet_is_found_and_what_is_found_is_saved(database: Database) -> None:
    ours = await full_workspace(database)

    async with database.writing(ours.id) as session:
        metric = (await METRICS.all(session))[0]
        metric.name = "Changed"
        found = await NAMES.all(session)

    assert found == ["Changed"] == await names(database, ours.id)


async def test_who_is_cancelled_while_a_statement_waits_is_cancelled(database: Database) -> None:
    ours = await full_workspace(database)
    other = Database(database.url.render_as_string(hide_password=False))

    async def change() -> None:
        async with database.writing(ours.id) as session:
            await RENAME.run(session, new_name="Changed")

    ended = []
    for steps in (5, 50):
        async with other.writing(ours.id) as session:
            await RENAME.run(session, new_name="Held")
            changing = asyncio.create_task(change())
            for _ in range(steps):
                await asyncio.sleep(0)
            changing.cancel()
            ended += await asyncio.gather(changing, return_exceptions=True)
    await other.close()

    assert [type(each) for each in ended] == [asyncio.CancelledError] * 2
    assert await names(database, ours.id) == ["Held"]


async def test_what_was_not_given_is_missed(database: Database) -> None:
    ours = await full_workspace(database)

    with pytest.raises(ValueError, match="new_name"):
        async with database.writing(ours.id) as session:
            await RENAME.run(session)


async def test_a_change_counts_the_workspaces_revision_up(database: Database) -> None:
    ours = await full_workspace(database)
    before = await database.revision(ours.id)

    async with database.writing(ours.id) as session:
        await RENAME.run(session, new_name="Other")

    assert await database.revision(ours.id) == before + 1


async def names(database: Database, workspace_id: int) -> list[str]:
    """What a workspace's metrics are called, as SQLAlchemy reads it."""
    async with database.reading(workspace_id) as session:
        return list((await session.exec(select(Metric.name).order_by(col(Metric.id)))).all())
