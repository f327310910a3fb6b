"""Take Slack's requests over HTTP: only whole ones, of a sane size, that Slack has signed."""

import json
from collections.abc import Iterable

import structlog
from slack_bolt import BoltResponse
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from bot.web.intake import Intake

log = structlog.get_logger(__name__)

# Slack's largest is a view of 250 KB with its private metadata and state.
MAX_BYTES = 1_000_000
# The headers that say something of the request; all others are between servers.
SLACKS = (b"x-slack-", b"content-")


class Refused(Exception):
    """A request that is not taken, and the status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(reason)


class SlackEvents:
    """`POST /slack/events`: all of Slack, as a bare ASGI application.

    The signature is checked here, over the bytes as they came and before anything is read into them; Bolt would
    read first, and answer 500 to a timestamp that is no number.
    """

    def __init__(self, intake: Intake, signing_secret: str) -> None:
        self.intake = intake
        self.verifier = SignatureVerifier(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name.startswith(SLACKS)
        }
        try:
            if scope["method"] != "POST":
                raise Refused(405, "only_post")
            body = await self.whole(headers, receive)
            self.check_signature(body, headers)
            request = read(body, headers)
        except Refused as refused:
            log.warning("request_refused", reason=refused.reason)
            self.intake.meter.answered("refused", refused.status, 0)
            await reply(send, BoltResponse(status=refused.status, body=json.dumps({"error": refused.reason})))
        except ClientDisconnect:
            log.warning("request_refused", reason="hung_up")
        else:
            await reply(send, await self.intake.take(request))

    async def whole(self, headers: dict[str, str], receive: Receive) -> bytes:
        """The request's body.

        Raises:
            Refused: it is too large.
            ClientDisconnect: it ended in the middle.
        """
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > MAX_BYTES:
            raise Refused(413, "too_large")
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect()
            body += message.get("body", b"")
            if len(body) > MAX_BYTES:
                raise Refused(413, "too_large")
            if not message.get("more_body", False):
                return bytes(body)

    def check_signature(self, body: bytes, headers: dict[str, str]) -> None:
        """Let nothing pass that Slack has not signed within the last five minutes.

        Raises:
            Refused: it has not, or it is no text.
        """
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        # Only these are sure to be numbers and comparable; the verifier raises on others.
        readable = timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 20 and signature.isascii()
        try:
            is_valid = readable and self.verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError as error:
            raise Refused(400, "unreadable") from error
        if not is_valid:
            raise Refused(401, "invalid_signature")


def read(body: bytes, headers: dict[str, str]) -> AsyncBoltRequest:
    """A signed body as Bolt reads it.

    Raises:
        Refused: it is neither a form nor an object of JSON.
    """
    try:
        return AsyncBoltRequest(body=body.decode(), headers=headers)  # type: ignore[arg-type]
    except Exception as error:
        # Bolt stumbles in many ways; whichever it is, trying again would not help.
        raise Refused(400, "unreadable") from error


async def reply(send: Send, response: BoltResponse) -> None:
    """Send an answer of Bolt's."""
    content = response.body.encode()
    await send({"type": "http.response.start", "status": response.status, "headers": [*raw(response, len(content))]})
    await send({"type": "http.response.body", "body": content})


def raw(response: BoltResponse, length: int) -> Iterable[tuple[bytes, bytes]]:
    """The headers as they go over the wire."""
    for name, values in response.headers.items():
        for value in values:
            yield name.encode("latin-1"), value.encode("latin-1")
    yield b"content-length", str(length).encode()
