"""Hand a file to Slack, so that a message can show it, and take one that a person handed in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refusal
from bot.slack.trouble import code_of

# Seconds to wait before each look at whether Slack has processed a file. It scans files first, in a second or so;
# a message with one that is not ready is refused as invalid.
WAITS = (0.1, 0.3, 0.6, 1.0, 2.0, 3.0)
# How many bytes of a download are taken at once.
PIECE = 65_536
GONE = ("file_not_found", "file_deleted")


class NotProcessed(Exception):
    """Slack took the file and did not finish processing it."""


class FileGone(Refusal):
    """Slack does not give this file out."""

    def __init__(self) -> None:
        super().__init__(hint="Upload it again.")


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """A file that a person handed in: what it is called, its size in bytes, and where Slack keeps it."""

    name: str
    size: int
    address: str


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
    async with (
        session_of(client) as session,
        session.post(url, data=content, proxy=client.proxy, ssl=client.ssl or True) as answer,
    ):
        answer.raise_for_status()


async def find(client: AsyncWebClient, file_id: str) -> HandedIn:
    """A file that a person handed in.

    Raises:
        FileGone: it was deleted, or was never there.
        SlackApiError, aiohttp.ClientError, TimeoutError: Slack does not say.
    """
    try:
        answer = await client.files_info(file=file_id)
    except SlackApiError as error:
        if code_of(error) in GONE:
            raise FileGone() from error
        raise
    file: dict[str, Any] = answer["file"]
    address = file.get("url_private_download") or file.get("url_private")
    if not address:
        raise FileGone()
    return HandedIn(name=str(file.get("name") or file_id), size=int(file.get("size") or 0), address=str(address))


async def download(client: AsyncWebClient, file: HandedIn, *, most: int) -> bytes:
    """A file's bytes; where there are more than `most`, it stops once it has more.

    Raises:
        FileGone: Slack answers with something else, such as its page to sign in.
        aiohttp.ClientError, TimeoutError: the answer broke off.
    """
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        session_of(client) as session,
        # The token goes to this one address, and to none that it leads on to.
        session.get(
            file.address, headers=headers, allow_redirects=False, proxy=client.proxy, ssl=client.ssl or True
        ) as answer,
    ):
        if answer.status >= 500:
            answer.raise_for_status()
        if answer.status != 200:
            raise FileGone()
        content = bytearray()
        async for piece in answer.content.iter_chunked(PIECE):
            content += piece
            if len(content) > most:
                break
        return bytes(content)


@asynccontextmanager
async def session_of(client: AsyncWebClient) -> AsyncIterator[ClientSession]:
    """The client's own session, or one for a single use."""
    session = client.session or ClientSession()
    try:
        yield session
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
