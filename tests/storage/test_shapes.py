"""A SELECT that is known by its shape finds what SQLAlchemy finds for its own values, within the workspace."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlmodel import col, func, or_, select

from storage import ledger, releases
from storage.database import Database, Trespass
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Release
from storage.rows import ANEW
from storage.shapes import SHAPES, recognise
from storage.teams import Team
from tests.storage.rows import full_workspace

# Any option but one leaves it to SQLAlchemy.
BY_SQLALCHEMY = {"logging_token": "compared"}
# Each twice or more, with other values: what the first of a shape asked for is not what the next one does.
ALIKE: dict[str, list[Any]] = {
    "a number": [select(Release).where(Release.id == number) for number in (1, 2, 3, 99)],
    "words": [select(Metric.name).where(Metric.name == name) for name in ("Metric a", "Metric b", "None")],
    "a list": [
        select(Release).where(col(Release.id).in_(numbers)).order_by(col(Release.id).desc())
        for numbers in ((), (1,), (2,), (1, 2), (2, 3), (1, 2, 3), (3, 1, 2), range(40))
    ],
    "two lists": [
        select(Release.id).where(or_(col(Release.id).in_(some), col(Release.name).in_(others)))
        for some, others in (((1,), ()), ((), ("Release a",)), ((1, 2), ("Release b",)), ((2, 3), ("Release a",)))
    ],
    "how many": [select(Reading.id, Reading.value).order_by(col(Reading.id)).limit(most) for most in (0, 1, 5)],
    "rows beside rows and values": [
        select(Release, Promise, Team.zone)
        .join(Team, col(Team.id) == col(Release.team_id))
        .outerjoin(Promise, (col(Promise.release_id) == col(Release.id)) & (col(Promise.likely) > size))
        .order_by(col(Release.id), col(Promise.id))
        for size in (-1000.0, 1000.0)
    ],
    "a count": [select(func.count()).select_from(Reading).where(Reading.value > least) for least in (-1e9, 1e9)],
}


@pytest.mark.parametrize("shape", ALIKE)
async def test_what_is_known_by_its_shape_is_found_as_sqlalchemy_finds_it(database: Database, shape: str) -> None:
    ours, theirs = await full_workspace(database, "a", 1), await full_workspace(database, "b", 2)

    different = set()
    for workspace in (ours, theirs, ours):
        for statement in ALIKE[shape]:
            async with database.reading(workspace.id) as session:
                found = (await session.exec(statement)).all()
                known = (await session.exec(statement, execution_options=BY_SQLALCHEMY)).all()
            async with database.reading(workspace.id) as session:
                before = (await session.exec(statement, execution_options=BY_SQLALCHEMY)).all()
                again = (await session.exec(statement)).all()

            assert told(found) == told(before)
            # The session has each row once, whoever read it first.
            assert told(found, by=id) == told(known, by=id)
            assert told(before, by=id) == told(again, by=id)
            different.add(repr(told(found)))

    assert len(different) > 1


def told(found: Any, by: Any = None) -> list[Any]:
    """Each thing that was found, or each row of it by something else than what it holds."""
    listed = [list(each) if isinstance(each, tuple) else [each] for each in found]
    return [[told_one(one, by) for one in each] for each in listed]


def told_one(one: Any, by: Any) -> Any:
    if not hasattr(one, "model_dump"):
        return one
    return by(one) if by is not None else one.model_dump()


async def test_a_row_that_changed_behind_sqlalchemy_is_read_anew(database: Database) -> None:
    ours = await full_workspace(database)

    async with database.writing(ours.id) as session:
        (before,) = (await session.exec(select(Metric))).all()
        await session.exec(update(Metric).values(name=func.upper(Metric.name)))
        (after,) = (await session.exec(select(Metric))).all()

        assert after is before
        assert after.name == "METRIC A"


async def test_a_row_is_read_anew_for_who_asks_for_that(database: Database) -> None:
    ours = await full_workspace(database)

    async with database.writing(ours.id) as session:
        (known,) = (await session.exec(select(Metric))).all()
        await session.exec(update(Metric).values(name="Other"), execution_options={"synchronize_session": False})
        (remembered,) = [metric.name for metric in (await session.exec(select(Metric))).all()]
        (anew,) = (await session.exec(select(Metric), execution_options=ANEW)).all()
        anew.unit = "ms"

    assert anew is known
    assert (remembered, anew.name) == ("Metric a", "Other")
    async with database.reading(ours.id) as session:
        assert (await session.exec(select(Metric.name, Metric.unit))).all() == [("Other", "ms")]


async def test_what_was_changed_and_not_saved_is_found(database: Database) -> None:
    ours = await full_workspace(database)

    async with database.writing(ours.id) as session:
        (release,) = await releases.named(session)
        release.name = "Changed"
        found = (await session.exec(select(Release.name))).all()

    assert found == ["Changed"]


async def test_a_shape_that_reaches_elsewhere_is_refused_each_time(database: Database) -> None:
    ours = await full_workspace(database)

    for _ in range(2):
        with pytest.raises(Trespass):
            async with database.reading(ours.id) as session:
                await session.exec(select(Metric.id).where(text("1 = 1")))
        with pytest.raises(Trespass):
            async with database.everywhere() as session:
                await session.exec(select(Outcome.id))


async def test_what_was_not_given_is_missed(database: Database) -> None:
    ours = await full_workspace(database)

    for given in ({"start": datetime(2026, 1, 1, tzinfo=UTC)}, {}):
        with pytest.raises(ValueError, match=r"end|start"):
            async with database.reading(ours.id) as session:
                await session.exec(ledger.SHIPPED_BETWEEN, params=given)


async def test_what_payoff_asks_is_known_by_its_shape(database: Database) -> None:
    ours = await full_workspace(database)
    dialect = database.readers.dialect

    async with database.reading(ours.id) as session:
        await ledger.shipped(session)
        await releases.in_states(session, "shipped", "closed")
        before = len(SHAPES)
        await ledger.shipped(session)
        await releases.in_states(session, "draft", "planned", team_id=3)
        await releases.in_states(session, "scheduled", "planned", team_id=4)

    assert len(SHAPES) == before + 1
    assert recognise(select(Release).where(Release.id == 5), {}, dialect, held=True) is not None
