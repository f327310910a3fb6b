"""Find out what the code listens to, to hold the manifest against it."""

from typing import Any

import commands  # noqa: F401
from commands.listening import EVENTS, SHORTCUTS
from commands.routing import ROUTERS


def registered() -> dict[str, set[str]]:
    """The commands, events and shortcuts that the code listens to."""
    return {"commands": {f"/{name}" for name in ROUTERS}, "events": set(EVENTS), "shortcuts": set(SHORTCUTS)}


def declared(manifest: dict[str, Any]) -> dict[str, set[str]]:
    """The commands, events and shortcuts that a manifest announces."""
    features = manifest["features"]
    return {
        "commands": {each["command"] for each in features["slash_commands"]},
        "events": set(manifest["settings"]["event_subscriptions"]["bot_events"]),
        "shortcuts": {each["callback_id"] for each in features["shortcuts"]},
    }
