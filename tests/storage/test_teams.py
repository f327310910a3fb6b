"""Teams: a channel that plans has one."""

from storage import teams
from storage.database import Database
from tests.storage.rows import NOW, new_workspace


async def test_a_channel_has_one_team(database: Database) -> None:
    ours = await new_workspace(database)

    async with database.writing(ours.id) as session:
        first = await teams.ensure(session, "C1", zone="Europe/Berlin", created_by="U1", now=NOW)
    async with database.writing(ours.id) as session:
        second = await teams.ensure(session, "C1", zone="America/Lima", created_by="U2", now=NOW)

    assert second == first
    assert second.zone == "Europe/Berlin"
