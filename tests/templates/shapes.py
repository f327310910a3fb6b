"""Tell what of a message or view is the template's: everything but the words."""

import re
from collections import Counter
from typing import Any

REFERENCE = re.compile(r"<([^<>]*)>")
# Strings that the template decides.
DECIDED = {"type", "action_id", "block_id", "callback_id", "style", "align", "level", "format"}


def shape(content: Any) -> Any:
    """Content with a mark in place of all words."""
    if isinstance(content, dict):
        return {key: value if key in DECIDED else shape(value) for key, value in content.items()}
    if isinstance(content, list):
        return [shape(part) for part in content]
    return "…" if isinstance(content, str) else type(content).__name__


def references(content: Any) -> Counter[str]:
    """The mentions, links and dates in content, each with how often."""
    found: Counter[str] = Counter()
    if isinstance(content, list):
        for part in content:
            found += references(part)
    elif isinstance(content, dict):
        match content.get("type"):
            case "mrkdwn":
                found += references_in(content["text"])
            case "user" | "channel" | "date" | "usergroup" | "broadcast" as kind:
                found[f"{kind} {content}"] += 1
            case "link":
                found["link"] += 1
            case _:
                for part in content.values():
                    found += references(part)
    return found


def references_in(text: str) -> Counter[str]:
    """The mentions, links and dates in mrkdwn; whatever the address, a link is a link."""
    return Counter("link" if found.startswith("http") else found for found in REFERENCE.findall(text))


def strings_in(content: Any) -> list[str]:
    """All strings in content."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        return [text for part in content for text in strings_in(part)]
    return [content] if isinstance(content, str) else []
