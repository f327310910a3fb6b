"""Posts: owed once, claimed by one, settled by who holds them."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select as bare_select
from sqlmodel import col

from storage import posts
from storage.database import Database
from storage.posts import PACE, LeaseLost, Post
from storage.posts.table import PENDING
from tests.storage.owed import MINUTE, claim, found, owe, send, settle
from tests.storage.rows import NOW, Full, new_workspace


@pytest.fixture
async def ours(database: Database) -> Full:
    """A workspace that owes nothing."""
    return await new_workspace(database)


async def test_a_message_is_owed_once_however_often_it_is_owed(database: Database, ours: Full) -> None:
    first = await owe(database, ours, details={"words": "first"})
    second = await owe(database, ours, due_at=NOW - MINUTE, details={"words": "second"})

    assert second == first
    assert await claim(database) == [await found(database, ours)]
    assert (await found(database, ours)).details == {"words": "first"}


async def test_a_message_that_was_sent_is_not_owed_again(database: Database, ours: Full) -> None:
    await owe(database, ours)
    (post,) = await claim(database)
    await send(database, post)

    await owe(database, ours)

    assert await claim(database, now=NOW + MINUTE) == []


async def test_a_living_message_that_was_sent_is_due_again_and_stays_the_same_message(
    database: Database, ours: Full
) -> None:
    await owe(database, ours, living=True)
    (post,) = await claim(database)
    await send(database, post, ts="1.1")

    await owe(database, ours, living=True, due_at=NOW + MINUTE, details={"words": "new"})

    assert await claim(database) == []
    (again,) = await claim(database, now=NOW + MINUTE)
    assert (again.id, again.ts, again.sent_channel, again.details) == (post.id, "1.1", "C1", {"words": "new"})


async def test_a_living_message_that_is_owed_while_it_is_being_sent_is_sent_again(
    database: Database, ours: Full
) -> None:
    await owe(database, ours, living=True)
    (post,) = await claim(database)
    await settle(database, post, posts.begin_sending, now=NOW)

    await owe(database, ours, living=True)
    await settle(database, post, posts.settle_sent, channel="C1", ts="1.1", now=NOW)

    (again,) = await claim(database, now=NOW + PACE)
    assert (again.state, again.ts) == ("due", "1.1")


async def test_a_living_message_that_waits_is_due_at_the_earlier_moment(database: Database, ours: Full) -> None:
    await owe(database, ours, living=True, due_at=NOW + 5 * MINUTE)

    await owe(database, ours, living=True, due_at=NOW)
    await owe(database, ours, living=True, due_at=NOW + 9 * MINUTE)

    assert (await found(database, ours)).due_at == NOW


@pytest.mark.parametrize("end", ["failed", "dropped"])
async def test_a_living_message_that_came_to_nothing_is_tried_again_when_it_is_owed_again(
    database: Database, ours: Full, end: str
) -> None:
    await owe(database, ours, living=True)
    (post,) = await claim(database)
    if end == "failed":
        await settle(database, post, posts.settle_failed, error="is_archived", now=NOW)
    else:
        await settle(database, post, posts.drop, now=NOW)
    assert (await found(database, ours)).state == end

    await owe(database, ours, living=True)

    (again,) = await claim(database, now=NOW + PACE)
    assert (again.error, again.attempts) == ("", 0)


async def test_a_message_that_was_sent_can_be_renewed(database: Database, ours: Full) -> None:
    sent, waiting = await owe(database, ours, "sent"), await owe(database, ours, "waiting", due_at=NOW + 9 * MINUTE)
    (post,) = await claim(database)
    await send(database, post)

    async with database.writing(ours.id) as session:
        for each in (sent, waiting):
            await posts.renew(session, each.pk, now=NOW + MINUTE)
        await posts.renew(session, 1000, now=NOW)

    assert [post.key_text for post in await claim(database, now=NOW + MINUTE)] == ["sent"]


async def test_what_a_failed_transaction_owed_is_not_owed(database: Database, ours: Full) -> None:
    async def fail() -> None:
        async with database.writing(ours.id) as session:
            await posts.owe(session, key_text="k", kind="note", subject_id=1, channel_id="C1", due_at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await claim(database) == []


async def test_what_is_due_is_claimed_the_longest_due_first(database: Database, ours: Full) -> None:
    theirs = await new_workspace(database, "b")
    await owe(database, ours, "later", due_at=NOW + MINUTE)
    await owe(database, ours, "now", due_at=NOW)
    await owe(database, theirs, "before", due_at=NOW - MINUTE)
    await owe(database, ours, "also now", due_at=NOW)

    claimed = await claim(database)

    assert [post.key_text for post in claimed] == ["before", "now", "also now"]
    assert {post.lease for post in claimed} == {"L1"}


async def test_no_more_is_claimed_than_was_asked_for(database: Database, ours: Full) -> None:
    for number in range(5):
        await owe(database, ours, f"key {number}", due_at=NOW - number * MINUTE)

    first, second = await claim(database, limit=3, lease="L1"), await claim(database, limit=3, lease="L2")

    assert [post.key_text for post in first] == ["key 4", "key 3", "key 2"]
    assert [post.key_text for post in second] == ["key 1", "key 0"]


async def test_what_one_has_claimed_no_other_gets_before_the_lease_runs_out(database: Database, ours: Full) -> None:
    await owe(database, ours)
    await claim(database, lease="L1")

    assert await claim(database, now=NOW + MINUTE - timedelta(seconds=1), lease="L2") == []
    assert [post.lease for post in await claim(database, now=NOW + MINUTE, lease="L2")] == ["L2"]


async def test_claims_at_the_same_time_share_the_posts_out(database: Database, ours: Full) -> None:
    for number in range(30):
        await owe(database, ours, f"key {number}")
    keys: list[str] = []

    while share := await claim(database, lease="L", limit=2):
        shares = await asyncio.gather(*(claim(database, lease=f"L{number}", limit=5) for number in range(8)))
        keys += [post.key_text for post in (*share, *(post for each in shares for post in each))]

    assert len(keys) == len(set(keys)) == 30


async def test_whoever_does_not_get_a_channel_holds_none_of_its_posts(database: Database, ours: Full) -> None:
    if database.writers.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer for all")
    for key in ("first", "second"):
        await owe(database, ours, key, channel_id="C1")

    async with database.writers.connect() as somebody, database.everywhere() as session:
        await somebody.exec_driver_sql("SELECT id FROM channel FOR UPDATE")
        got = await posts.claim(session, now=NOW, lease="L1", leased_until=NOW + MINUTE, limit=5)
        await somebody.rollback()
        # Its transaction goes on: what it held, nobody else would get, and a later one would be said before.
        others = await claim(database, lease="L2")

    assert got == []
    assert [post.key_text for post in others] == ["first"]


async def test_a_message_whose_sender_died_is_found_as_being_sent(database: Database, ours: Full) -> None:
    await owe(database, ours)
    (post,) = await claim(database)
    await settle(database, post, posts.begin_sending, now=NOW)

    assert await claim(database, now=NOW + posts.SENDING - timedelta(seconds=1), lease="L2") == []
    (again,) = await claim(database, now=NOW + posts.SENDING, lease="L2")

    assert (again.state, again.attempts, again.lease, again.sent_at) == ("sending", 1, "L2", NOW)


@pytest.mark.parametrize(
    ("how", "values"),
    [
        (posts.take_up, {"now": NOW}),
        (posts.begin_sending, {"now": NOW}),
        (posts.settle_sent, {"channel": "C1", "ts": "1.1", "now": NOW}),
        (posts.settle_failed, {"error": "is_archived", "now": NOW}),
        (posts.drop, {"now": NOW}),
        (posts.put_off, {"until": NOW, "error": "ratelimited", "now": NOW}),
        (posts.doubt, {"until": NOW, "error": "timeout", "now": NOW}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_who_lost_the_lease_decides_nothing(
    database: Database, ours: Full, how: Callable[..., Any], values: dict[str, Any]
) -> None:
    await owe(database, ours)
    (late,) = await claim(database, lease="L1")
    await claim(database, now=NOW + MINUTE, lease="L2")
    before = await found(database, ours)

    with pytest.raises(LeaseLost):
        await settle(database, late, how, **values)

    assert await found(database, ours) == before


async def test_what_became_of_a_post_is_in_the_row_and_in_the_hand(database: Database, ours: Full) -> None:
    await owe(database, ours)
    (post,) = await claim(database)

    await settle(database, post, posts.take_up, now=NOW)
    assert (post.state, post.attempts) == ("due", 1)
    await settle(database, post, posts.begin_sending, now=NOW, taken_up=True)
    assert (post.state, post.attempts, post.sent_at) == ("sending", 1, NOW)
    await settle(database, post, posts.settle_sent, channel="D1", ts="1.2", now=NOW + MINUTE)

    assert post == await found(database, ours)
    assert (post.state, post.sent_channel, post.ts, post.sent_at) == ("sent", "D1", "1.2", NOW + MINUTE)
    assert (post.lease, post.leased_until, post.settled_at) == ("", None, NOW + MINUTE)


async def test_a_post_put_off_is_due_later(database: Database, ours: Full) -> None:
    await owe(database, ours)
    (post,) = await claim(database)
    await settle(database, post, posts.begin_sending, now=NOW)

    await settle(database, post, posts.put_off, until=NOW + 3 * MINUTE, error="ratelimited", now=NOW)
    await owe(database, ours, living=True)

    assert await claim(database, now=NOW + 2 * MINUTE) == []
    (again,) = await claim(database, now=NOW + 3 * MINUTE)
    assert (again.state, again.error) == ("due", "ratelimited")


async def test_a_post_in_doubt_is_looked_at_after_a_quiet_time(database: Database, ours: Full) -> None:
    await owe(database, ours)
    (post,) = await claim(database)
    await settle(database, post, posts.begin_sending, now=NOW)

    await settle(database, post, posts.doubt, until=NOW + timedelta(seconds=20), error="TimeoutError", now=NOW)

    assert await claim(database, now=NOW + timedelta(seconds=19)) == []
    (again,) = await claim(database, now=NOW + timedelta(seconds=20))
    assert (again.state, again.error) == ("sending", "TimeoutError")


async def test_the_next_moment_is_that_at_which_something_can_be_claimed(database: Database, ours: Full) -> None:
    async def next_due() -> datetime | None:
        async with database.everywhere() as session:
            return await posts.next_due(session)

    assert await next_due() is None
    await owe(database, ours, "soon", due_at=NOW)
    await owe(database, ours, "later", due_at=NOW + 9 * MINUTE)
    assert await next_due() == NOW

    (post,) = await claim(database)
    assert await next_due() == NOW + MINUTE
    await settle(database, post, posts.begin_sending, now=NOW)
    await settle(database, post, posts.doubt, until=NOW + 2 * MINUTE, error="timeout", now=NOW)
    assert await next_due() == NOW + 2 * MINUTE
    await settle(database, post, posts.settle_sent, channel="C1", ts="1.1", now=NOW)
    assert await next_due() == NOW + 9 * MINUTE


async def test_a_thread_is_the_post_that_begins_it(database: Database, ours: Full) -> None:
    card = await owe(database, ours, "card")
    note = await owe(database, ours, "note", thread_id=card.id)

    async with database.reading(ours.id) as session:
        assert await posts.thread_of(session, note) == card
        assert await posts.thread_of(session, card) is None


async def test_looking_for_what_is_due_reads_nothing_that_is_settled(database: Database) -> None:
    free = PENDING & (col(Post.due_at) <= NOW)
    query = bare_select(Post.__table__.c.id).where(free).order_by(Post.__table__.c.due_at)  # type: ignore[attr-defined]
    sql = str(query.compile(dialect=database.writers.dialect, compile_kwargs={"literal_binds": True}))

    async with database.writers.connect() as connection:
        if connection.dialect.name == "sqlite":
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")).all()
        else:
            await connection.exec_driver_sql("SET enable_seqscan = off")
            plan = (await connection.exec_driver_sql(f"EXPLAIN {sql}")).all()

    assert "ix_post_pending" in str(plan)
