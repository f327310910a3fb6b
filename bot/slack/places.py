"""Ask Slack how one channel stands: what it is called, and whether Payoff can speak there."""

from dataclasses import dataclass

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.refusals import Reach, meaning_of
from bot.slack.trouble import code_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A channel as Slack shows it."""

    # Slack's code for what keeps Payoff from speaking there; "" is nothing; None: it cannot be found out now.
    closed: str | None
    name: str = ""


async def look(client: AsyncWebClient, channel_id: str) -> Place:
    """How a channel stands. Only this one is asked about: a workspace may have more than anyone would list."""
    try:
        channel = (await client.conversations_info(channel=channel_id))["channel"]
    except SlackApiError as error:
        code = code_of(error)
        return Place(closed=code if meaning_of(code).reach is Reach.CHANNEL else None)
    except (ClientError, TimeoutError) as error:
        log.warning("channel_not_looked_at", error=code_of(error))
        return Place(closed=None)
    name = str(channel.get("name") or "")
    if channel.get("is_archived"):
        return Place(closed="is_archived", name=name)
    return Place(closed="" if channel.get("is_member") else "not_in_channel", name=name)


async def has_left(client: AsyncWebClient, user_id: str) -> bool:
    """Whether someone's account is gone; where Slack does not say, it is not."""
    try:
        return bool((await client.users_info(user=user_id))["user"].get("deleted"))
    except SlackApiError as error:
        return code_of(error) == "user_not_found"
    except (ClientError, TimeoutError):
        return False
