"""Serve a bare Bolt app that answers a slash command with its own words: what Bolt itself costs."""

import asyncio
import os
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import bind, server


def application() -> Starlette:
    """The app as Bolt's own documentation sets one up, answering from the listener as ours does."""
    token = os.environ["SLACK_BOT_TOKEN"]
    app = AsyncApp(
        client=AsyncWebClient(token=token, base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
    )

    @app.command("/echo")
    async def echo(ack: Any, command: dict[str, Any]) -> None:
        await ack(command["text"])

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def ready(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)])


async def serve() -> None:
    """Serve it as `python -m bot run` serves ours, until SIGTERM."""
    listener = bind("127.0.0.1", int(os.environ["PORT"]))
    await server(application(), grace_seconds=1).serve(sockets=[listener])


if __name__ == "__main__":
    asyncio.run(serve())
