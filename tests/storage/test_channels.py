"""Channels: one message at a time in each, a second apart, however many processes speak."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import posts
from storage.database import Database
from storage.posts import PACE
from tests.storage.owed import MINUTE, claim, owe, send, settle
from tests.storage.rows import NOW, Full, new_workspace


@pytest.fixture
async def ours(database: Database) -> Full:
    """A workspace that owes nothing."""
    return await new_workspace(database)


async def test_one_message_at_a_time_is_claimed_for_a_channel(database: Database, ours: Full) -> None:
    await owe(database, ours, "first", channel_id="C1")
    await owe(database, ours, "second", channel_id="C1", due_at=NOW - MINUTE)

    (post,) = await claim(database, lease="L1")
    others = await claim(database, lease="L2")

    assert (post.key_text, others) == ("second", [])


async def test_the_next_message_of_a_channel_waits_a_second_after_the_last(database: Database, ours: Full) -> None:
    await owe(database, ours, "first", channel_id="C1", due_at=NOW - MINUTE)
    await owe(database, ours, "second", channel_id="C1")
    (post,) = await claim(database)
    await send(database, post, now=NOW + 5 * PACE)

    assert await claim(database, now=NOW + 5.9 * PACE) == []
    assert [each.key_text for each in await claim(database, now=NOW + 6 * PACE)] == ["second"]


async def test_the_same_channel_of_another_workspace_waits_for_nobody(database: Database, ours: Full) -> None:
    theirs = await new_workspace(database, "b")
    await owe(database, ours, "ours", channel_id="C1")
    await owe(database, theirs, "theirs", channel_id="C1")

    assert len(await claim(database)) == 2


async def test_a_channel_is_silent_for_as_long_as_slack_said(database: Database, ours: Full) -> None:
    await owe(database, ours, "first", channel_id="C1", due_at=NOW - MINUTE)
    await owe(database, ours, "second", channel_id="C1")
    (post,) = await claim(database)
    until = NOW + timedelta(seconds=30)

    await settle(database, post, posts.put_off, until=until, error="ratelimited", now=NOW, silent_until=until)

    assert await claim(database, now=until - PACE) == []
    assert [each.key_text for each in await claim(database, now=until)] == ["first"]


async def test_who_lost_a_channel_does_not_free_it(database: Database, ours: Full) -> None:
    await owe(database, ours, "late", channel_id="C1")
    (late,) = await claim(database, lease="L1")
    await owe(database, ours, "early", channel_id="C1", due_at=NOW - MINUTE)
    await owe(database, ours, "next", channel_id="C1")
    await claim(database, lease="L2", now=NOW + MINUTE)

    await send(database, late, now=NOW + MINUTE)

    assert await claim(database, lease="L3", now=NOW + 1.5 * MINUTE) == []


async def test_a_long_line_in_one_channel_holds_up_no_other(database: Database, ours: Full) -> None:
    for number in range(50):
        await owe(database, ours, f"loud {number}", channel_id="C1", due_at=NOW - MINUTE)
    await owe(database, ours, "quiet", channel_id="C2")
    await claim(database, limit=8)

    assert [post.key_text for post in await claim(database, limit=8)] == ["quiet"]


async def test_a_message_is_not_owed_to_a_channel_that_nobody_knows(database: Database, ours: Full) -> None:
    post = await owe(database, ours)

    async def move() -> None:
        async with database.writing(ours.id) as session:
            post.channel_id = "C nowhere"
            session.add(post)

    with pytest.raises(IntegrityError):
        await move()
