"""Import a file that someone handed in: a small one at once; for a large one, a message says later what came of it."""

import asyncio
from datetime import datetime

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.kinds import Desk, Kind
from bot.flows.metrics.importing import Imported, courses_in, import_rows, keep
from bot.slack import files, render
from bot.slack.files import FileGone
from bot.slack.render import Message
from bot.sources.csv import MOST_BYTES, check_size
from bot.value.naming import in_command
from storage import metrics, posts
from storage.database import Database
from storage.metrics import Metric
from storage.posts import Post

# Whoever hands in a file waits for the answer, and Slack does so for three seconds: a few thousand rows fit into that,
# if Slack gives the file out soon.
AT_ONCE = 100_000
PATIENCE_SECONDS = 1.5
# How often Slack is asked for a large file before its owner is told that it does not come.
TRIES = 3


async def import_handed_in(
    database: Database, caller: Caller, client: AsyncWebClient, file_id: str, metric: Metric | None, *, now: datetime
) -> Imported | None:
    """Import a file; None when the caller gets a message of what came of it.

    Raises:
        FileGone, TooLarge: it is not there, or too large.
        Refusal: as `import_rows`.
    """
    data = await fetched_soon(client, file_id)
    if data is not None:
        return await import_rows(database, caller, data, metric, now=now)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        await posts.owe(
            session,
            key_text=f"import:{file_id}",
            kind=METRIC_IMPORT.name,
            subject_id=metric.pk if metric else 0,
            channel_id=caller.user_id,
            details={"file": file_id, "channel": caller.channel_id},
            due_at=now,
        )
    return None


async def fetched_soon(client: AsyncWebClient, file_id: str) -> bytes | None:
    """The bytes of a small file; None for a large one, or when Slack takes its time."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            file = await files.find(client, file_id)
            check_size(file.size)
            return await files.download(client, file, most=MOST_BYTES) if file.size <= AT_ONCE else None
    except (SlackApiError, ClientError, TimeoutError):
        return None


async def compose_import(desk: Desk, post: Post) -> Message:
    """Import the file, and say what came of it; a second time only says it.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: Slack did not give the file out yet.
    """
    if "done" not in post.details:
        try:
            await import_owed(desk, post)
        except Refusal as refusal:
            return refused(refusal)
        except (SlackApiError, ClientError, TimeoutError):
            if post.attempts + 1 < TRIES:
                raise
            return refused(FileGone())
    return said(Imported.of_json(post.details["done"]))


async def import_owed(desk: Desk, post: Post) -> None:
    """Keep the readings, and in the same transaction what there is to say of them."""
    file = await files.find(desk.client, post.details["file"])
    check_size(file.size)
    data = await files.download(desk.client, file, most=MOST_BYTES)
    caller = Caller(workspace_id=post.workspace_id, user_id=post.channel_id, channel_id=post.details["channel"])
    async with desk.database.reading(post.workspace_id) as session:
        metric = await metrics.get(session, post.subject_id)
    found = await courses_in(desk.database, caller, data, metric, now=desk.now)
    async with desk.database.writing(post.workspace_id) as session:
        imported = await keep(session, caller, found, now=desk.now)
        post.details = {**post.details, "done": imported.to_json()}
        await posts.remember(session, post.pk, post.details)


def said(imported: Imported, *, buttons: bool = True) -> Message:
    """What came of an import."""
    only = imported.kept[0].metric if len(imported.kept) == 1 else ""
    return render.message("metrics/imported", imported=imported, called=in_command(only) if only and buttons else "")


def refused(refusal: Refusal) -> Message:
    """Why a file was not imported."""
    return render.message("metrics/import_refused", message=refusal.message, hint=refusal.hint)


METRIC_IMPORT = Kind(name="metric_import", compose=compose_import, anew=True)
