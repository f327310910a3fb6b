"""A picture reaches Slack in three steps, and is shown once Slack is done with it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientResponseError, ClientSession, web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from bot.slack import charts, pictures
from bot.slack.files import NotProcessed, upload
from bot.value.plot import Marker, plot
from bot.value.points import Point

FIRST = datetime(2026, 3, 3, 9, tzinfo=UTC)
CHART = plot([Point(FIRST, 4.3)], unit="%", title="Conversion")


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.open() as slack:
        yield slack
    charts.close()


def client_of(slack: Slack, session: ClientSession | None = None) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)


class SlowScanner:
    """A Slack that knows what kind of file it got only after some looks at it."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.app = web.Application()
        self.app.router.add_route("*", "/api/files.getUploadURLExternal", self.place)
        self.app.router.add_post("/upload", self.take)
        self.app.router.add_route("*", "/api/files.completeUploadExternal", self.complete)
        self.app.router.add_route("*", "/api/files.info", self.info)

    async def place(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file_id": "F1", "upload_url": str(request.url.with_path("/upload"))})

    async def take(self, request: web.Request) -> web.Response:
        return web.Response(text=f"OK - {len(await request.read())}")

    async def complete(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "files": [{"id": "F1", "title": "Chart", "mimetype": ""}]})

    async def info(self, request: web.Request) -> web.Response:
        self.looks -= 1
        answer: dict[str, Any] = {"ok": True, "file": {"id": "F1", "mimetype": "image/png" if self.looks <= 0 else ""}}
        return web.json_response(answer)


async def test_a_file_is_in_slack_with_its_title_and_shared_with_nobody(slack: Slack) -> None:
    async with ClientSession() as session:
        file_id = await upload(client_of(slack, session), "chart.png", b"\x89PNG", title="Conversion", alt="4.3 %")

    file = slack.stage.world.files[file_id]
    assert (file.name, file.title, file.content, file.channels) == ("chart.png", "Conversion", b"\x89PNG", [])
    assert [call.method for call in slack.calls][:2] == ["files.getUploadURLExternal", "files.completeUploadExternal"]


async def test_a_client_without_a_session_uploads_too(slack: Slack) -> None:
    file_id = await upload(client_of(slack), "chart.png", b"\x89PNG", title="Conversion")

    assert slack.stage.world.files[file_id].content == b"\x89PNG"


async def test_a_message_can_show_the_picture(slack: Slack) -> None:
    picture = await pictures.show(client_of(slack), CHART)

    assert picture
    assert picture.alt == "Conversion: 4.3 % on 3 Mar 2026."
    block = {"type": "image", "alt_text": picture.alt, "slack_file": {"id": picture.file_id}}
    posted = await client_of(slack).chat_postMessage(channel="#checkout", text="Conversion", blocks=[block])
    assert posted["ok"]


async def test_an_upload_waits_until_slack_has_processed_the_file() -> None:
    scanner = SlowScanner(looks=3)
    async with TestServer(scanner.app) as server:
        client = AsyncWebClient("xoxb-1", base_url=str(server.make_url("/api/")))

        file_id = await upload(client, "chart.png", b"\x89PNG", title="Chart", waits=(0, 0, 0))

    assert file_id == "F1"
    assert scanner.looks == 0


async def test_an_upload_does_not_wait_for_ever() -> None:
    async with TestServer(SlowScanner(looks=9).app) as server:
        client = AsyncWebClient("xoxb-1", base_url=str(server.make_url("/api/")))

        with pytest.raises(NotProcessed):
            await upload(client, "chart.png", b"\x89PNG", title="Chart", waits=(0, 0, 0))


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_refusal_by_slack_is_said(slack: Slack, method: str) -> None:
    slack.faults.add("error", method=method, code="fatal_error")

    with pytest.raises(SlackApiError, match="fatal_error"):
        await upload(client_of(slack), "chart.png", b"\x89PNG", title="Chart")


async def test_bytes_that_slack_does_not_take_are_an_error() -> None:
    scanner = SlowScanner(looks=0)
    scanner.app.router.add_route("*", "/nowhere", scanner.take)

    async def place(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file_id": "F1", "upload_url": str(request.url.with_path("/gone"))})

    app = web.Application()
    app.router.add_route("*", "/api/files.getUploadURLExternal", place)
    async with TestServer(app) as server:
        client = AsyncWebClient("xoxb-1", base_url=str(server.make_url("/api/")))

        with pytest.raises(ClientResponseError):
            await upload(client, "chart.png", b"\x89PNG", title="Chart")


async def test_a_message_goes_without_a_picture_that_slack_does_not_take(slack: Slack) -> None:
    slack.faults.add("error", method="files.completeUploadExternal", code="storage_limit_reached")

    assert await pictures.show(client_of(slack), CHART) is None


async def test_a_message_goes_without_a_picture_when_slack_hangs_up(slack: Slack) -> None:
    slack.faults.add("refuse", method="files.getUploadURLExternal")

    assert await pictures.show(client_of(slack), CHART) is None


async def test_a_description_is_no_longer_than_slack_keeps(slack: Slack) -> None:
    marks = [Marker(FIRST, "a release with a name that goes on and on") for _ in range(60)]

    picture = await pictures.show(client_of(slack), plot([Point(FIRST, 4.3)], markers=marks))

    assert picture
    assert len(picture.alt) == 1_000
