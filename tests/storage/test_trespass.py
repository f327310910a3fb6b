"""A workspace can neither read nor write another's rows, whatever the statement looks like."""

from typing import Any, cast

import pytest
from sqlalchemy import bindparam, delete, exists, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import SQLModel, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.channels import Channel
from storage.database import Database, ReadOnly, Trespass, Unalterable
from storage.posts import Post
from storage.rows import Permanent
from storage.tables import OWNED, TABLES
from storage.workspaces import Workspace
from tests.storage.rows import Full
from tests.storage.ways import WAYS_THAT_ARE_REFUSED, WAYS_TO_COUNT, WAYS_TO_READ, beside

# The database is opened once for all of these tests: they leave it as it was.
pytestmark = pytest.mark.asyncio(loop_scope="module")

Table = Any


def each(tables: tuple[type[SQLModel], ...]) -> pytest.MarkDecorator:
    """Run a test for every one of these tables."""
    return pytest.mark.parametrize("table", tables, ids=lambda table: table.__name__)


def word_of(table: Table) -> str:
    """A column of words that every row of a table may have changed."""
    return next(name for name in ("why", "kind", "learned", "text", "name", "who", "user_id", "key_text", "otherwise",
                                  "skipped_why", "channel_name", "slack_id", "code", "lease")
                if name in table.model_fields)  # fmt: skip


def values_of(row: SQLModel) -> dict[str, Any]:
    """A row as it is in memory, without its number."""
    return {name: value for name, value in row.model_dump().items() if name != "id"}


def number_in(row: Any) -> int:
    """The number in a row, of whatever shape it came back."""
    found: Any = row if isinstance(row, SQLModel | int) else row[0]
    return cast(int, found if isinstance(found, int) else found.id)


async def everything(database: Database, table: Table) -> list[Any]:
    """All rows of a table, of all workspaces, as the database has them; but for what every transaction counts up."""
    columns = (column for column in inspect(table).local_table.columns if column.key != "revision")
    async with database.writers.connect() as connection:
        return list((await connection.execute(select(*columns))).all())


CHANGEABLE = tuple(table for table in TABLES if not issubclass(table, Permanent))
# What keeps a row of another workspace from being changed: it is another's, or nobody may change it.
FORBIDDEN = (Trespass, Unalterable)

Both = tuple[Database, Full, Full]


@each(TABLES)
async def test_a_select_finds_what_is_its_own_and_nothing_else(both: Both, table: Table) -> None:
    database, ours, theirs = both

    found = {}
    for way, statement in WAYS_TO_READ.items():
        async with database.reading(ours.id) as session:
            found[way] = {number_in(row) for row in (await session.exec(statement(table))).all()}

    mine, foreign = ours.of(table).id, theirs.of(table).id
    assert [way for way, numbers in found.items() if mine not in numbers] == []
    assert [way for way, numbers in found.items() if foreign in numbers] == []


@each(TABLES)
async def test_a_count_does_not_count_what_others_have(both: Both, table: Table) -> None:
    database, ours, _ = both

    counted = {}
    for way, statement in WAYS_TO_COUNT.items():
        async with database.reading(ours.id) as session:
            counted[way] = (await session.exec(statement(table))).one()

    assert counted == dict.fromkeys(WAYS_TO_COUNT, 1)


@each(TABLES)
async def test_a_statement_that_cannot_be_checked_is_refused(both: Both, table: Table) -> None:
    database, ours, _ = both

    let_through = []
    for way, statement in WAYS_THAT_ARE_REFUSED.items():
        async with database.reading(ours.id) as session:
            try:
                await session.exec(statement(table))
                let_through.append(way)
            except Trespass:
                continue

    assert let_through == []


@each(TABLES)
async def test_another_workspaces_row_cannot_be_got_by_its_number(both: Both, table: Table) -> None:
    database, ours, theirs = both

    async with database.reading(ours.id) as session:
        got = await session.get(table, ours.of(table).id)
        foreign = await session.get(table, theirs.of(table).id)

    assert got == ours.of(table)
    assert foreign is None


@each(TABLES)
async def test_another_workspaces_row_cannot_be_refreshed(both: Both, table: Table) -> None:
    database, ours, theirs = both

    mine, foreign = again(ours.of(table)), again(theirs.of(table))
    async with database.reading(ours.id) as session:
        session.add_all([mine, foreign])
        await session.refresh(mine)
        with pytest.raises(InvalidRequestError, match="Could not refresh"):
            await session.refresh(foreign)


def again(row: Any) -> Any:
    """A row as a session of its own workspace left it: saved, and unchanged."""
    copy = type(row)(**row.model_dump())
    make_transient_to_detached(copy)
    return copy


async def change(session: AsyncSession, row: Any) -> None:
    session.add(row)
    setattr(row, word_of(type(row)), "ours now")


async def remove(session: AsyncSession, row: Any) -> None:
    session.add(row)
    await session.delete(row)


async def merge(session: AsyncSession, row: Any) -> None:
    await session.merge(row)


async def add(session: AsyncSession, row: Any) -> None:
    session.add(type(row)(**values_of(row)))


async def insert_values(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(type(row)).values(**values_of(row)))


async def insert_row(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(type(row)), params=values_of(row))


async def insert_rows(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(type(row)), params=[values_of(row)])


async def insert_many_values(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(type(row)).values([values_of(row)]))


async def insert_bare(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(inspect(type(row)).local_table), params=values_of(row))


async def insert_from_select(session: AsyncSession, row: Any) -> None:
    await session.exec(insert(type(row)).from_select(["id"], select(type(row).id)))


async def upsert(session: AsyncSession, row: Any) -> None:
    ours = values_of(row) | {"workspace_id": session.info["workspace_id"]}
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    over = {"index_elements": ["id"], "set_": {"workspace_id": ours["workspace_id"]}}
    await session.exec(dialect.insert(type(row)).values(**ours).on_conflict_do_update(**over))


async def move(session: AsyncSession, row: Any) -> None:
    await session.exec(update(type(row)).values(workspace_id=row.workspace_id))


async def move_by_parameter(session: AsyncSession, row: Any) -> None:
    moved = update(type(row)).values(workspace_id=bindparam("elsewhere")).execution_options(synchronize_session=False)
    await session.exec(moved, params={"elsewhere": row.workspace_id})


async def move_by_column(session: AsyncSession, row: Any) -> None:
    moved = update(type(row)).values({"id": type(row).id}).execution_options(synchronize_session=False)
    await session.exec(moved, params={"workspace_id": row.workspace_id})


async def update_behind_the_session(session: AsyncSession, row: Any) -> None:
    changed = update(type(row)).where(type(row).id == bindparam("which")).values({"id": type(row).id})
    await session.exec(changed, params={"which": row.id})


async def update_by_number(session: AsyncSession, row: Any) -> None:
    await session.exec(update(type(row)), params=[{"id": row.id, word_of(type(row)): "ours now"}])


async def update_from_another(session: AsyncSession, row: Any) -> None:
    changed = update(type(row)).where(beside(type(row)).id > 0).values({"id": type(row).id})
    await session.exec(changed, execution_options={"synchronize_session": False})


async def update_bare(session: AsyncSession, row: Any) -> None:
    await session.exec(update(inspect(type(row)).local_table).values(id=row.id))


async def delete_bare(session: AsyncSession, row: Any) -> None:
    await session.exec(delete(inspect(type(row)).local_table))


WAYS_TO_WRITE = (
    change, remove, merge, add, insert_values, insert_row, insert_rows, insert_bare, insert_many_values,
    insert_from_select, upsert, move, move_by_parameter, move_by_column, update_by_number, update_behind_the_session,
    update_from_another, update_bare, delete_bare,
)  # fmt: skip


@each(OWNED)
async def test_nothing_is_written_into_another_workspace(both: Both, table: Table) -> None:
    database, ours, theirs = both
    before = await everything(database, table)

    let_through = []
    for way in WAYS_TO_WRITE:
        try:
            async with database.writing(ours.id) as session:
                await way(session, again(theirs.of(table)))
            let_through.append(way.__name__)
        except FORBIDDEN:
            continue

    assert let_through == []
    assert await everything(database, table) == before


@each(CHANGEABLE)
async def test_an_update_or_delete_reaches_no_row_of_others(both: Both, table: Table) -> None:
    database, ours, theirs = both
    before = await everything(database, table)
    foreign = theirs.of(table).id

    built_once = update(table).where(table.id == bindparam("which")).values({"id": table.id + 1000})
    built_once = built_once.execution_options(synchronize_session=False)

    async with database.writing(ours.id) as session:
        updated = await session.exec(update(table).where(table.id == foreign).values({"id": table.id + 1000}))
        by_parameter = await session.exec(built_once, params={"which": foreign, "its_workspace": theirs.id})
        deleted = await session.exec(delete(table).where(table.id == foreign))

    assert (updated.rowcount, by_parameter.rowcount, deleted.rowcount) == (0, 0, 0)
    assert await everything(database, table) == before


@each(CHANGEABLE)
async def test_an_update_of_all_rows_updates_its_own(both: Both, table: Table) -> None:
    database, ours, _ = both

    async with database.writing(ours.id) as session:
        updated = await session.exec(update(table).values({word_of(table): getattr(table, word_of(table))}))

    assert updated.rowcount == 1


@each(tuple(table for table in OWNED if table not in (Channel, Post)))
async def test_a_session_without_a_workspace_sees_no_rows_that_belong_to_one(both: Both, table: Table) -> None:
    database, ours, _ = both
    row = ours.of(table)

    for statement in (select(table), select(Workspace).where(exists(select(table.id))), delete(table)):
        async with database.everywhere() as session:
            with pytest.raises(FORBIDDEN):
                await session.exec(statement)
    async with database.everywhere() as session:
        with pytest.raises(Trespass):
            await session.get(table, row.id)
        with pytest.raises(Trespass):
            await insert_values(session, row)
        session.add(table(**values_of(row)))
        with pytest.raises(Trespass):
            await session.flush()
        session.expunge_all()


async def test_a_bare_connection_is_not_to_be_had(both: Both) -> None:
    database, ours, _ = both

    async with database.writing(ours.id) as session:
        with pytest.raises(Trespass):
            await session.connection()
        with pytest.raises(Trespass):
            await session.run_sync(lambda bare: bare.bulk_save_objects([]))


async def test_a_workspace_cannot_make_or_change_another(both: Both) -> None:
    database, ours, theirs = both
    before = await everything(database, Workspace)

    for way in (change, remove, add):
        with pytest.raises(Trespass):
            async with database.writing(ours.id) as session:
                await way(session, again(theirs.workspace))

    assert await everything(database, Workspace) == before


@each(TABLES)
async def test_a_session_that_reads_does_not_write(both: Both, table: Table) -> None:
    database, ours, _ = both
    before = await everything(database, table)

    async with database.reading(ours.id) as session:
        for write in (update(table).values({"id": table.id}), delete(table), insert(table).values(id=1000)):
            with pytest.raises(ReadOnly):
                await session.exec(write)
        for way in (change, remove, add):
            await way(session, again(ours.of(table)))
            with pytest.raises(ReadOnly):
                await session.flush()
            session.expunge_all()

    assert await everything(database, table) == before
