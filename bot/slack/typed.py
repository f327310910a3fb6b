"""Read what Slack puts into typed text: people, channels, and the characters it escapes."""

import re

USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def user_ids(text: str) -> list[str]:
    """The people mentioned, in order."""
    return USER.findall(text)


def without_users(text: str) -> str:
    """The text without its mentions."""
    return " ".join(USER.sub(" ", text).split())


def unescaped(text: str) -> str:
    """What the person typed: Slack escapes exactly three characters, and `&` comes last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(text: str) -> str:
    """The words after a slash command as they stood in the composer: `<@U0BEN|ben>` is @ben, a link its address."""
    return unescaped(TOKEN.sub(bare, text))


def bare(token: re.Match[str]) -> str:
    """A person, channel, broadcast or link as one types it."""
    mark, target, label = token.groups()
    if mark == "!":
        return f"@{target.partition('^')[0]}"
    return f"{mark}{label or target}"
