"""Rows: what is filled in, what comes back as it was, and what is written once."""

from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import CheckConstraint, delete, inspect, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel, col, func, insert, select

from storage import teams
from storage.database import Database, Unalterable
from storage.metrics import Metric
from storage.readings import Reading
from storage.releases import Release
from storage.rows import Permanent, Row
from storage.tables import OWNED, TABLES
from storage.teams import Team
from tests.storage.rows import NOW, full_workspace, new_workspace


def test_every_table_is_listed() -> None:
    listed = {table.__tablename__ for table in TABLES}

    assert listed == set(SQLModel.metadata.tables)


def test_no_index_leads_to_all_of_a_workspace() -> None:
    indexed = {
        tuple(column.name for column in index.columns)
        for table in OWNED
        for index in inspect(table).local_table.indexes
    }

    assert ("promise_id",) in indexed
    assert ("workspace_id",) not in indexed


def checks_of(table: type[Row]) -> list[str]:
    """The columns of a table that take only listed words, or numbers within bounds."""
    checks = [each for each in inspect(table).local_table.constraints if isinstance(each, CheckConstraint)]
    return [str(check.name).removeprefix(f"ck_{table.__tablename__}_") for check in checks]


@pytest.mark.parametrize("table", [table for table in OWNED if checks_of(table)], ids=lambda table: table.__name__)
async def test_a_word_that_is_not_listed_and_a_number_out_of_bounds_cannot_be_stored(
    database: Database, table: type[Row]
) -> None:
    ours = await full_workspace(database)
    row = {name: value for name, value in ours.of(table).model_dump().items() if name != "id"}

    for column in checks_of(table):
        wrong = -1 if isinstance(row[column], int) else "nonsense"
        with pytest.raises(IntegrityError, match=f"ck_{table.__tablename__}_{column}"):
            async with database.writing(ours.id) as session:
                await session.exec(insert(table).values(**row | {column: wrong}))


async def test_new_rows_get_the_sessions_workspace(database: Database) -> None:
    ours = await new_workspace(database)

    async with database.writing(ours.id) as session:
        session.add(Team(channel_id="C1", created_at=NOW))
        await session.exec(insert(Team), params=[{"channel_id": f"C{n}", "created_at": NOW} for n in range(2, 1000)])
        await session.exec(insert(Team).values(channel_id="C1000", created_at=NOW))

    async with database.reading(ours.id) as session:
        found = await teams.every(session)
    assert len(found) == 1000
    assert {team.workspace_id for team in found} == {ours.id}
    # What a row leaves out is the same however it is added.
    assert {tuple(team.checkin_days) for team in found} == {(7, 30, 90)}


async def test_thousands_of_readings_are_saved_in_one_transaction(database: Database) -> None:
    ours = await full_workspace(database)
    number = ours.of(Metric).pk

    async with database.writing(ours.id) as session:
        rows = [
            {"metric_id": number, "value": float(n), "at": NOW + timedelta(minutes=n), "known_at": NOW, "source": "csv"}
            for n in range(10_000)
        ]
        await session.exec(insert(Reading), params=rows)

    async with database.reading(ours.id) as session:
        assert (await session.exec(select(func.count(col(Reading.id))))).one() == 10_001


@pytest.mark.parametrize("table", [table for table in OWNED if issubclass(table, Permanent)])
async def test_what_is_written_once_is_neither_changed_nor_removed(database: Database, table: type[Permanent]) -> None:
    ours = await full_workspace(database)

    async with database.writing(ours.id) as session:
        row = await session.get(table, ours.of(table).id)
        assert row is not None
        row.sqlmodel_update({"who": "U-other"})
        with pytest.raises(Unalterable):
            await session.flush()
        session.expunge_all()
        await session.delete(await session.get(table, ours.of(table).id))
        with pytest.raises(Unalterable):
            await session.flush()
        session.expunge_all()
        with pytest.raises(Unalterable):
            await session.exec(update(table).values(who="U-other"))
        with pytest.raises(Unalterable):
            await session.exec(delete(table))
    async with database.reading(ours.id) as session:
        assert (await session.exec(select(table))).one() == ours.of(table)


async def test_a_moment_comes_back_in_utc(database: Database) -> None:
    ours = await new_workspace(database)
    summer = timezone(timedelta(hours=2))

    async with database.writing(ours.id) as session:
        session.add(Team(channel_id="C1", created_at=datetime(2026, 7, 1, 11, 30, 0, 123456, tzinfo=summer)))
    async with database.reading(ours.id) as session:
        team = await teams.by_channel(session, "C1")

    assert team is not None
    assert team.created_at.isoformat() == "2026-07-01T09:30:00.123456+00:00"


async def test_moments_compare_as_moments_whatever_their_zone(database: Database) -> None:
    ours = await new_workspace(database)
    west = timezone(timedelta(hours=-8))
    async with database.writing(ours.id) as session:
        session.add(Team(channel_id="C1", created_at=datetime(2026, 7, 1, 9, 0, tzinfo=west)))

    async with database.reading(ours.id) as session:
        # 17:00 in UTC: after 16:59 there, and after 18:58 two hours east of it.
        moment = datetime(2026, 7, 1, 18, 59, tzinfo=timezone(timedelta(hours=2)))
        later = await session.exec(select(Team).where(Team.created_at > moment))
        assert later.one().channel_id == "C1"
        latest = (await session.exec(select(func.max(Team.created_at)))).one()
    assert latest.isoformat() == "2026-07-01T17:00:00+00:00"


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    ours = await new_workspace(database)

    with pytest.raises(StatementError, match="timezone"):
        async with database.writing(ours.id) as session:
            session.add(Team(channel_id="C1", created_at=NOW.replace(tzinfo=None)))


async def test_days_lists_and_words_come_back_as_they_were(database: Database) -> None:
    ours = await full_workspace(database)
    text = "🚢 <!channel> *x* `y` {{ z }} שלום ' \" \\ % \u2028"

    async with database.writing(ours.id) as session:
        team = await session.get(Team, ours.of(Team).id)
        release = await session.get(Release, ours.of(Release).id)
        assert team is not None
        assert release is not None
        team.working_days, team.days_off = [7, 1], ["2026-12-24"]
        release.description, release.window_to = text, date(2028, 2, 29)

    async with database.reading(ours.id) as session:
        team, release = await session.get(Team, team.id), await session.get(Release, release.id)
    assert team is not None
    assert release is not None
    assert (team.working_days, team.days_off) == ([7, 1], ["2026-12-24"])
    assert (release.description, release.window_to) == (text, date(2028, 2, 29))
