"""Read what Slack puts into typed text: people, channels, and the characters it escapes."""

import re

USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def user_ids(text: str) -> list[str]:
    """The people mentioned, in order."""
    return USER.findall(text)


def without_users(text: str) -> str:
    """The text without its mentions."""
    return " ".join(USER.sub(" ", text).split())


def unescaped(text: str) -> str:
    """What the person typed: Slack escapes exactly three characters, and `&` comes last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
