"""Tell the app of events it subscribed to."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.dispatch import Answer
from bot.sandbox.interact import payloads
from bot.sandbox.state import BOT_USER, TEAM, Channel, Json, Message

SUBSCRIPTIONS = {"channel": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim"}
# The last two that an app hears, and the end of a channel, say nothing of when.
TIMELESS = ("tokens_revoked", "app_uninstalled", "channel_deleted")


async def send(stage: Backstage, inner: Json, *, subscription: str = "") -> Answer | None:
    """Deliver an event, if the app subscribed to it and is still installed."""
    if stage.app.uninstalled or (subscription or inner["type"]) not in stage.app.events:
        return None
    if inner["type"] not in TIMELESS:
        inner.setdefault("event_ts", stage.world.next_ts())
    return await stage.courier.deliver_event(payloads.event(stage, inner), name=f"event {inner['type']}")


def fire(stage: Backstage, kind: str, **fields: Any) -> None:
    """Deliver an event after the present request."""
    stage.later(send(stage, {"type": kind, **fields}))


def message_event(stage: Backstage, message: Message) -> Json:
    """A message as the event of its being said."""
    channel = stage.world.channels[message.channel]
    kept = {name: value for name, value in message.body.items() if name not in ("reactions", "bot_profile", "edited")}
    channel_type = payloads.CHANNEL_TYPES[channel.kind]
    return {**kept, "channel": channel.id, "event_ts": message.ts, "channel_type": channel_type}


def message_posted(stage: Backstage, message: Message) -> None:
    """The app said something: those who subscribe to messages hear of it, the app too."""
    channel = stage.world.channels[message.channel]
    subscription = SUBSCRIPTIONS[channel.kind]
    if message.reader is None and subscription in stage.app.events and BOT_USER in channel.members:
        stage.later(send(stage, message_event(stage, message), subscription=subscription))


def message_changed(stage: Backstage, message: Message, before: Json) -> None:
    """A message was edited."""
    _about(stage, message, "message_changed", {"message": message.body, "previous_message": before})


def message_deleted(stage: Backstage, message: Message) -> None:
    """A message was deleted."""
    _about(stage, message, "message_deleted", {"deleted_ts": message.ts, "previous_message": message.body})


def _about(stage: Backstage, message: Message, subtype: str, more: Json) -> None:
    channel = stage.world.channels[message.channel]
    subscription = SUBSCRIPTIONS[channel.kind]
    if subscription not in stage.app.events or BOT_USER not in channel.members:
        return
    kind = payloads.CHANNEL_TYPES[channel.kind]
    ts = stage.world.next_ts()
    inner = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id, "ts": ts, "event_ts": ts}
    stage.later(send(stage, inner | {"channel_type": kind} | more, subscription=subscription))


def joined(stage: Backstage, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Someone joined a channel, perhaps the app itself."""
    fields: Json = {"user": user, "channel": channel.id, "channel_type": channel_type(channel), "team": TEAM}
    if inviter:
        fields["inviter"] = inviter
    fire(stage, "member_joined_channel", **fields)


def left(stage: Backstage, channel: Channel, user: str) -> None:
    """Someone left a channel; of its own leaving the app hears by another event."""
    if user == BOT_USER:
        fire(stage, "group_left" if channel.kind == "private" else "channel_left", channel=channel.id, actor_id="U0ANA")
    else:
        fire(stage, "member_left_channel", user=user, channel=channel.id, channel_type=channel_type(channel), team=TEAM)


def channel_type(channel: Channel) -> str:
    return "C" if channel.kind == "channel" else "G"
