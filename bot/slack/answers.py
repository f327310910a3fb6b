"""Answer at the address that Slack gave for it, in words alone where Slack draws no charts."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError

from bot.slack.render import Message
from bot.slack.responding import Respond
from bot.slack.trouble import code_of

# Slack waits three seconds for the acknowledgement that follows.
PATIENCE_SECONDS = 2.0


async def answer(
    respond: Callable[..., Awaitable[None]], message: Message, *, in_channel: bool = False, **how: Any
) -> None:
    """Answer, once more without charts where Slack refuses them.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: Slack did not take it.
    """
    told = message.in_channel() if in_channel else message.ephemeral()
    try:
        await respond(**told, **how)
    except SlackApiError as error:
        if code_of(error) != "invalid_blocks" or not message.has_charts:
            raise
        await answer(respond, message.without_charts(), in_channel=in_channel, **how)


async def acknowledge(ack: AsyncAck, respond: Respond, message: Message) -> None:
    """Answer a command in its acknowledgement; but with a chart beside it: only there Slack says that it takes none."""
    if not message.has_charts:
        await ack(**message.ephemeral())
        return
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await answer(respond.post, message)
    except (SlackApiError, ClientError, TimeoutError):
        await ack(**message.without_charts().ephemeral())
    else:
        await ack()
