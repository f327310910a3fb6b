"""Be a Slack that takes every message at once and only remembers in which order they came."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from tests.bench.delivery.owed import WORKSPACE
from tests.bench.wire import whole

WHO = {"team": "Northwind Outfitters", "team_id": WORKSPACE, "user_id": "U0PAYOFF", "bot_id": "B0PAYOFF"}


@dataclass(frozen=True)
class Said:
    """A message: of which post, in which channel, and when it came."""

    post: int
    channel: str
    at: float


@dataclass
class LightSlack:
    """What was said."""

    port: int = 0
    said: list[Said] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """What the app is told to call."""
        return f"http://127.0.0.1:{self.port}/api/"

    async def until(self, count: int) -> None:
        """Wait until so many messages came."""
        while len(self.said) < count:
            self.came.clear()
            await self.came.wait()

    def answer(self, method: str, body: bytes) -> dict[str, Any]:
        """What Slack answers a call."""
        if method != "chat.postMessage":
            return {"ok": True, **WHO}
        message = json.loads(body)
        self.said.append(Said(message["metadata"]["event_payload"]["post"], message["channel"], monotonic()))
        self.came.set()
        return {"ok": True, "channel": message["channel"], "ts": f"{len(self.said)}.000100"}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        # Cancelled, when the loop ends before the one that calls has closed its side.
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head, body = await whole(reader)
                method = head.split(b" ", 2)[1].decode().rpartition("/")[2]
                answer = json.dumps(self.answer(method, body)).encode()
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n")
                writer.write(b"content-length: %d\r\n\r\n%b" % (len(answer), answer))
        writer.close()


@asynccontextmanager
async def light_slack() -> AsyncIterator[LightSlack]:
    """One that listens on loopback."""
    slack = LightSlack()
    listener = await asyncio.start_server(slack.serve, "127.0.0.1", 0)
    slack.port = listener.sockets[0].getsockname()[1]
    try:
        yield slack
    finally:
        listener.close()
