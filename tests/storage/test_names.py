"""Names and keys: of many things only those are read that a text may begin with."""

from dataclasses import asdict

import pytest

from bot.value.naming import beginning, fold
from storage import metrics, outcomes, releases, teams
from storage.asof import look_back
from storage.database import Database
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release
from tests.storage.rows import NOW, new_workspace

NAMES = ["One-page checkout", "One-page checkout for guests", "Faster search", "REL-1 again", "Ärger mit „Straße“"]


@pytest.fixture
async def workspace_id(database: Database) -> int:
    """A workspace with a release, an outcome and a metric of each name; the last ones are cancelled and closed."""
    workspace = await new_workspace(database)
    async with database.writing(workspace.id) as session:
        team = await teams.ensure(session, "C1", zone="UTC", created_by="U1", now=NOW)
        for number, name in enumerate(NAMES, 1):
            is_last = name == NAMES[-1]
            early = {"name": name, "folded": fold(name), "created_by": "U1", "created_at": NOW}
            state = "cancelled" if is_last else "planned"
            session.add(Release(number=number, team_id=team.pk, owner_id="U1", state=state, **early))
            state = "closed" if is_last else "open"
            session.add(Outcome(number=number, kind="hypothesis", category="revenue", state=state, **early))
            session.add(Metric(archived_at=NOW if is_last else None, **early))
            await session.flush()
    return workspace.id


@pytest.mark.parametrize(
    ("typed", "by_name", "by_key"),
    [
        ("One-page checkout for 3 Mar", [1], []),
        ("one-page  CHECKOUT for guests 3 Mar", [2, 1], []),
        ("“Faster search” next Tuesday", [3], []),
        ("Faster search?", [3], []),
        ("ärger mit \"strasse\"", [5], []),
        ("checkout", [], []),
        ("REL-1 12 Jan", [], [1]),
        ("rel3", [], [3]),
        ("“REL-2” x", [], [2]),
        ("REL-1 again", [4], [1]),
        ("REL-99", [], []),
        ("", [], []),
        ("  \x00 ", [], []),
    ],
)  # fmt: skip
async def test_what_a_text_may_mean_is_read_and_nothing_else(
    database: Database, workspace_id: int, typed: str, by_name: list[int], by_key: list[int]
) -> None:
    begins = beginning(typed)

    async with database.reading(workspace_id) as session:
        found = [one.number for one in await releases.called(session, **asdict(begins))]
        also = [one.number for one in await outcomes.called(session, **asdict(begins))]
        named = await metrics.called(session, typed=begins.typed, inner=begins.inner)

    assert found == also == sorted({*by_name, *by_key}, reverse=True)
    assert {metric.name for metric in named} == {NAMES[number - 1] for number in by_name}


async def test_what_is_over_comes_last(database: Database, workspace_id: int) -> None:
    async with database.writing(workspace_id) as session:
        guests = (await releases.called(session, typed=fold(NAMES[1]), inner="", number=0))[0]
        guests.state = "cancelled"
        session.add(guests)

    async with database.reading(workspace_id) as session:
        found = await releases.called(session, typed=fold(NAMES[1]), inner="", number=0)

    assert [release.number for release in found] == [1, 2]


async def test_on_another_day_things_were_called_something_else(database: Database, workspace_id: int) -> None:
    async with database.reading(workspace_id) as session:
        look_back(session, NOW, {})
        found = await releases.called(session, typed="as it was called then", inner="", number=0)
        also = await outcomes.called(session, typed="as it was called then", inner="", number=0)
        named = await metrics.called(session, typed="as it was called then", inner="")

    assert len(found) == len(also) == len(named) == len(NAMES)
