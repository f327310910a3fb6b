"""Hear what becomes of channels and people: renamed, archived, left, deleted, gone."""

from datetime import datetime
from typing import Any

from bot.flows import channels, leaving
from bot.flows.caller import Caller
from bot.flows.sight import look_again
from commands.listening import on_event
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


@on_event(*SAYS)
async def changed(event: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """A channel is closed to Payoff, or open again."""
    said = SAYS[event["type"]]
    await channels.hear(database, caller, client, event["channel"], said=said, now=now)


@on_event("member_joined_channel")
async def joined(event: Any, context: Any, caller: Caller, database: Database, client: Any, now: datetime) -> None:
    """Somebody invited Payoff; whoever else joins a channel sees more from now on."""
    if event["user"] == context.bot_user_id:
        await channels.hear(database, caller, client, event["channel"], said="", now=now)
    look_again(database, caller.workspace_id, event["user"])


@on_event("channel_rename", "group_rename")
async def renamed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """A channel has another name."""
    await channels.rename(database, caller, event["channel"]["id"], event["channel"]["name"], now=now)


@on_event("channel_id_changed")
async def id_changed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """A channel has another id, since it is shared with another organisation."""
    await channels.change_id(database, caller, event["old_channel_id"], event["new_channel_id"], now=now)


@on_event("user_change")
async def person_changed(event: Any, caller: Caller, database: Database, now: datetime) -> None:
    """Someone left Slack, or came back; whatever else changes about them is none of our business."""
    user_id = event["user"]["id"]
    if event["user"].get("deleted"):
        await leaving.left(database, caller, user_id, now=now)
    else:
        await leaving.came_back(database, caller, user_id)
