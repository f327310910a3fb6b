"""Put what the app answers to a command or through a response URL where the person sees it."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.interact import events
from bot.sandbox.state import Json, Message
from bot.sandbox.triggers import ResponsePlace
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.content import bot_message, read_content
from bot.sandbox.web_api.errors import Failure


def answer(stage: Backstage, place: ResponsePlace, given: Json) -> Message | None:
    """Do what an answer says: a new message, or a change to the one it is about.

    Raises:
        Failure: Slack would not take its content.
    """
    args = Arguments(given)
    original = place.original
    if original is not None and original.ts not in stage.world.channels[place.channel].messages:
        original = None
    if args.flag("delete_original"):
        if original is not None:
            stage.world.remove(original)
        return None
    content = read_content(stage, args, channel=place.channel)
    if content.is_empty:
        raise Failure("no_text")
    if args.flag("replace_original") and original is not None:
        before = dict(original.body)
        fresh = bot_message(stage, content, original.ts)
        for name in ("blocks", "attachments"):
            original.body.pop(name, None)
        original.body |= fresh
        if original.reader is None:
            original.body["edited"] = {"user": fresh["user"], "ts": stage.world.next_ts()}
            events.message_changed(stage, original, before)
        stage.world.changed()
        return original
    body = bot_message(stage, content, stage.world.next_ts())
    thread_ts = args.text("thread_ts") or place.thread_ts
    if thread_ts and thread_ts in stage.world.channels[place.channel].messages:
        body["thread_ts"] = thread_ts
    public = args.text("response_type") == "in_channel"
    message = stage.world.add(Message(place.channel, body, reader=None if public else place.user))
    if public:
        events.message_posted(stage, message)
    if place.original is None:
        # Further answers to a command may replace its first.
        place.original = message
    return message


def complain(stage: Backstage, what: str, failure: Failure) -> str:
    """Note what Slack would not take, for those who build the app."""
    details = failure.answer.get("response_metadata", {}).get("messages", [])
    complaint = f"{what}: {failure.code} {' '.join(details)}".strip()
    stage.complaints.append(complaint)
    return complaint


def as_content(body: Any) -> Json | None:
    """An answer's body as a message; None if it says nothing."""
    if isinstance(body, dict):
        return body or None
    return {"text": str(body)} if body else None
