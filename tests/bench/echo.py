"""Serve a bare Bolt app that answers a slash command with its own words: what Bolt itself costs.

`/keep` saves them before: what a durable row costs at least, in one statement of SQLite's own.
"""

import asyncio
import os
import sqlite3
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

    rows = sqlite3.connect("kept.db", isolation_level=None, check_same_thread=False)
    for statement in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE IF NOT EXISTS kept (words TEXT)",
    ):
        rows.execute(statement)
    turn = asyncio.Lock()

    @app.command("/keep")
    async def keep(ack: Any, command: dict[str, Any]) -> None:
        async with turn:
            # Saved in a thread, for others are answered meanwhile.
            await asyncio.to_thread(rows.execute, "INSERT INTO kept VALUES (?)", (command["text"],))
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
