"""Post, change and delete messages."""

from bot.sandbox.interact.events import message_changed, message_deleted, message_posted
from bot.sandbox.state import BOT_USER, Channel, Json, Message
from bot.sandbox.web_api.content import LONGEST_UPDATE, Content, bot_message, read_content
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, method


def place_to_post(call: Call) -> Channel:
    """The channel that a message goes to; a person's id means their direct messages."""
    name = call.args.need("channel")
    if name.startswith(("U", "W")):
        member = call.world.members.get(name)
        if member is None or name == BOT_USER:
            raise Failure("channel_not_found")
        if member.deleted:
            raise Failure("user_disabled")
        if not call.stage.app.has_messages_tab:
            raise Failure("messages_tab_disabled")
        return call.world.direct(name, BOT_USER)
    channel = call.world.channels.get(name) or call.world.find_channel(name)
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise Failure("channel_not_found")
    if channel.archived:
        raise Failure("is_archived")
    return channel


def thread_of(call: Call, channel: Channel) -> str | None:
    """The thread that a message goes to: that of its parent, even if a reply was named."""
    thread_ts = call.args.text("thread_ts")
    if not thread_ts:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise Failure("thread_not_found")
    return parent.thread_ts or parent.ts


@method("chat.postMessage", scope="chat:write")
def post_message(call: Call) -> Json:
    channel = place_to_post(call)
    open_to_all = call.stage.app.scopes is not None and not call.stage.app.lacks("chat:write.public")
    if BOT_USER not in channel.members and not open_to_all:
        raise Failure("not_in_channel")
    if call.args.text("username") or call.args.text("icon_emoji") or call.args.text("icon_url"):
        call.need_scope("chat:write.customize")
    content = read_content(call.stage, call.args, channel=channel.id)
    if content.is_empty:
        raise Failure("no_text")
    message = post(call, channel, content, thread_ts=thread_of(call, channel))
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.body}


def post(call: Call, channel: Channel, content: Content, *, thread_ts: str | None) -> Message:
    """Put a message of the app's into a channel."""
    body = bot_message(call.stage, content, call.world.next_ts())
    if thread_ts:
        parent = channel.messages[thread_ts].body
        body["thread_ts"] = thread_ts
        if call.args.flag("reply_broadcast"):
            body |= {"subtype": "thread_broadcast", "root": dict(parent)}
        else:
            body["parent_user_id"] = parent.get("user", "")
    message = call.world.add(Message(channel.id, body))
    message_posted(call.stage, message)
    return message


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(call: Call) -> Json:
    channel = place_to_post(call)
    if BOT_USER not in channel.members:
        raise Failure("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    user = call.args.need("user")
    if user not in channel.members:
        raise Failure("user_not_in_channel")
    content = read_content(call.stage, call.args, channel=channel.id)
    if content.is_empty:
        raise Failure("no_text")
    body = bot_message(call.stage, content, call.world.next_ts())
    if thread_ts := thread_of(call, channel):
        body["thread_ts"] = thread_ts
    message = call.world.add(Message(channel.id, body, reader=user))
    return {"ok": True, "message_ts": message.ts}


@method("chat.update", scope="chat:write")
def update(call: Call) -> Json:
    channel, message = own_message(call)
    content = read_content(call.stage, call.args, channel=channel.id)
    if len(content.text) > LONGEST_UPDATE:
        raise Failure("msg_too_long")
    if content.is_empty:
        raise Failure("no_text")
    before = dict(message.body)
    fresh = bot_message(call.stage, content, message.ts)
    for name in ("blocks", "attachments"):
        # Text without blocks takes the blocks away; attachments stay unless they are given.
        if name == "blocks" or name in fresh:
            message.body.pop(name, None)
    message.body |= fresh
    message.body["edited"] = {"user": BOT_USER, "ts": call.world.next_ts()}
    call.world.changed()
    message_changed(call.stage, message, before)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.body["text"], "message": message.body}


@method("chat.delete", scope="chat:write")
def delete(call: Call) -> Json:
    channel, message = own_message(call, refusal="cant_delete_message")
    call.world.remove(message)
    message_deleted(call.stage, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def own_message(call: Call, refusal: str = "cant_update_message") -> tuple[Channel, Message]:
    """A message that the app posted and may change."""
    channel = call.world.channels.get(call.args.need("channel"))
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise Failure("channel_not_found")
    message = channel.messages.get(call.args.need("ts"))
    if message is None or message.reader is not None:
        raise Failure("message_not_found")
    if channel.archived:
        raise Failure("is_archived")
    if message.body.get("user") != BOT_USER:
        raise Failure(refusal)
    return channel, message


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = channel.messages.get(call.args.need("message_ts"))
    if message is None or message.reader is not None:
        raise Failure("message_not_found")
    link = f"{call.stage.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": link}
