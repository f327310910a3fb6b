"""Send posts again, or never, because whoever runs Payoff says so; each with a line in its history."""

import argparse
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.commandline.posts.facts import as_json, as_table, facts_of
from bot.commandline.posts.look import found_by
from bot.commandline.words import DONE, FAILED, complain
from bot.flows import delivery
from bot.flows.delivery import OPERATOR
from storage.database import Database
from storage.posts import Post

# What stands in the way of a post in each state.
BETWEEN = {
    "due": "is being sent right now",
    "sending": "is being sent, or looked for in its channel; Payoff decides by itself",
    "sent": "is in its channel",
    "dropped": "was dropped",
}


async def decide(database: Database, given: argparse.Namespace, *, now: datetime, ask: Callable[[str], bool]) -> int:
    """Ask first, then do it; what cannot be changed is named."""
    found = {post_id: await found_by(database, post_id) for post_id in dict.fromkeys(given.post_ids)}
    missing = [f"There is no post {post_id}." for post_id, post in found.items() if post is None]
    if missing:
        complain(missing)
        return FAILED
    chosen = [post for post in found.values() if post is not None]
    if not given.yes and not await agreed(database, given.action, chosen, ask):
        complain(["Nothing was changed."])
        return FAILED
    changed: set[int] = set()
    by_workspace: dict[int, list[int]] = defaultdict(list)
    for post in chosen:
        by_workspace[post.workspace_id].append(post.pk)
    act = delivery.retry if given.action == "retry" else delivery.drop
    for workspace_id, numbers in by_workspace.items():
        async with database.writing(workspace_id) as session:
            changed |= set(await act(session, numbers, who=OPERATOR, now=now, why=given.why))
    return await told(database, given, chosen, changed)


async def agreed(database: Database, action: str, chosen: Sequence[Post], ask: Callable[[str], bool]) -> bool:
    """Whether somebody wants this, having seen what it is about."""
    for line in as_table([await facts_of(database, post) for post in chosen]):
        print(line)
    if action == "retry" and any(post.state == "unknown" for post in chosen):
        print("What is unknown may be in its channel already. Look there first: it may stand there twice otherwise.")
    verb = "Send again" if action == "retry" else "Never send"
    return ask(f"{verb} {'this one' if len(chosen) == 1 else f'these {len(chosen)}'}? [y/N] ")


async def told(database: Database, given: argparse.Namespace, chosen: Sequence[Post], changed: set[int]) -> int:
    """Say what became of each."""
    left = []
    for post in chosen:
        now_is = await found_by(database, post.pk)
        if now_is is None:
            continue
        if post.pk not in changed:
            left.append(f"Post {post.pk} {BETWEEN.get(now_is.state, 'has changed meanwhile')}: it stays as it is.")
        elif given.json:
            print(as_json(await facts_of(database, now_is)))
        else:
            print(f"Post {post.pk} is {'due now' if given.action == 'retry' else 'dropped'}.")
    complain(left)
    return FAILED if left else DONE
