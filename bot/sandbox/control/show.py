"""Show what one person sees, as JSON for the page."""

from bot.sandbox.backstage import Backstage
from bot.sandbox.company import WORKSPACE
from bot.sandbox.control.desk import ZONE
from bot.sandbox.elements import state_values
from bot.sandbox.eyes import Dialog, Eyes
from bot.sandbox.installation import APP_ID
from bot.sandbox.interact.commands import BUILT_IN
from bot.sandbox.state import BOT_USER, Channel, Json, Message, View
from bot.sandbox.web_api.views import to_wire


def state(stage: Backstage, person: Eyes) -> Json:
    """Everything on one person's screen."""
    channels = [c for c in stage.world.channels.values() if c.kind == "channel" or person.id in c.members]
    messages: dict[str, list[Json]] = {}
    threads: dict[str, dict[str, list[Json]]] = {}
    for channel in channels:
        messages[channel.id] = []
        threads[channel.id] = {}
        for message in stage.world.visible(channel, person.id):
            shown = message_json(message, person)
            if message.is_reply:
                threads[channel.id].setdefault(str(message.thread_ts), []).append(shown)
            if not message.is_reply or message.body.get("subtype") == "thread_broadcast":
                messages[channel.id].append(shown)
    return {
        **moment(stage),
        "version": stage.world.version,
        "workspace": WORKSPACE,
        "app": app_json(stage),
        "me": person.id,
        "people": [person_json(stage, member_id) for member_id in stage.world.members],
        "commands": [
            *(c | {"built_in": False} for c in stage.app.commands),
            *(c | {"built_in": True} for c in BUILT_IN),
        ],
        "shortcuts": stage.app.shortcuts,
        "channels": [channel_json(stage, channel, person) for channel in channels],
        "messages": messages,
        "threads": threads,
        "modal": modal_json(stage, person),
        "dialog": dialog_json(person.dialog, person),
        "home": home_json(stage, person),
    }


def moment(stage: Backstage) -> Json:
    """What time it is."""
    ticking = bool(getattr(stage.clock, "ticking", False))
    return {"now": stage.clock.now.isoformat(), "zone": ZONE, "ticking": ticking}


def app_json(stage: Backstage) -> Json:
    connected = "socket" if stage.courier.sockets.connections else "http" if stage.courier.request_url else None
    return {
        "id": APP_ID,
        "name": stage.app.name,
        "user_id": BOT_USER,
        "bot_id": stage.app.bot_id,
        "connected": connected,
        "installed": not stage.app.uninstalled,
        "has_home": stage.app.has_home,
        "has_messages_tab": stage.app.has_messages_tab,
        "is_read_only": stage.app.is_read_only,
    }


def person_json(stage: Backstage, member_id: str) -> Json:
    member = stage.world.members[member_id]
    return {
        "id": member.id,
        "handle": member.handle,
        "real_name": member.real_name,
        "display_name": member.real_name,
        "title": member.title,
        "zone": member.zone,
        "color": f"#{member.color}",
        "is_bot": member.is_bot,
        "deleted": member.deleted,
    }


def channel_json(stage: Backstage, channel: Channel, person: Eyes) -> Json:
    read = stage.world.read.get((person.id, channel.id), "")
    fresh = [
        m
        for m in stage.world.visible(channel, person.id)
        if m.ts > read and m.body.get("user") != person.id and not m.is_reply
    ]
    shown = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "purpose": channel.purpose,
        "is_archived": channel.archived,
        "is_member": person.id in channel.members,
        "app_is_member": BOT_USER in channel.members,
        "members": channel.members,
        "unread": len(fresh),
        "mentions": sum(f"<@{person.id}" in str(m.body.get("text")) for m in fresh),
    }
    if channel.kind == "im":
        shown["with"] = next((m for m in channel.members if m != person.id), person.id)
    return shown


def message_json(message: Message, person: Eyes) -> Json:
    """A message as this person sees it."""
    return {
        **message.body,
        "channel": message.channel,
        "ephemeral": message.reader is not None,
        "words": person.words.message(message),
        "state": state_values(message.blocks, message.choices.get(person.id, {}), message.channel),
        "trouble": message.trouble.get(person.id),
        "broadcast": message.body.get("subtype") == "thread_broadcast",
    }


def modal_json(stage: Backstage, person: Eyes) -> Json | None:
    stack = stage.world.stack(person.id)
    if not stack:
        return None
    top = stack[-1]
    shown = view_json(stage, top)
    stacked = [to_wire(stage, view) for view in stack]
    return {"stack": stacked, **shown, "errors": top.errors, "trouble": top.trouble}


def view_json(stage: Backstage, view: View) -> Json:
    return {"view": to_wire(stage, view), "state": state_values(view.blocks, view.choices, view.channel)}


def home_json(stage: Backstage, person: Eyes) -> Json | None:
    view = stage.world.homes.get(person.id)
    return view_json(stage, view) | {"trouble": view.trouble} if view is not None else None


def dialog_json(dialog: Dialog | None, person: Eyes) -> Json | None:
    if dialog is None:
        return None
    parts = ("title", "text", "confirm", "deny")
    return {part: person.words.text(dialog.confirm[part]) for part in parts} | {"style": dialog.confirm.get("style")}
