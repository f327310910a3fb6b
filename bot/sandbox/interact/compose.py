"""Turn what a person types into a message, as Slack's composer does."""

import re
from dataclasses import dataclass

from bot.sandbox.state import Channel, Json, World

LINK = r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]]"
BROADCASTS = ("here", "channel", "everyone")


@dataclass(frozen=True)
class Composed:
    """A typed text in Slack's three forms."""

    # Escaped, with mentions as <@U…> and <#C…|>.
    text: str
    blocks: list[Json]
    mentions: list[str]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def compose(world: World, typed: str) -> Composed:
    """The message that the composer sends for a typed text."""
    names = known_names(world)
    text, elements, mentions, end = "", [], [], 0
    for found in token_pattern(world).finditer(typed):
        before = typed[end : found.start()]
        text += escape(before)
        if before:
            elements.append({"type": "text", "text": before})
        end = found.end()
        token = found[0]
        if token.startswith("@") and token[1:].casefold() in BROADCASTS:
            text += f"<!{token[1:].casefold()}>"
            elements.append({"type": "broadcast", "range": token[1:].casefold()})
        elif token.startswith("@"):
            user = names[token[1:].casefold()]
            mentions.append(user)
            text += f"<@{user}>"
            elements.append({"type": "user", "user_id": user})
        elif token.startswith("#"):
            channel = named_channel(world, token)
            text += f"<#{channel.id}|>"
            elements.append({"type": "channel", "channel_id": channel.id})
        else:
            text += f"<{escape(token)}>"
            elements.append({"type": "link", "url": token})
    rest = typed[end:]
    if rest:
        elements.append({"type": "text", "text": rest})
    section = {"type": "rich_text_section", "elements": elements}
    return Composed(text + escape(rest), [{"type": "rich_text", "elements": [section]}], mentions)


def escaped_command(world: World, typed: str) -> str:
    """A command's text where the manifest says `should_escape`: mentions carry their names."""
    names = known_names(world)
    parts, end = [], 0
    for found in token_pattern(world).finditer(typed):
        parts.append(escape(typed[end : found.start()]))
        end = found.end()
        token = found[0]
        if token.startswith("@") and token[1:].casefold() in names:
            user = world.members[names[token[1:].casefold()]]
            parts.append(f"<@{user.id}|{user.handle}>")
        elif token.startswith("@"):
            parts.append(f"<!{token[1:].casefold()}>")
        elif token.startswith("#"):
            channel = named_channel(world, token)
            parts.append(f"<#{channel.id}|{channel.name}>")
        else:
            parts.append(f"<{escape(token)}>")
    return "".join(parts) + escape(typed[end:])


def known_names(world: World) -> dict[str, str]:
    """Handles and names of people, folded, to their ids."""
    people = [member for member in world.members.values() if not member.deleted]
    return {name.casefold(): member.id for member in people for name in (member.real_name, member.handle)}


def token_pattern(world: World) -> re.Pattern[str]:
    """What the composer recognises: people, channels, broadcasts and links."""
    people = sorted([*known_names(world), *BROADCASTS], key=len, reverse=True)
    channels = sorted(
        (c.name for c in world.channels.values() if c.kind in ("channel", "private")), key=len, reverse=True
    )
    one_of = "|".join(re.escape(name) for name in people)
    one_channel = "|".join(re.escape(name) for name in channels)
    return re.compile(rf"(?<![\w@])@(?:{one_of})(?!\w)|(?<![\w#])#(?:{one_channel})(?![\w-])|{LINK}", re.IGNORECASE)


def named_channel(world: World, token: str) -> Channel:
    channel = world.find_channel(token.casefold())
    assert channel is not None  # noqa: S101  the pattern is made of their names
    return channel
