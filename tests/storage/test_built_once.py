"""A statement that is built once is held within whichever workspace asks it."""

import pytest
from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage.database import Database
from storage.metrics import Metric
from storage.workspaces import Workspace
from tests.storage.rows import full_workspace

NAMES = select(Metric.name).order_by(col(Metric.id))
RENAME = update(Metric).values(name=bindparam("new_name")).execution_options(synchronize_session=False)
WORKSPACES = select(Workspace.slack_id).order_by(col(Workspace.id))


async def test_each_workspace_finds_its_own(database: Database) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    found = []
    for workspace_id in (ours.id, theirs.id, ours.id):
        async with database.reading(workspace_id) as session:
            found += [*(await session.exec(NAMES)).all(), *(await session.exec(WORKSPACES)).all()]

    assert found == ["Metric a", "T-a", "Metric b", "T-b", "Metric a", "T-a"]


async def test_each_workspace_changes_its_own(database: Database) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    for workspace_id, name in ((ours.id, "Ours"), (theirs.id, "Theirs")):
        async with database.writing(workspace_id) as session:
            await session.exec(RENAME, params={"new_name": name})

    found = []
    for workspace_id in (ours.id, theirs.id):
        async with database.reading(workspace_id) as session:
            found += (await session.exec(NAMES)).all()
    assert found == ["Ours", "Theirs"]


@pytest.mark.parametrize("name", ["its_workspace", "workspace_id", "workspace_id_1"])
async def test_no_parameter_leads_elsewhere(database: Database, name: str) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    async with database.reading(ours.id) as session:
        found = (await session.exec(NAMES, params={name: theirs.id})).all()

    assert found == ["Metric a"]
