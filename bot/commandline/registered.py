"""Find out what the code listens to, to hold the manifest against it."""

from collections import defaultdict
from typing import Any

from slack_bolt.async_app import AsyncApp

import commands
from commands.routing import ROUTERS


class Registered(AsyncApp):
    """An app that writes down what is registered with it."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-0", signing_secret="-", request_verification_enabled=False)  # noqa: S106 (no secret)
        self.heard: dict[str, set[str]] = defaultdict(set)

    def command(self, command: Any, *rest: Any, **more: Any) -> Any:
        self.heard["commands"] |= {f"/{name}" for name in ROUTERS if command.match(f"/{name}")}
        return super().command(command, *rest, **more)

    def event(self, event: Any, *rest: Any, **more: Any) -> Any:
        self.heard["events"].add(str(event["type"] if isinstance(event, dict) else event))
        return super().event(event, *rest, **more)

    def message(self, *rest: Any, **more: Any) -> Any:
        self.heard["events"].add("message")
        return super().message(*rest, **more)

    def shortcut(self, constraints: Any, *rest: Any, **more: Any) -> Any:
        self.heard["shortcuts"].add(str(constraints["callback_id"] if isinstance(constraints, dict) else constraints))
        return super().shortcut(constraints, *rest, **more)

    def global_shortcut(self, callback_id: Any, *rest: Any, **more: Any) -> Any:
        self.heard["shortcuts"].add(str(callback_id))
        return super().global_shortcut(callback_id, *rest, **more)

    def message_shortcut(self, callback_id: Any, *rest: Any, **more: Any) -> Any:
        self.heard["shortcuts"].add(str(callback_id))
        return super().message_shortcut(callback_id, *rest, **more)


def registered() -> dict[str, set[str]]:
    """The commands, events and shortcuts that the code listens to."""
    app = Registered()
    commands.register(app)
    return {kind: app.heard[kind] for kind in ("commands", "events", "shortcuts")}


def declared(manifest: dict[str, Any]) -> dict[str, set[str]]:
    """The commands, events and shortcuts that a manifest announces."""
    features = manifest["features"]
    return {
        "commands": {each["command"] for each in features["slash_commands"]},
        "events": set(manifest["settings"]["event_subscriptions"]["bot_events"]),
        "shortcuts": {each["callback_id"] for each in features["shortcuts"]},
    }
