"""Bring commands, clicks and events to the app, by signed HTTP or an open socket, and bring back its answer."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, DummyCookieJar, TCPConnector

from bot.sandbox.clock import Watch
from bot.sandbox.faults import Faults
from bot.sandbox.installation import Installation
from bot.sandbox.record import Call, Record
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.state import Json

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
# A server closes what is idle for seconds: a connection that it may be closing now is not used again.
KEPT_SECONDS = 1.0


@dataclass(frozen=True)
class Answer:
    """What the app answered; an error is Slack's own word for why there is no good answer."""

    status: int | None = None
    body: Any = None
    error: str | None = None
    no_retry: bool = False


class Courier:
    """The way to the app. A socket, if one is open, goes before the request URL."""

    def __init__(
        self, installation: Installation, sockets: SocketHub, record: Record, faults: Faults, clock: Watch
    ) -> None:
        self.installation = installation
        self.sockets = sockets
        self.record = record
        self.faults = faults
        self.clock = clock
        self.request_url: str | None = None
        # Real seconds: how long Slack waits for an answer, and before each further try of an event.
        self.ack_seconds = 3.0
        self.retry_waits: tuple[float, ...] = (0.0, 0.0, 0.0)
        self._session: ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def deliver(
        self, kind: str, payload: Json, *, name: str, user: str | None = None, retry: tuple[int, str] | None = None
    ) -> Answer:
        """Send one request and wait for its answer; `kind` is slash_commands, interactive or events_api."""
        call = self.record.begin("to_app", name, payload, at=self.clock.now, user=user)
        began = time.perf_counter()
        answer = await self._send(kind, payload, retry)
        call.milliseconds = (time.perf_counter() - began) * 1000
        call.status, call.answer = answer.status, answer.body if answer.error is None else answer.error
        return answer

    async def deliver_event(self, payload: Json, *, name: str) -> Answer:
        """Send an event, again if it fails, as often as Slack does."""
        answer = await self.deliver("events_api", payload, name=name)
        for number, wait in enumerate(self.retry_waits, start=1):
            if answer.error is None or answer.no_retry:
                break
            await asyncio.sleep(wait)
            reason = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}
            retry = (number, reason.get(answer.error, "http_error"))
            answer = await self.deliver("events_api", payload, name=name, retry=retry)
        return answer

    def last(self) -> Call | None:
        """The newest request to the app."""
        calls = self.record.to("to_app")
        return calls[-1] if calls else None

    async def _send(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Answer:
        if self.faults.take("deaf"):
            return Answer(error="operation_timeout")
        try:
            async with asyncio.timeout(self.ack_seconds):
                if self.sockets.connections:
                    body = await self.sockets.deliver(kind, payload, retry)
                    return Answer(status=200, body=body)
                return await self._post(kind, payload, retry)
        except TimeoutError:
            return Answer(error="operation_timeout")
        except (ClientError, ConnectionError):
            return Answer(error="dispatch_failed")

    async def _post(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Answer:
        if self.request_url is None:
            return Answer(error="dispatch_failed")
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(keepalive_timeout=KEPT_SECONDS), cookie_jar=DummyCookieJar()
            )
        content, body = encode(kind, payload)
        headers = sign(self.installation.signing_secret, body) | {"Content-Type": content, "User-Agent": AGENT}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        async with self._session.post(self.request_url, data=body, headers=headers, allow_redirects=False) as response:
            raw = await response.text()
            no_retry = response.headers.get("X-Slack-No-Retry") == "1"
            if response.status != 200:
                error = "http_client_error" if response.status < 500 else "http_service_error"
                return Answer(status=response.status, body=raw, error=error, no_retry=no_retry)
            return Answer(status=200, body=understand(raw, response.content_type))


def encode(kind: str, payload: Json) -> tuple[str, bytes]:
    """The content type and body that Slack sends."""
    if kind == "slash_commands":
        return "application/x-www-form-urlencoded", urlencode(payload).encode()
    text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
    if kind == "interactive":
        return "application/x-www-form-urlencoded", urlencode({"payload": text}).encode()
    return "application/json", text.encode()


def sign(secret: str, body: bytes) -> dict[str, str]:
    """The headers that prove a request to be Slack's. The time is the real one: the app compares it with its own."""
    timestamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest.hexdigest()}"}


def understand(raw: str, content_type: str) -> Any:
    """An answer's body: JSON as such, anything else as text, nothing as None."""
    if not raw.strip():
        return None
    if content_type == "application/json" or raw.lstrip().startswith("{"):
        try:
            return json.loads(raw)
        except ValueError:
            return raw
    return raw
