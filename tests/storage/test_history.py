"""History: who changed what, from what to what, and why."""

from datetime import timedelta
from typing import Any

from storage import history
from storage.database import Database
from tests.storage.rows import NOW, new_workspace


def change(number: int, **more: Any) -> dict[str, Any]:
    values = {"who": "U1", "what": "window", "old": str(number), "new": str(number + 1), "why": "later"}
    return values | {"at": NOW + timedelta(minutes=number)} | more


async def test_changes_are_told_the_newest_first(database: Database) -> None:
    ours = await new_workspace(database)
    async with database.writing(ours.id) as session:
        for number in range(4):
            await history.record(session, "release", 7, **change(number))
        await history.record(session, "release", 7, **change(4, what="owner"))
        await history.record(session, "release", 8, **change(5))
        await history.record(session, "outcome", 7, **change(6))

    async with database.reading(ours.id) as session:
        every = await history.changes_of(session, "release", 7)
        last = await history.changes_of(session, "release", 7, what="window", limit=1)
        one = await history.get(session, every[-1].pk)

    assert [(each.what, each.old, each.new) for each in every] == [
        ("owner", "4", "5"), ("window", "3", "4"), ("window", "2", "3"), ("window", "1", "2"), ("window", "0", "1"),
    ]  # fmt: skip
    assert list(last) == [every[1]]
    assert one is not None
    assert (one.who, one.why, one.at) == ("U1", "later", NOW)
