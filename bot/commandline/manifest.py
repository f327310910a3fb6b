"""Print the app's manifest, for Socket Mode or for an address."""

import sys

from bot.slack.manifest import for_http, for_socket_mode


def manifest(url: str | None) -> int:
    """Print it."""
    sys.stdout.write(for_http(url) if url else for_socket_mode())
    return 0
