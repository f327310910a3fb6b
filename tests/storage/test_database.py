"""Transactions: what they see, what they keep, and what happens twice."""

from datetime import datetime

import pytest

from storage import arrivals, teams, workspaces
from storage.database import Database
from tests.storage.rows import NOW


async def test_what_a_transaction_wrote_is_there_afterwards(database: Database) -> None:
    async with database.everywhere() as session:
        workspace = await workspaces.ensure(session, "T1", now=NOW)

    async with database.writing(workspace.id) as session:
        await teams.ensure(session, "C1", zone="Europe/Berlin", created_by="U1", now=NOW)

    async with database.reading(workspace.id) as session:
        team = await teams.by_channel(session, "C1")
    assert team is not None
    assert team.zone == "Europe/Berlin"
