"""Know the app that is installed: its manifest, tokens, scopes and features."""

import secrets
from dataclasses import dataclass, field
from typing import Any

APP_ID = "A0PAYOFF"
BOT_ID = "B0PAYOFF"

# What an app without a manifest has: everything Payoff is known for.
DEFAULT_COMMANDS = [
    {"command": command, "description": description, "usage_hint": hint, "should_escape": True}
    for command, description, hint in (
        ("/outcome", "Outcomes", "new | list | show X | edit X | close X"),
        ("/metric", "Metrics and readings", "new | record X VALUE | show X | list"),
        ("/release", "Releases", "plan | schedule X | ship X | show X | list"),
        ("/value", "What releases were worth", "[X] | last quarter | top | waiting"),
        ("/payoff", "All of it in one word", "release | outcome | metric | help"),
    )
]
DEFAULT_SHORTCUTS = [
    {"name": "Plan a release", "type": "global", "callback_id": "plan_release", "description": "Plan a release"},
    {"name": "Attach to release", "type": "message", "callback_id": "attach_to_release", "description": "Attach it"},
]
DEFAULT_EVENTS = [
    "app_mention",
    "app_home_opened",
    "app_uninstalled",
    "tokens_revoked",
    "member_joined_channel",
    "member_left_channel",
    "channel_archive",
    "channel_unarchive",
    "channel_rename",
    "group_archive",
    "group_rename",
    "user_change",
]


@dataclass
class Installation:
    """The app as this workspace has it."""

    manifest: dict[str, Any] | None = None
    app_id: str = APP_ID
    bot_id: str = BOT_ID
    bot_token: str = field(default_factory=lambda: f"xoxb-sandbox-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-sandbox-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_id: str = "1000000000.2000000000"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    # The legacy token that payloads still carry and that nobody should check.
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    revoked: bool = False
    uninstalled: bool = False
    codes: dict[str, str] = field(default_factory=dict)

    def _part(self, *path: str) -> Any:
        part: Any = self.manifest or {}
        for name in path:
            part = part.get(name) or {}
        return part

    @property
    def name(self) -> str:
        return str(self._part("features", "bot_user").get("display_name") or "Payoff")

    @property
    def scopes(self) -> list[str] | None:
        """The bot's scopes; None: everything is allowed."""
        return None if self.manifest is None else list(self._part("oauth_config", "scopes").get("bot") or [])

    def lacks(self, scope: str) -> bool:
        return self.scopes is not None and scope not in self.scopes

    @property
    def commands(self) -> list[dict[str, Any]]:
        return DEFAULT_COMMANDS if self.manifest is None else list(self._part("features").get("slash_commands") or [])

    def command(self, name: str) -> dict[str, Any] | None:
        return next((c for c in self.commands if c["command"] == name), None)

    @property
    def shortcuts(self) -> list[dict[str, Any]]:
        return DEFAULT_SHORTCUTS if self.manifest is None else list(self._part("features").get("shortcuts") or [])

    @property
    def events(self) -> list[str]:
        if self.manifest is None:
            return DEFAULT_EVENTS
        return list(self._part("settings", "event_subscriptions").get("bot_events") or [])

    @property
    def has_home(self) -> bool:
        return self.manifest is None or bool(self._part("features", "app_home").get("home_tab_enabled"))

    @property
    def redirect_urls(self) -> list[str]:
        return list(self._part("oauth_config").get("redirect_urls") or [])

    @property
    def is_read_only(self) -> bool:
        """Whether people may not write to the app in direct messages."""
        return bool(self._part("features", "app_home").get("messages_tab_read_only_enabled"))

    @property
    def has_messages_tab(self) -> bool:
        return self.manifest is None or bool(self._part("features", "app_home").get("messages_tab_enabled", True))
