"""Hear what becomes of channels and people: renamed, archived, left, deleted, gone."""

from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows import channels, leaving
from bot.flows.caller import Caller
from bot.flows.sight import look_again
from storage.database import Database

# What each event says keeps Payoff from speaking in a channel, as Slack's code for it; "" that nothing does.
SAYS = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_unarchive": "",
    "group_unarchive": "",
    "channel_left": "not_in_channel",
    "group_left": "channel_not_found",
    "channel_deleted": "channel_deleted",
    "group_deleted": "channel_deleted",
}


async def changed(event: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """A channel is closed to Payoff, or open again."""
    said = SAYS[event["type"]]
    await channels.hear(database, caller, client, event["channel"], said=said, now=now)


async def joined(event: Any, context: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """Somebody invited Payoff; whoever else joins a channel sees more from now on."""
    if event["user"] == context.bot_user_id:
        await channels.hear(database, caller, client, event["channel"], said="", now=now)
    look_again(database, caller.workspace_id, event["user"])


async def renamed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """A channel has another name."""
    await channels.rename(database, caller, event["channel"]["id"], event["channel"]["name"], now=now)


async def id_changed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """A channel has another id, since it is shared with another organisation."""
    await channels.change_id(database, caller, event["old_channel_id"], event["new_channel_id"], now=now)


async def person_changed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Someone left Slack, or came back; whatever else changes about them is none of our business."""
    user_id = event["user"]["id"]
    if event["user"].get("deleted"):
        await leaving.left(database, caller, user_id, now=now)
    else:
        await leaving.came_back(database, caller, user_id)


def register(app: AsyncApp) -> None:
    """Listen to all of it."""
    for name in SAYS:
        app.event(name)(changed)
    for name in ("channel_rename", "group_rename"):
        app.event(name)(renamed)
    app.event("channel_id_changed")(id_changed)
    app.event("member_joined_channel")(joined)
    app.event("user_change")(person_changed)
