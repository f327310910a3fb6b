"""Take Slack's requests over Socket Mode, and finish what was taken before hanging up."""

import asyncio
import json

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refusal
from bot.slack.trouble import code_of
from bot.web.intake import Intake

log = structlog.get_logger(__name__)

PING_SECONDS = 10


class AppTokenRefused(Refusal):
    """Slack does not accept SLACK_APP_TOKEN."""


class Socket:
    """A connection to Slack that Slack sends its requests through; it is opened anew whenever it breaks."""

    def __init__(self, intake: Intake, app_token: str, client: AsyncWebClient) -> None:
        self.intake = intake
        self.app_token = app_token
        self.web_client = client
        self.client: SocketModeClient | None = None
        self.taking = False
        self.running: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Connect.

        Raises:
            AppTokenRefused: Slack does not know the token, or it lacks a scope.
            ClientError, TimeoutError: Slack did not answer.
        """
        self.client = SocketModeClient(app_token=self.app_token, web_client=self.web_client, ping_interval=PING_SECONDS)
        self.client.socket_mode_request_listeners.append(self.listen)
        try:
            # The client itself would ask for ever.
            self.client.wss_uri = await self.client.issue_new_wss_url()
        except (SlackApiError, ClientError, TimeoutError) as error:
            await self.client.close()
            if not isinstance(error, SlackApiError):
                raise
            code = code_of(error)
            raise AppTokenRefused(
                f"Slack does not accept SLACK_APP_TOKEN ({code}).",
                hint="Generate an app-level token with the scope connections:write: "
                "api.slack.com/apps → Payoff → Basic Information → App-Level Tokens.",
            ) from error
        self.taking = True
        await self.client.connect()
        log.info("socket_open")

    def is_open(self) -> bool:
        """Whether Slack can send something through it now."""
        session = self.client.current_session if self.client is not None else None
        return self.taking and session is not None and not session.closed

    async def listen(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        """Take one envelope. One that comes while we stop is left unanswered: Slack sends it again, elsewhere."""
        task = asyncio.current_task()
        if not self.taking or task is None:
            return
        self.running.add(task)
        try:
            request = AsyncBoltRequest(mode="socket_mode", body=envelope.payload, headers=build_headers(envelope))
            await acknowledge(client, envelope, await self.intake.take(request))
        finally:
            self.running.discard(task)

    async def close(self, *, within_seconds: float) -> None:
        """Take nothing more, finish what runs, and hang up."""
        self.taking = False
        if self.running:
            await asyncio.wait(set(self.running), timeout=within_seconds)
        if self.client is not None:
            await self.client.close()


async def acknowledge(client: AsyncBaseSocketModeClient, envelope: SocketModeRequest, response: BoltResponse) -> None:
    """Answer an envelope. One that failed is left unanswered, so that Slack sends it again."""
    if response.status != 200:
        return
    payload = None
    if response.body:
        is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
        payload = json.loads(response.body) if is_json else {"text": response.body}
    try:
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=envelope.envelope_id, payload=payload))
    except (ConnectionError, ClientError) as error:
        log.warning("answer_unsent", error=type(error).__name__)
