"""Read the app's manifest: what it asks Slack for, and how it looks for an app that is reached over HTTP."""

import re
from pathlib import Path

FILE = Path(__file__).parents[2] / "app_manifest.yml"


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
        (r"^oauth_config:\n", rf"\g<0>  redirect_urls:\n    - {public_url}/slack/oauth_redirect\n"),
        (r"^( +socket_mode_enabled:) true$", r"\1 false"),
    ):
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    return text


def bot_scopes() -> tuple[str, ...]:
    """What the app may do in a workspace."""
    return listed("bot")


def bot_events() -> tuple[str, ...]:
    """What the app is told of."""
    return listed("bot_events")


def listed(name: str) -> tuple[str, ...]:
    """A list of words in the manifest, by the name that stands above it.

    Raises:
        ValueError: there is no such list.
    """
    found = re.search(rf"^( *){name}:\n((?:\1 +- \S+\n)+)", for_socket_mode(), flags=re.MULTILINE)
    if found is None:
        raise ValueError(f"{FILE.name} has no list called {name}.")
    return tuple(re.findall(r"- (\S+)", found.group(2)))
