"""Find out whom a message mentions, and name people in it without calling them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.blockkit.text import escape, safe
from bot.slack.render import Message

MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


def mentioned(message: Message) -> set[str]:
    """The ids of the people whom a message mentions: each of them is called by Slack."""
    return {user_id for text in texts_in(message.blocks) for user_id in MENTION.findall(text)} | {
        str(part["user_id"]) for part in parts_in(message.blocks)
    }


def named(message: Message, names: Mapping[str, str]) -> Message:
    """The same message with some people's names where it mentions them; Slack then calls them not."""

    def name_of(found: re.Match[str]) -> str:
        return str(safe(names[found[1]])) if found[1] in names else found[0]

    def plain_name_of(found: re.Match[str]) -> str:
        return escape(names[found[1]]) if found[1] in names else found[0]

    def without(content: Any) -> Any:
        if isinstance(content, list):
            return [without(item) for item in content]
        if not isinstance(content, dict):
            return content
        if content.get("user_id") in names and content.get("type") == "user":
            return {**content_without_user(content), "type": "text", "text": names[content["user_id"]]}
        if content.get("type") == "mrkdwn":
            return {**content, "text": MENTION.sub(name_of, content["text"])}
        return {key: without(value) for key, value in content.items()}

    return Message(MENTION.sub(plain_name_of, message.text), without(message.blocks))


def content_without_user(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part of rich text, but for whom it mentions."""
    return {key: value for key, value in part.items() if key not in ("user_id", "type")}


def texts_in(content: Any) -> Iterator[str]:
    """Every text in blocks in which a mention counts."""
    if isinstance(content, list):
        for item in content:
            yield from texts_in(item)
    elif isinstance(content, dict):
        if content.get("type") == "mrkdwn":
            yield content["text"]
        else:
            for item in content.values():
                yield from texts_in(item)


def parts_in(content: Any) -> Iterator[Mapping[str, Any]]:
    """Every part of rich text, as tables hold it, that mentions someone."""
    if isinstance(content, list):
        for item in content:
            yield from parts_in(item)
    elif isinstance(content, dict):
        if content.get("type") == "user" and "user_id" in content:
            yield content
        else:
            for item in content.values():
                yield from parts_in(item)
