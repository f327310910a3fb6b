"""Workspaces: they come, go, and come back."""

from datetime import timedelta

from storage import workspaces
from storage.database import Database
from tests.storage.rows import NOW, full_workspace


async def test_a_workspace_that_comes_back_keeps_its_rows(database: Database) -> None:
    ours = await full_workspace(database)
    async with database.everywhere() as session:
        gone = await workspaces.by_slack_id(session, "T-a")
        assert gone is not None
        gone.removed_at = NOW

    async with database.everywhere() as session:
        assert await workspaces.installed(session) == []
        back = await workspaces.ensure(session, "T-a", bot_id="B-new", now=NOW + timedelta(days=1))

    assert (back.id, back.removed_at, back.bot_id, back.name) == (ours.id, None, "B-new", "Name a")
    async with database.everywhere() as session:
        assert [each.slack_id for each in await workspaces.installed(session)] == ["T-a"]
        assert await workspaces.get(session, ours.id) == back
