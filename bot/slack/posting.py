"""Send one message once, and find again a message nobody knows the fate of."""

from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.render import Message
from bot.slack.trouble import code_of
from storage.posts import Post

# Rides in the message's metadata, and is all that others can read there: an opaque number.
EVENT_TYPE = "payoff_post"
# What the ids of people begin with; those of channels begin with C, D or G.
PEOPLE = ("U", "W")
# How far Slack's clock and this machine's may be apart, and how long a call may take, with room to spare.
SKEW = timedelta(minutes=2)
# As many messages as Slack shows to any app at once.
LOOKED_AT = 15


async def send(client: AsyncWebClient, post: Post, message: Message, *, thread_ts: str = "") -> tuple[str, str]:
    """Send a post, or update the message it already is; returns the channel and timestamp.

    Raises:
        SlackApiError: Slack refused, `aiohttp.ClientError` or `TimeoutError`: nobody knows.
    """
    try:
        return await call(client, post, message.post(), thread_ts)
    except SlackApiError as error:
        # A workspace whose Slack does not draw charts yet gets the same in words.
        if code_of(error) != "invalid_blocks" or not message.has_charts:
            raise
        return await call(client, post, message.without_charts().post(), thread_ts)


async def call(client: AsyncWebClient, post: Post, content: dict[str, Any], thread_ts: str) -> tuple[str, str]:
    """Call Slack once."""
    if post.ts:
        content = {name: value for name, value in content.items() if name not in ("unfurl_links", "unfurl_media")}
        answer = await client.chat_update(channel=post.sent_channel, ts=post.ts, **content)
    else:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"post": post.pk}}
        answer = await client.chat_postMessage(
            channel=post.channel_id, thread_ts=thread_ts or None, metadata=metadata, **content
        )
    return str(answer["channel"]), str(answer["ts"])


async def find_all(client: AsyncWebClient, post: Post, *, thread_ts: str = "") -> tuple[str, list[str]]:
    """Where a post stands that may have been sent: its channel and the timestamps of it there, the oldest first.

    Looks from its first call to its last.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: nobody can look, or not now.
    """
    channel_id = post.channel_id
    if channel_id.startswith(PEOPLE):
        # A message to a person stands in a conversation, which has an id of its own.
        channel_id = str((await client.conversations_open(users=channel_id))["channel"]["id"])
    first, last = post.called_at or post.due_at, post.sent_at or post.due_at
    window: dict[str, Any] = {
        "oldest": f"{(first - SKEW).timestamp():.6f}",
        "latest": f"{(last + SKEW).timestamp():.6f}",
        "limit": LOOKED_AT,
        "include_all_metadata": True,
    }
    found: list[str] = []
    while True:
        if thread_ts:
            answer = await client.conversations_replies(channel=channel_id, ts=thread_ts, **window)
        else:
            answer = await client.conversations_history(channel=channel_id, **window)
        found += [str(message["ts"]) for message in answer["messages"] if is_of(message, post)]
        # More than Slack shows at once was said there meanwhile.
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return channel_id, sorted(set(found), key=float)
        window["cursor"] = cursor


def is_of(message: dict[str, Any], post: Post) -> bool:
    """Whether a message carries a post's number."""
    metadata = message.get("metadata", {})
    return bool(metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload", {}).get("post") == post.pk)


async def find_again(client: AsyncWebClient, post: Post, *, thread_ts: str = "") -> tuple[str, str] | None:
    """The channel and timestamp of a post that may have been sent; None: it is not there.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: nobody can look, or not now.
    """
    channel_id, found = await find_all(client, post, thread_ts=thread_ts)
    return (channel_id, found[0]) if found else None
