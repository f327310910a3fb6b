"""What is owed is counted and listed without a look at what was sent, and only what nobody holds is decided by hand."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import closures, delivery, people, posts, workspaces
from storage.database import Database
from storage.posts import Post
from tests.databases import Fresh
from tests.storage.owed import MINUTE, claim, found, owe, send, settle
from tests.storage.rows import NOW, Full, new_workspace

# Of what a year leaves behind; few enough to be made in a second, and so many that nobody would read them by choice.
SENT = 20_000
DAY = timedelta(days=1)

Ask = Callable[[AsyncSession], Awaitable[Any]]
# What /metrics, readiness and whoever runs Payoff ask of all workspaces.
OF_ALL: dict[str, Ask] = {
    "how many of each": delivery.count_open,
    "how many are due": lambda session: delivery.count_due(session, now=NOW),
    "since when": lambda session: delivery.oldest_due(session, now=NOW),
    "when the next is due": posts.next_due,
    "which are open": lambda session: delivery.find(session, states=delivery.OPEN, limit=20),
    "which of one channel failed": lambda session: delivery.find(
        session, states=["failed"], channel_id="C1", since=NOW - DAY, limit=20
    ),
}
# What App Home asks of its own, and whoever decides what else is said.
OF_ONE: dict[str, Ask] = {
    "what a channel waits for": lambda session: closures.awaits(session, "C1"),
    "what a channel never got": lambda session: posts.undelivered(session, "C1"),
    "what someone is to get": lambda session: people.awaited(session, "U1", "release_follow", NOW),
    "what is to be said of one thing": lambda session: posts.due_after(session, NOW, "checkin_remind", 1),
    "how many are due": lambda session: delivery.count_due(session, now=NOW),
    "since when": lambda session: delivery.oldest_due(session, now=NOW),
    "how many were sent lately": lambda session: delivery.count_sent(session, since=NOW - DAY),
    "what failed": delivery.troubles,
    "which for the same reason": lambda session: delivery.of_trouble(
        session, delivery.Trouble(channel_id="C1", state="failed", error="is_archived", count=1, post_id=1)
    ),
}


@pytest.fixture
async def ours(database: Database) -> Full:
    """A workspace that owes nothing."""
    return await new_workspace(database)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def after_a_year(fresh_database: Fresh) -> AsyncIterator[tuple[Database, Full]]:
    """A database in which much was sent, with little that is still owed or was given up."""
    with fresh_database() as url:
        database = Database(url)
        ours = await new_workspace(database)
        await give_up(database, await owe(database, ours, "failed"))
        post = await owe(database, ours, "sent")
        (claimed,) = await claim(database)
        await send(database, claimed, now=NOW - 30 * DAY)
        await owe(database, ours, "lately")
        (claimed,) = await claim(database)
        await send(database, claimed)
        await owe(database, ours, "due", due_at=NOW - MINUTE)
        async with database.writers.connect() as connection:
            names = [column.name for column in Post.__table__.columns]  # type: ignore[attr-defined]
            columns = ", ".join(name for name in names if name not in ("id", "key_text"))
            await connection.exec_driver_sql(
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < "
                f"{SENT}) INSERT INTO post ({columns}, key_text) "
                f"SELECT {columns}, 'sent:' || n FROM post, numbers WHERE post.id = {post.pk}"
            )
            await connection.commit()
            await connection.exec_driver_sql("ANALYZE")
            await connection.commit()
        yield database, ours
        await database.close()


async def give_up(database: Database, post: Post) -> None:
    """Slack refuses it."""
    (claimed,) = await claim(database)
    assert claimed.id == post.id
    await settle(database, claimed, posts.settle_failed, error="is_archived", now=NOW)


async def plans_of(database: Database, workspace_id: int | None, ask: Ask) -> list[str]:
    """How the database does what is asked of it, statement by statement."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        asked.append((statement, parameters))

    event.listen(database.readers.sync_engine, "before_cursor_execute", note)
    async with database.session(database.readers, workspace_id, writes=False) as session:
        await ask(session)
    event.remove(database.readers.sync_engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if database.url.get_backend_name() == "sqlite" else "EXPLAIN"
    async with database.writers.connect() as connection:
        return [
            "\n".join(str(row) for row in (await connection.exec_driver_sql(f"{explain} {sql}", parameters)).all())
            for sql, parameters in asked
        ]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("of_all", "ask"),
    [
        *(pytest.param(True, ask, id=f"of all: {words}") for words, ask in OF_ALL.items()),
        *(pytest.param(False, ask, id=f"of one: {words}") for words, ask in OF_ONE.items()),
    ],
)
async def test_nothing_that_is_asked_reads_all_that_was_sent(
    after_a_year: tuple[Database, Full], of_all: bool, ask: Ask
) -> None:
    database, ours = after_a_year

    plans = await plans_of(database, None if of_all else ours.id, ask)

    assert plans
    for plan in plans:
        assert any(index in plan for index in ("ix_post_pending", "ix_post_lost", "ix_post_sent", "ix_post_suspect")), (
            plan
        )
        assert "Seq Scan on post" not in plan


@pytest.mark.asyncio(loop_scope="module")
async def test_it_is_counted_right(after_a_year: tuple[Database, Full]) -> None:
    database, ours = after_a_year

    async with database.reading(ours.id) as session:
        counted = await delivery.count_open(session)
        due, since = await delivery.count_due(session, now=NOW), await delivery.oldest_due(session, now=NOW)
        sent = await delivery.count_sent(session, since=NOW - DAY)

    assert counted == {"due": 1, "sending": 0, "failed": 1, "unknown": 0}
    assert (due, since) == (1, NOW - MINUTE)
    assert sent == 1


async def test_where_payoff_may_not_speak_nothing_counts_as_late(database: Database, ours: Full) -> None:
    await owe(database, ours, due_at=NOW - DAY)
    async with database.everywhere() as session:
        workspace = await workspaces.get(session, ours.id)
        assert workspace is not None
        workspace.removed_at = NOW
        session.add(workspace)

    async with database.reading_everywhere() as session:
        assert await delivery.count_due(session, now=NOW) == 0
        assert await delivery.oldest_due(session, now=NOW) is None
        assert (await delivery.count_open(session))["due"] == 1


async def changed(database: Database, ours: Full, change: Any, *post_ids: int, now: datetime = NOW) -> list[int]:
    async with database.writing(ours.id) as session:
        return list(await change(session, post_ids, now=now))


@pytest.mark.parametrize("change", [delivery.try_again, delivery.drop])
async def test_what_somebody_holds_or_was_sent_is_not_decided_by_hand(
    database: Database, ours: Full, change: Any
) -> None:
    sent = await owe(database, ours, "sent")
    (claimed,) = await claim(database)
    await send(database, claimed)
    held = await owe(database, ours, "held")
    assert await claim(database, now=NOW + MINUTE)

    assert await changed(database, ours, change, sent.pk, held.pk) == []


async def test_what_is_tried_again_is_claimed_as_if_it_were_owed_anew(database: Database, ours: Full) -> None:
    post = await owe(database, ours)
    await give_up(database, post)

    assert await changed(database, ours, delivery.try_again, post.pk, now=NOW + MINUTE) == [post.pk]

    (again,) = await claim(database, now=NOW + MINUTE)
    assert (again.id, again.attempts, again.error) == (post.id, 0, "")


async def test_what_is_dropped_is_claimed_by_nobody(database: Database, ours: Full) -> None:
    post = await owe(database, ours)

    assert await changed(database, ours, delivery.drop, post.pk) == [post.pk]

    assert await claim(database, now=NOW + DAY) == []
    assert (await found(database, ours)).state == "dropped"
