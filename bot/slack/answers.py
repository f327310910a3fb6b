"""Answer at the address that Slack gave for it, in words alone where Slack draws no charts."""

import asyncio
from typing import Any

from aiohttp import ClientError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.slack.render import Message

# Slack waits three seconds for the acknowledgement that follows.
PATIENCE_SECONDS = 2.0


async def answer(respond: AsyncRespond, message: Message, *, in_channel: bool = False, **how: Any) -> bool:
    """Answer, once more without charts where Slack refuses them; returns whether Slack took it."""
    told = message.in_channel() if in_channel else message.ephemeral()
    answered = await respond(**told, **how)
    if answered.status_code != 200 and message.has_charts:
        return await answer(respond, message.without_charts(), in_channel=in_channel, **how)
    return bool(answered.status_code == 200)


async def acknowledge(ack: AsyncAck, respond: AsyncRespond, message: Message) -> None:
    """Answer a command in its acknowledgement; but with a chart beside it: only there Slack says that it takes none."""
    if not message.has_charts:
        await ack(**message.ephemeral())
        return
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            taken = await answer(respond, message)
    except (ClientError, TimeoutError):
        taken = False
    if taken:
        await ack()
    else:
        await ack(**message.without_charts().ephemeral())
