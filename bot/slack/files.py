"""Hand a file to Slack, so that a message can show it."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.trouble import code_of

# Seconds to wait before each look at whether Slack has processed a file. It scans files first, in a second or so;
# a message with one that is not ready is refused as invalid.
WAITS = (0.1, 0.3, 0.6, 1.0, 2.0, 3.0)


class NotProcessed(Exception):
    """Slack took the file and did not finish processing it."""


async def upload(
    client: AsyncWebClient, name: str, content: bytes, *, title: str, alt: str = "", waits: Sequence[float] = WAITS
) -> str:
    """The id of a new file that is ready to be shown, and shared with nobody yet.

    Raises:
        SlackApiError: Slack refused.
        NotProcessed: it is there, but cannot be shown yet.
        aiohttp.ClientError, TimeoutError: nobody knows.
    """
    # The SDK sends both parameters as they are; `alt_txt` is what a screen reader says of an image.
    place = await client.files_getUploadURLExternal(filename=name, length=len(content), alt_txt=alt or None)
    file_id = str(place["file_id"])
    await send(client, str(place["upload_url"]), content)
    answer = await client.files_completeUploadExternal(files=[{"id": file_id, "title": title}])
    file: dict[str, Any] = answer["files"][0]
    for wait in waits:
        if is_processed(file):
            return file_id
        await asyncio.sleep(wait)
        file = await look_at(client, file_id)
    if is_processed(file):
        return file_id
    raise NotProcessed(file_id)


async def send(client: AsyncWebClient, url: str, content: bytes) -> None:
    """Send the bytes to where Slack said. The address is secret enough: it takes no token."""
    session = client.session or ClientSession()
    try:
        async with session.post(url, data=content, proxy=client.proxy, ssl=client.ssl or True) as answer:
            answer.raise_for_status()
    finally:
        if session is not client.session:
            await session.close()


async def look_at(client: AsyncWebClient, file_id: str) -> dict[str, Any]:
    """What Slack knows of a file by now; nothing, if it does not know the file yet."""
    try:
        answer = await client.files_info(file=file_id)
    except SlackApiError as error:
        if code_of(error) != "file_not_found":
            raise
        return {}
    file: dict[str, Any] = answer["file"]
    return file


def is_processed(file: dict[str, Any]) -> bool:
    """Whether Slack has found out what kind of file it is: the sign that it is done."""
    return bool(file.get("mimetype"))
