"""Show channels, who is in them, and what was said."""

from bot.sandbox.interact.events import joined
from bot.sandbox.state import BOT_USER, TEAM, Channel, Json, Message
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, method

SCOPES = {"channel": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}


def channel_object(call: Call, channel: Channel) -> Json:
    """Slack's conversation object."""
    if channel.kind == "im":
        other = next(m for m in channel.members if m != BOT_USER)
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_org_shared": False,
            "user": other,
            "is_user_deleted": call.world.members[other].deleted,
            "is_archived": False,
            "context_team_id": TEAM,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": False,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": TEAM,
        "updated": channel.created * 1000,
        "parent_conversation": None,
        "creator": channel.creator,
        "is_ext_shared": False,
        "shared_team_ids": [TEAM],
        "pending_connected_team_ids": [],
        "is_member": BOT_USER in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": channel.creator, "last_set": channel.created},
        "previous_names": channel.previous_names,
    }


def readable(call: Call, need: str, *, member: bool = False) -> Channel:
    """The channel of a call whose scope depends on the channel's kind."""
    channel = call.channel(member=member)
    call.need_scope(f"{SCOPES[channel.kind]}:{need}")
    return channel


@method("conversations.info")
def info(call: Call) -> Json:
    channel = readable(call, "read")
    shown = channel_object(call, channel)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"ok": True, "channel": shown}


@method("conversations.members")
def members(call: Call) -> Json:
    people, cursor = call.page(readable(call, "read").members)
    return {"ok": True, "members": people, "response_metadata": {"next_cursor": cursor}}


@method("conversations.list")
def list_channels(call: Call) -> Json:
    return listed(call, None)


@method("users.conversations")
def of_user(call: Call) -> Json:
    return listed(call, call.args.text("user") or BOT_USER)


def listed(call: Call, member: str | None) -> Json:
    """The channels that the app may know of, of some types, or those a person is in."""
    kinds = []
    for name in call.args.text("types", "public_channel").split(","):
        if name.strip() not in TYPES:
            raise Failure("invalid_types")
        kinds.append(TYPES[name.strip()])
        call.need_scope(f"{SCOPES[kinds[-1]]}:read")
    known = [
        channel
        for channel in call.world.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or BOT_USER in channel.members)
        and (member is None or member in channel.members)
        and not (call.args.flag("exclude_archived") and channel.archived)
    ]
    page, cursor = call.page(known)
    shown = [channel_object(call, channel) for channel in page]
    return {"ok": True, "channels": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.history")
def history(call: Call) -> Json:
    channel = readable(call, "history", member=True)
    window = within(call, channel, [m for m in channel.messages.values() if m.reader is None and in_channel(m)])
    page, cursor = call.page(window[::-1], most=999)
    answer: Json = {"ok": True, "messages": [shown(call, m) for m in page], "has_more": bool(cursor), "pin_count": 0}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


@method("conversations.replies")
def replies(call: Call) -> Json:
    channel = readable(call, "history", member=True)
    parent = channel.messages.get(call.args.need("ts"))
    if parent is None or parent.reader is not None:
        raise Failure("thread_not_found")
    # The parent is there whatever the window.
    window = [parent, *within(call, channel, channel.replies(parent.ts))]
    page, cursor = call.page(window, default=1000)
    answer: Json = {"ok": True, "messages": [shown(call, m) for m in page], "has_more": bool(cursor)}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def in_channel(message: Message) -> bool:
    """Whether a message stands in the channel itself, and not only in a thread."""
    return not message.is_reply or message.body.get("subtype") == "thread_broadcast"


def within(call: Call, channel: Channel, messages: list[Message]) -> list[Message]:
    """The messages of the window that was asked for, oldest first, as far as history has got."""
    bounds = []
    for name in ("oldest", "latest"):
        try:
            bounds.append(round(float(call.args.text(name) or 0) * 1_000_000))
        except ValueError:
            raise Failure(f"invalid_ts_{name}") from None
    oldest, latest = bounds
    edge = 0 if call.args.flag("inclusive") else 1
    lag = call.stage.faults.take("lag", channel=channel.id)
    limit = micro(lag.since) if lag is not None and lag.since is not None else None
    return [
        message
        for message in messages
        if (not oldest or micro(message.ts) >= oldest + edge)
        and (not latest or micro(message.ts) <= latest - edge)
        and (limit is None or micro(message.ts) <= limit)
    ]


def micro(ts: str) -> int:
    """A timestamp as whole microseconds, which compare exactly."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)


def shown(call: Call, message: Message) -> Json:
    """A message as history shows it: its metadata only to those who ask."""
    body = dict(message.body)
    if not call.args.flag("include_all_metadata"):
        body.pop("metadata", None)
    return body


@method("conversations.open")
def open_conversation(call: Call) -> Json:
    names = [name.strip() for name in call.args.text("users").split(",") if name.strip()]
    if not names:
        channel = call.channel()
    else:
        known = [call.world.members.get(name) for name in names]
        if len(names) > 8:
            raise Failure("too_many_users")
        if any(member is None for member in known):
            raise Failure("user_not_found")
        if any(member.deleted for member in known if member):
            raise Failure("user_disabled")
        call.need_scope("im:write" if len(names) == 1 else "mpim:write")
        channel = call.world.direct(names[0], BOT_USER) if len(names) == 1 else call.world.group([*names, BOT_USER])
    full = call.args.flag("return_im")
    return {"ok": True, "channel": channel_object(call, channel) if full else {"id": channel.id}}


@method("conversations.join", scope="channels:join")
def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise Failure("method_not_supported_for_channel_type")
    if channel.archived:
        raise Failure("is_archived")
    if BOT_USER in channel.members:
        return {"ok": True, "channel": channel_object(call, channel), "warning": "already_in_channel"}
    channel.members.append(BOT_USER)
    call.world.changed()
    joined(call.stage, channel, BOT_USER)
    return {"ok": True, "channel": channel_object(call, channel)}


@method("conversations.leave", scope="channels:manage")
def leave(call: Call) -> Json:
    channel = call.channel()
    if BOT_USER not in channel.members:
        return {"ok": False, "not_in_channel": True}
    channel.members.remove(BOT_USER)
    call.world.changed()
    return {"ok": True}
