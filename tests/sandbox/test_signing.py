"""Requests are signed as Slack signs them, and Bolt takes no others."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, button, buttons

FORM = "application/x-www-form-urlencoded"
BODY = "token=x&team_id=T0PAYOFF&command=%2Frelease&text=list&user_id=U0ANA&channel_id=C0CHECKOUT"


@asynccontextmanager
async def listening(slack: Slack) -> AsyncIterator[list[tuple[str, dict[str, str]]]]:
    """Keep the body and headers of each request, as they came over the wire."""
    came: list[tuple[str, dict[str, str]]] = []

    async def keep(request: web.Request) -> web.Response:
        came.append(((await request.read()).decode(), dict(request.headers)))
        return web.Response()

    app = web.Application()
    app.router.add_post("/slack/events", keep)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    try:
        yield came
    finally:
        await runner.cleanup()


async def command(slack: Slack) -> None:
    await slack.as_("ana").type("#checkout", "/release plan “Größe” & <more>")


async def click(slack: Slack) -> None:
    client = AsyncWebClient(slack.bot_token, slack.api_url)
    await client.chat_postMessage(channel="C0CHECKOUT", text="Größe", blocks=[buttons(button("Größe ändern"))])
    await slack.as_("ana").click("Größe ändern")


async def mention(slack: Slack) -> None:
    await slack.as_("ana").type("#checkout", "@Payoff wie groß? 🎉")


@pytest.mark.parametrize(
    ("act", "content_type"),
    [(command, FORM), (click, FORM), (mention, "application/json")],
    ids=["command", "click", "event"],
)
async def test_the_official_verifier_believes_what_is_sent(
    slack: Slack, act: Callable[[Slack], Awaitable[None]], content_type: str
) -> None:
    async with listening(slack) as came:
        await act(slack)

    ((body, headers),) = came
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)
    assert not SignatureVerifier(slack.signing_secret).is_valid_request(f"{body} ", headers)
    assert headers["Content-Type"] == content_type
    assert headers["User-Agent"].startswith("Slackbot 1.0")


async def post(bare: Bare, *, secret: str | None = None, age: float = 0, signed: str = BODY, **changed: str) -> int:
    """Send Bolt a command of our own making; returns the status."""
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(secret or bare.slack.signing_secret).generate_signature(timestamp=stamp, body=signed)
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature), "Content-Type": FORM} | changed
    url = bare.slack.stage.courier.request_url
    assert url is not None
    async with aiohttp.ClientSession() as session, session.post(url, data=BODY, headers=headers) as response:
        return response.status


async def test_bolt_takes_a_signed_request_and_refuses_every_other(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Hello")
    assert await post(bare) == 200

    refused = [
        await post(bare, secret="another"),
        await post(bare, signed=BODY.replace("list", "cancel")),
        await post(bare, age=301),
        await post(bare, age=-301),
        await post(bare, **{"X-Slack-Signature": "v0=" + "0" * 64}),
        await post(bare, **{"X-Slack-Signature": ""}),
    ]

    assert refused == [401] * 6
    assert len(bare.bodies) == 1
    # It was our own, not the sandbox's.
    bare.bodies.clear()
