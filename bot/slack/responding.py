"""Answer a click through its response URL; where Slack does not take that, in private beside it."""

from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.trouble import code_of

log = structlog.get_logger(__name__)


class Respond:
    """In place of Bolt's `respond`, which takes any answer for success, and sends twice where one is lost."""

    def __init__(
        self, response_url: str | None, client: AsyncWebClient, *, channel: str, user: str, thread: str
    ) -> None:
        self.response_url = response_url or ""
        self.client = client
        self.channel = channel
        self.user = user
        self.thread = thread

    async def __call__(self, **content: Any) -> None:
        """Say it once there; what only the asker is to see, and did not get there, once more beside it.

        Raises:
            SlackApiError, aiohttp.ClientError, TimeoutError: Slack took it neither way, or all were to see it.
        """
        try:
            await self.post(**content)
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("response_url_failed", error=code_of(error))
            if content.get("response_type") != "ephemeral" or code_of(error) == "invalid_blocks":
                raise
            await self.client.chat_postEphemeral(
                channel=self.channel,
                user=self.user,
                thread_ts=self.thread or None,
                text=content["text"],
                blocks=content["blocks"],
            )

    async def post(self, **content: Any) -> None:
        """Say it there or nowhere.

        Raises:
            SlackApiError, aiohttp.ClientError, TimeoutError: Slack did not take it.
        """
        webhook = AsyncWebhookClient(self.response_url, session=self.client.session, retry_handlers=[])
        answer = await webhook.send_dict({name: value for name, value in content.items() if value is not None})
        if answer.status_code != 200:
            # Slack names a fault of the content in a word, and no more.
            code = answer.body if answer.status_code == 400 and answer.body.isidentifier() else ""
            raise SlackApiError("Not taken.", {"error": code or f"response_url_{answer.status_code}"})
