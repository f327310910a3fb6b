"""Read the app's manifest: what it asks Slack for, and how it looks for an app that is reached over HTTP."""

import json
import re
from collections import deque
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "app_manifest.yml"
LITERALS = {"true": True, "false": False}


def for_socket_mode() -> str:
    """The manifest as it stands in the repository: Slack is listened to over Socket Mode."""
    return FILE.read_text(encoding="utf-8")


def for_http(public_url: str) -> str:
    """The manifest of an app that Slack reaches at `public_url`."""
    events = f"{public_url}/slack/events"
    text = for_socket_mode()
    for pattern, replacement in (
        (r"^( +)- command: .+\n", rf"\g<0>\g<1>  url: {events}\n"),
        (r"^( +)(event_subscriptions|interactivity):\n", rf"\g<0>\g<1>  request_url: {events}\n"),
        (r"^( +)interactivity:\n", rf"\g<0>\g<1>  message_menu_options_url: {events}\n"),
        (r"^oauth_config:\n", rf"\g<0>  redirect_urls:\n    - {public_url}/slack/oauth_redirect\n"),
        (r"^( +socket_mode_enabled:) true$", r"\1 false"),
    ):
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def manifest() -> dict[str, Any]:
    """The manifest's content."""
    lines = deque(
        (len(line) - len(line.lstrip()), line.strip())
        for line in for_socket_mode().splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    )
    content: dict[str, Any] = mapping(lines, 0)
    return content


def bot_scopes() -> tuple[str, ...]:
    """What the app may do in a workspace."""
    return tuple(manifest()["oauth_config"]["scopes"]["bot"])


# The manifest uses little of YAML: nested mappings, lists, one-line and folded text. Reading that takes less than
# a library for the rest would take to load.


def mapping(lines: deque[tuple[int, str]], depth: int) -> dict[str, Any]:
    """The lines `name: …` that stand at this depth."""
    found: dict[str, Any] = {}
    while lines and lines[0][0] == depth and not lines[0][1].startswith("- "):
        name, _, rest = lines.popleft()[1].partition(":")
        found[name] = scalar(rest.strip()) if rest.strip() not in ("", ">-") else below(lines, depth, rest.strip())
    return found


def below(lines: deque[tuple[int, str]], depth: int, folded: str) -> Any:
    """What stands deeper than this: folded text, a list or a mapping."""
    inner = lines[0][0]
    if folded:
        words = []
        while lines and lines[0][0] > depth:
            words.append(lines.popleft()[1])
        return " ".join(words)
    return items(lines, inner) if lines[0][1].startswith("- ") else mapping(lines, inner)


def items(lines: deque[tuple[int, str]], depth: int) -> list[Any]:
    """The lines `- …` that stand at this depth."""
    found: list[Any] = []
    while lines and lines[0][0] == depth and lines[0][1].startswith("- "):
        rest = lines.popleft()[1].removeprefix("- ")
        if re.match(r"\w+: ", rest):
            lines.appendleft((depth + 2, rest))
            found.append(mapping(lines, depth + 2))
        else:
            found.append(scalar(rest))
    return found


def scalar(text: str) -> Any:
    """A word, a quoted text, a number, true or false."""
    if text.startswith('"'):
        return json.loads(text)
    return int(text) if text.isdigit() else LITERALS.get(text, text)
