"""Let people say things in channels, threads and direct messages, and share files."""

from uuid import uuid4

from bot.sandbox.backstage import Backstage
from bot.sandbox.interact import events
from bot.sandbox.interact.compose import compose
from bot.sandbox.normal import complete
from bot.sandbox.state import BOT_USER, SLACKBOT, TEAM, Channel, File, Json, Message
from bot.sandbox.web_api.files import file_object, new_file


class Impossible(Exception):
    """Slack's own screen would not let a person do this."""


def whisper(stage: Backstage, channel: Channel, user: str, text: str, *, thread_ts: str | None = None) -> Message:
    """Slackbot says something that one person sees."""
    body: Json = {"type": "message", "user": SLACKBOT, "text": text, "ts": stage.world.next_ts(), "team": TEAM}
    if thread_ts:
        body["thread_ts"] = thread_ts
    return stage.world.add(Message(channel.id, body, reader=user))


def refuse_strangers(stage: Backstage, channel: Channel, user: str) -> None:
    """Only members write in a channel that is still open, and only where there is a composer."""
    if channel.kind == "im" and BOT_USER in channel.members and stage.app.is_read_only:
        raise Impossible("Sending messages to this app has been turned off.")
    if channel.archived:
        raise Impossible(f"#{channel.name} is archived: nobody can write there.")
    if user not in channel.members:
        raise Impossible(f"{user} is not in #{channel.name}.")


async def say(
    stage: Backstage,
    channel: Channel,
    user: str,
    typed: str,
    *,
    thread_ts: str | None = None,
    files: list[File] | None = None,
) -> Message:
    """Post what a person typed; returns when the app has heard of it."""
    refuse_strangers(stage, channel, user)
    composed = compose(stage.world, typed)
    ts = stage.world.next_ts()
    body: Json = {"user": user, "type": "message", "ts": ts, "client_msg_id": str(uuid4()), "text": composed.text}
    body |= {"team": TEAM, "blocks": complete(composed.blocks) if typed else []}
    if thread_ts:
        parent = channel.messages[thread_ts]
        body |= {"thread_ts": parent.thread_ts or parent.ts, "parent_user_id": parent.body["user"]}
    if files:
        body |= {"subtype": "file_share", "upload": False, "files": [file_object(stage, file) for file in files]}
    message = stage.world.add(Message(channel.id, body))
    await tell_app(stage, channel, message, composed.mentions)
    return message


async def tell_app(stage: Backstage, channel: Channel, message: Message, mentions: list[str]) -> None:
    """The events of a message that a person wrote."""
    if BOT_USER not in channel.members:
        if BOT_USER in mentions:
            text = f"You mentioned <@{BOT_USER}>, but they’re not in this channel."
            whisper(stage, channel, str(message.body["user"]), text, thread_ts=message.thread_ts)
        return
    inner = events.message_event(stage, message)
    await events.send(stage, inner, subscription=events.SUBSCRIPTIONS[channel.kind])
    if BOT_USER in mentions and channel.kind != "im":
        mention = {name: value for name, value in inner.items() if name not in ("channel_type", "subtype")}
        await events.send(stage, mention | {"type": "app_mention"})


def upload(stage: Backstage, user: str, name: str, content: bytes) -> File:
    """A file that a person chose."""
    file = new_file(stage, name, user)
    file.content, file.title, file.uploaded, file.complete = content, name, True, True
    stage.world.changed()
    return file


async def share(
    stage: Backstage, channel: Channel, user: str, file: File, *, comment: str = "", thread_ts: str | None = None
) -> Message:
    """Post a person's file."""
    refuse_strangers(stage, channel, user)
    file.channels.append(channel.id)
    message = await say(stage, channel, user, comment, thread_ts=thread_ts, files=[file])
    if BOT_USER in channel.members:
        shared = {"type": "file_shared", "file_id": file.id, "user_id": user, "file": {"id": file.id}}
        await events.send(stage, shared | {"channel_id": channel.id})
    return message
