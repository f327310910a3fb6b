"""Tell what is known of a post in a shell: never what it says, only numbers, ids, states and moments."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.flows.undelivered import told_of
from bot.jobs.kinds import KINDS
from bot.slack.reasons import reason_of
from storage import history, workspaces
from storage.database import Database
from storage.history import Change
from storage.posts import Post

COLUMNS = ("ID", "STATE", "KIND", "CHANNEL", "DUE (UTC)", "TRIES", "LAST TRY", "SETTLED", "TOLD", "WHY")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody who is told of a message that was given up, and whether that was said yet."""

    user: str
    state: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a post."""

    id: int
    # Slack's id of the workspace.
    workspace: str
    state: str
    kind: str
    subject: int
    channel: str
    due_at: datetime
    tries: int
    tried_at: datetime | None
    # Nobody touches it before then.
    next_try_at: datetime | None
    settled_at: datetime | None
    # Slack's id of the message, once it was said.
    ts: str
    error: str
    why: str
    told: Sequence[Told] = field(default_factory=list)


async def facts_of(database: Database, post: Post) -> Facts:
    """What is known of a post."""
    async with database.reading(post.workspace_id) as session:
        workspace = await workspaces.get(session, post.workspace_id)
        lost = post.state in ("failed", "unknown")
        told = await told_of(session, KINDS, post) if lost else []
    waits = post.state in ("due", "sending")
    return Facts(
        id=post.pk,
        workspace=workspace.slack_id if workspace is not None else "",
        state=post.state,
        kind=post.kind,
        subject=post.subject_id,
        channel=post.channel_id,
        due_at=post.due_at,
        tries=post.attempts,
        tried_at=post.sent_at,
        next_try_at=post.leased_until if waits else None,
        settled_at=None if waits else post.settled_at,
        ts=post.ts,
        error=post.error,
        why=reason_of(post.error),
        told=[Told(user=each.channel_id, state=each.state, at=each.settled_at) for each in told],
    )


async def changes_of(database: Database, post: Post) -> Sequence[Change]:
    """What people decided about it, the newest first."""
    async with database.reading(post.workspace_id) as session:
        return await history.changes_of(session, "post", post.pk)


def as_json(facts: Facts, changes: Iterable[Change] = ()) -> str:
    """One object, on a line."""
    whole: dict[str, Any] = asdict(facts)
    decided = [{"at": each.at, "who": each.who, "old": each.old, "new": each.new, "why": each.why} for each in changes]
    if decided:
        whole["history"] = decided
    return json.dumps(whole, default=datetime.isoformat, ensure_ascii=False)


def as_table(rows: Sequence[Facts]) -> Iterable[str]:
    """A heading, and a line for each."""
    cells = [COLUMNS, *(as_cells(row) for row in rows)]
    widths = [max(len(row[number]) for row in cells) for number in range(len(COLUMNS))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def as_cells(facts: Facts) -> tuple[str, ...]:
    """What stands in its line."""
    return (
        str(facts.id),
        facts.state,
        facts.kind,
        facts.channel,
        moment(facts.due_at),
        str(facts.tries),
        moment(facts.tried_at),
        moment(facts.settled_at),
        ",".join(told.user for told in facts.told) or "–",
        because(facts),
    )


def because(facts: Facts) -> str:
    """The code, what it means, and when it is tried again."""
    why = f"{facts.error}: {facts.why}" if facts.error else "–"
    return f"{why}; not before {moment(facts.next_try_at)}" if facts.next_try_at is not None else why


def as_page(facts: Facts, changes: Sequence[Change]) -> Iterable[str]:
    """All of it, each on a line of its own."""
    lines = {
        "workspace": facts.workspace,
        "kind": f"{facts.kind}, about number {facts.subject}",
        "channel": facts.channel,
        "state": facts.state,
        "why": because(facts),
        "due": moment(facts.due_at),
        "tries": f"{facts.tries}, the last at {moment(facts.tried_at)}" if facts.tried_at else str(facts.tries),
        "settled": moment(facts.settled_at),
        "message": facts.ts or "–",
        "told": ", ".join(f"{told.user} ({told.state} {moment(told.at)})" for told in facts.told) or "nobody",
    }
    yield f"Post {facts.id} (times in UTC)"
    yield from (f"  {name:<10} {text}" for name, text in lines.items())
    for each in changes:
        why = f": {each.why}" if each.why else ""
        yield f"  {moment(each.at)}  {each.who or 'Payoff'}  {each.old} → {each.new}{why}"


def moment(at: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return f"{at:%Y-%m-%d %H:%M}" if at is not None else "–"
