"""List what is owed and what was given up, or show one of it."""

import argparse
from datetime import datetime

from bot.commandline.arguments import STATES
from bot.commandline.posts.facts import as_json, as_page, as_table, changes_of, facts_of
from bot.commandline.words import DONE, FAILED, complain
from storage import delivery, posts
from storage.database import Database
from storage.posts import Post


async def list_posts(database: Database, given: argparse.Namespace, *, now: datetime) -> int:
    """List them, and count all there are."""
    async with database.reading_everywhere() as session:
        found = await delivery.find(
            session,
            states=given.states or STATES,
            channel_id=given.channel,
            since=given.since(now) if given.since is not None else None,
            until=given.until(now) if given.until is not None else None,
            limit=given.limit,
        )
        counts = await delivery.count_open(session)
        due_now = await delivery.count_due(session, now=now)
        oldest = await delivery.oldest_due(session, now=now)
    rows = [await facts_of(database, post) for post in found]
    if given.json:
        for row in rows:
            print(as_json(row))
        return DONE
    for line in as_table(rows) if rows else ("There is none of these.",):
        print(line)
    late = f", the oldest for {(now - oldest).total_seconds():,.0f} s" if oldest is not None else ""
    print(
        f"In all: {counts['failed']} failed, {counts['unknown']} unknown, {counts['sending']} sending, "
        f"{counts['due']} due ({due_now} now{late})."
    )
    return DONE


async def show_post(database: Database, given: argparse.Namespace) -> int:
    """Show one."""
    (post_id,) = given.post_ids
    post = await found_by(database, post_id)
    if post is None:
        complain([f"There is no post {post_id}."])
        return FAILED
    facts, changes = await facts_of(database, post), await changes_of(database, post)
    for line in [as_json(facts, changes)] if given.json else as_page(facts, changes):
        print(line)
    return DONE


async def found_by(database: Database, post_id: int) -> Post | None:
    """The post of this number, in whichever workspace."""
    async with database.reading_everywhere() as session:
        return await posts.get(session, post_id)
