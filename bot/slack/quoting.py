"""Read one message that people point at: its words, whose they are, and the thread in which it stands."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.posting import EVENT_TYPE
from bot.slack.typed import unescaped


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A message that someone wrote."""

    ts: str
    author_id: str
    text: str
    link: str = ""
    # The message above it, and the number of the post that it is where it is one of ours; "" and None outside a thread.
    thread_ts: str = ""
    above: int | None = None


async def message_at(client: AsyncWebClient, channel_id: str, ts: str, *, own_id: str) -> Quoted | None:
    """The message that stands there; None for one of our own, and where there is none any more.

    Raises:
        SlackApiError, aiohttp.ClientError, TimeoutError: Slack does not show it, or not now.
    """
    message = await one(client, channel_id, ts)
    if message is None or message.get("user") == own_id:
        return None
    thread_ts = str(message.get("thread_ts", ""))
    above = await one(client, channel_id, thread_ts) if thread_ts not in ("", ts) else None
    return Quoted(
        ts=ts,
        author_id=str(message.get("user", "")),
        text=unescaped(str(message.get("text", ""))),
        link=await permalink(client, channel_id, ts),
        thread_ts=thread_ts,
        above=post_in(above) if above is not None and above.get("user") == own_id else None,
    )


async def one(client: AsyncWebClient, channel_id: str, ts: str) -> dict[str, Any] | None:
    """The message of this timestamp, in the channel or in a thread."""
    answer = await client.conversations_replies(
        channel=channel_id, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=1, include_all_metadata=True
    )
    return next((message for message in answer["messages"] if message["ts"] == ts), None)


def post_in(message: dict[str, Any]) -> int | None:
    """The number of the post that one of our own messages is."""
    metadata = message.get("metadata", {})
    number = metadata.get("event_payload", {}).get("post") if metadata.get("event_type") == EVENT_TYPE else None
    return number if isinstance(number, int) else None


async def permalink(client: AsyncWebClient, channel_id: str, ts: str) -> str:
    """Where the message stands; empty where Payoff cannot see it."""
    try:
        answer = await client.chat_getPermalink(channel=channel_id, message_ts=ts)
    except SlackApiError:
        return ""
    return str(answer["permalink"])
