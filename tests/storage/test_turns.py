"""Whoever changes a workspace takes a turn, in however many processes: what was read is still so when it is saved."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage import metrics, releases, teams, workspaces
from storage.database import Database
from storage.releases import Release
from tests.storage.rows import NOW


@pytest.fixture
async def both(database: Database) -> AsyncIterator[tuple[Database, Database]]:
    """One database, opened by two processes."""
    other = Database(database.url.render_as_string(hide_password=False))
    yield database, other
    await other.close()


@pytest.fixture
async def workspace_id(database: Database) -> int:
    async with database.everywhere() as session:
        return (await workspaces.ensure(session, "T-turns", now=NOW)).id or 0


async def plan(database: Database, workspace_id: int, name: str) -> None:
    """Plan a release in the team's first channel, as a flow does: look, then write."""
    async with database.writing(workspace_id, arrival=f"trigger:{name}", now=NOW) as session:
        team = await teams.ensure(session, "C-turns", zone="UTC", created_by="U1", now=NOW)
        number = await releases.next_number(session)
        await asyncio.sleep(0)
        session.add(Release(number=number, team_id=team.pk, name=name, folded=name, created_by="U1", created_at=NOW))


async def test_what_is_planned_at_two_replicas_at_once_has_numbers_of_its_own(
    both: tuple[Database, Database], workspace_id: int
) -> None:
    await asyncio.gather(*(plan(both[number % 2], workspace_id, f"Release {number}") for number in range(12)))

    async with both[0].reading(workspace_id) as session:
        named = await releases.named(session)
        (team,) = await teams.every(session)
    assert sorted(release.number for release in named) == list(range(1, 13))
    assert {release.team_id for release in named} == {team.pk}


@pytest.mark.parametrize("in_turn", [True, False], ids=["another workspace's", "what changes posts alone"])
async def test_some_wait_for_no_turn(both: tuple[Database, Database], workspace_id: int, in_turn: bool) -> None:
    if both[0].writers.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer for all")
    async with both[0].everywhere() as session:
        other_id = (await workspaces.ensure(session, "T-other", now=NOW)).id or 0
    place = other_id if in_turn else workspace_id

    async with both[0].writing(workspace_id), both[1].writing(place, in_turn=in_turn) as session:
        read = await metrics.live(session)

    assert read == []
