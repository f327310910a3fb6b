"""Build what Slack sends to an app, in the shape of its official types."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.company import WORKSPACE
from bot.sandbox.installation import APP_ID
from bot.sandbox.state import BOT_USER, TEAM, Channel, Json, Message

CHANNEL_TYPES = {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def user_of(stage: Backstage, user: str) -> Json:
    """The person in an interaction."""
    handle = stage.world.members[user].handle
    return {"id": user, "username": handle, "name": handle, "team_id": TEAM}


def channel_of(channel: Channel) -> Json:
    """The channel in an interaction, by the name that Slack gives it there."""
    names = {"im": "directmessage", "private": "privategroup", "mpim": "privategroup"}
    return {"id": channel.id, "name": names.get(channel.kind, channel.name)}


def envelope(stage: Backstage, kind: str, user: str, **more: Any) -> Json:
    """What all interactions have in common."""
    return {
        "type": kind,
        "user": user_of(stage, user),
        "api_app_id": APP_ID,
        "token": stage.app.verification_token,
        "team": {"id": TEAM, "domain": WORKSPACE["domain"]},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def command(stage: Backstage, user: str, channel: Channel, name: str, text: str) -> Json:
    """A slash command; every value is text."""
    return {
        "token": stage.app.verification_token,
        "team_id": TEAM,
        "team_domain": WORKSPACE["domain"],
        "channel_id": channel.id,
        "channel_name": channel_of(channel)["name"],
        "user_id": user,
        "user_name": stage.world.members[user].handle,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": stage.responses.issue("commands", channel.id, user),
        "trigger_id": stage.triggers.issue(user, channel=channel.id),
    }


def event(stage: Backstage, inner: Json) -> Json:
    """An event's outer envelope."""
    event_id = stage.world.next_id("Ev")
    return {
        "token": stage.app.verification_token,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": stage.world.seconds,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def message_container(message: Message) -> Json:
    """Where a click on a message happened."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.reader is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return container
