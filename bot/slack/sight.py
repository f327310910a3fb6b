"""Ask Slack into which channels someone can look."""

import asyncio
from dataclasses import dataclass

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.trouble import code_of

log = structlog.get_logger(__name__)

# Somebody waits for a form, which Slack opens within three seconds or never.
PATIENCE_SECONDS = 1.5
PAGE = 999


@dataclass(frozen=True, kw_only=True)
class Sight:
    """The channels that someone is known to see; any other stays closed to them."""

    channels: frozenset[str] = frozenset()
    # Whether Slack said so; if not, more may be open to them.
    is_known: bool = True


async def look_for(client: AsyncWebClient, user_id: str) -> Sight:
    """What someone sees of the channels that Payoff is in: the open ones, and private ones that they are in as well.

    A guest sees only those that they are in. What Slack does not say in time, nobody sees.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            person, theirs, public = await asyncio.gather(
                client.users_info(user=user_id),
                channels_of(client, "public_channel,private_channel", user_id),
                channels_of(client, "public_channel"),
            )
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("sight_not_known", error=code_of(error))
        return Sight(is_known=False)
    user = person["user"]
    is_guest = any(user.get(kind) for kind in ("is_restricted", "is_ultra_restricted", "is_stranger"))
    return Sight(channels=frozenset(theirs if is_guest else theirs | public))


async def channels_of(client: AsyncWebClient, types: str, user_id: str | None = None) -> set[str]:
    """The ids of all channels in which someone is, or Payoff itself; of private ones only those that Payoff is in too.

    Raises:
        SlackApiError, aiohttp.ClientError: Slack does not say.
    """
    found: set[str] = set()
    cursor = ""
    while True:
        answer = await client.users_conversations(types=types, user=user_id, limit=PAGE, cursor=cursor)
        found.update(str(channel["id"]) for channel in answer["channels"])
        following: dict[str, str] = answer.get("response_metadata") or {}
        cursor = following.get("next_cursor", "")
        if not cursor:
            return found
