"""A bare Bolt app that remembers what it was sent: what the sandbox is tried against."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.sandbox.slacks_types import check_request


class Bare:
    """A Bolt app without any feature but a memory; tests register listeners on `bolt`."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.bolt = AsyncApp(
            signing_secret=slack.signing_secret,
            client=self.client,
            process_before_response=True,
            ssl_check_enabled=False,
        )
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, Any]] = []
        self.bolt.use(self.remember)

    async def remember(self, body: dict[str, Any], request: Any, next: Any) -> None:  # noqa: A002
        self.bodies.append(body)
        self.headers.append(request.headers)
        await next()

    @property
    def body(self) -> dict[str, Any]:
        """The newest request."""
        return self.bodies[-1]

    def on_command(self, **answer: Any) -> None:
        """Answer every command so."""

        async def listen(ack: Any) -> None:
            await ack(**answer)

        for name in ("/release", "/value"):
            self.bolt.command(name)(listen)

    def on_command_open(self, view: dict[str, Any]) -> None:
        """Open a modal on every /release."""

        async def listen(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack()

        self.bolt.command("/release")(listen)

    def on_submit(self, **answer: Any) -> None:
        """Answer every submission so."""

        async def listen(ack: Any) -> None:
            await ack(**answer)

        self.bolt.view("plan")(listen)

    def check(self) -> None:
        """Hold every request that came against Slack's types."""
        for body in self.bodies:
            check_request(body)

    @asynccontextmanager
    async def over_http(self) -> AsyncIterator["Bare"]:
        """Serve signed requests."""
        runner = web.AppRunner(self.bolt.web_app("/slack/events"), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        try:
            yield self
            self.check()
        finally:
            await runner.cleanup()

    @asynccontextmanager
    async def over_socket(self) -> AsyncIterator["Bare"]:
        """Listen at an open socket."""
        handler = AsyncSocketModeHandler(
            self.bolt, self.slack.app_token, web_client=AsyncWebClient(base_url=self.slack.api_url)
        )
        await handler.connect_async()
        await self.slack.connected()
        try:
            yield self
            self.check()
        finally:
            await handler.close_async()


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str, action: str = "press", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": plain(label), **more}


def buttons(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def field(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    name = element["action_id"]
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, **more}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "plan",
        "title": plain("Plan a release"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
        **more,
    }


NAME = field("Name", {"type": "plain_text_input", "action_id": "name"})
