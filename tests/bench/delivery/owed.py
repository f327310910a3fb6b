"""Fill a database with posts: due ones in many channels, and a history of those that were sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from storage import workspaces
from storage.channels import LONG_AGO
from storage.database import Database
from storage.posts import Post
from tests.bench.delivery.stores import Store

WORKSPACE = "T0PAYOFF"
KIND = "bench"
# Between one post's moment and the next one's.
STEP = timedelta(milliseconds=1)


async def workspace(url: str, now: datetime) -> int:
    """The only workspace of a new database."""
    database = Database(url)
    async with database.everywhere() as session:
        number = (await workspaces.ensure(session, WORKSPACE, name="Northwind Outfitters", now=now)).id or 0
    await database.close()
    return number


def channel_of(number: int) -> str:
    """A channel's id."""
    return f"C{number:07}"


async def add_channels(store: Store, url: str, workspace_id: int, count: int) -> None:
    """Know channels 0, 1, 2 and so on, in which nothing was said yet."""
    columns = ("workspace_id", "channel_id", "next_at", "lease")
    rows = ((workspace_id, channel_of(number), LONG_AGO, "") for number in range(count))
    await store.load(url, "channel", columns, rows)


async def add_posts(store: Store, url: str, rows: Iterator[dict[str, Any]]) -> None:
    """Add posts; what is not said of each is as in a new one."""
    columns = tuple(name for name in Post.model_fields if name != "id")
    await store.load(url, "post", columns, (tuple(row[name] for name in columns) for row in rows))


def due(workspace_id: int, count: int, channels: int, now: datetime, *, together: int = 0) -> Iterator[dict[str, Any]]:
    """Posts that are due, each a moment later than the one before, as many in each channel.

    So many channels take their turns `together`, all if nothing is said; then others do.
    """
    blank = {**Post(key_text="", kind=KIND, subject_id=0, channel_id="", due_at=now).model_dump(), "details": "{}"}
    together = together or channels
    lot = max(1, count // channels) * together
    for number in range(count):
        yield blank | {
            "workspace_id": workspace_id,
            "key_text": f"bench:{number}",
            "subject_id": number,
            "channel_id": channel_of((number // lot * together + number % together) % channels),
            "due_at": now - (count - number) * STEP,
        }


def sent(workspace_id: int, count: int, channels: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Posts that were sent, the oldest first, a minute apart."""
    for number, row in enumerate(due(workspace_id, count, channels, now)):
        at = now - timedelta(minutes=count - number)
        yield row | {
            "key_text": f"sent:{number}",
            "state": "sent",
            "calls": 1,
            "due_at": at,
            "called_at": at,
            "sent_at": at,
            "settled_at": at,
            "sent_channel": row["channel_id"],
            "ts": f"{at.timestamp():.6f}",
        }
