"""Issue trigger ids and response URLs, and refuse those that are spent or too old."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from bot.sandbox.state import Message

RESPONSE_USES = 5
RESPONSE_LIFE = timedelta(minutes=30)


class TriggerRefused(Exception):
    """The trigger id cannot be used; carries Slack's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Trigger:
    """The right to open one view for one person, for a short while."""

    user: str
    expires: float
    # The modal in which the click happened, if it was one.
    view_id: str | None = None
    channel: str | None = None
    spent: bool = False


class Triggers:
    """All trigger ids. Their life is measured in real time, as a person's patience is."""

    def __init__(self) -> None:
        self.seconds = 3.0
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, *, view_id: str | None = None, channel: str | None = None) -> str:
        """A new trigger id."""
        trigger_id = f"{1000000000 + len(self._triggers)}.1000000000.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, monotonic() + self.seconds, view_id, channel)
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """The trigger, if it may still be used.

        Raises:
            TriggerRefused: with invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise TriggerRefused("invalid_trigger_id")
        if trigger.spent:
            raise TriggerRefused("exchanged_trigger_id")
        if monotonic() >= trigger.expires:
            raise TriggerRefused("expired_trigger_id")
        return trigger


@dataclass
class ResponsePlace:
    """Where an answer through a response URL goes."""

    channel: str
    user: str
    expires: datetime
    # The message that was clicked, or the first answer; what `replace_original` replaces.
    original: Message | None = None
    thread_ts: str | None = None
    left: int = RESPONSE_USES


class ResponseUrls:
    """All response URLs. Their half hour is measured by the sandbox's clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.base = ""
        self._places: dict[str, ResponsePlace] = {}

    def issue(self, kind: str, channel: str, user: str, original: Message | None = None) -> str:
        """A new URL; `kind` is commands or actions, as in Slack's own."""
        name = f"{kind}/T0PAYOFF/{10_000_000 + len(self._places)}/{secrets.token_urlsafe(16)}"
        thread_ts = original.thread_ts if original is not None and original.is_reply else None
        place = ResponsePlace(channel, user, self.now() + RESPONSE_LIFE, original, thread_ts)
        self._places[name] = place
        return f"{self.base}/{name}"

    def use(self, name: str) -> ResponsePlace | str:
        """The place, counted down, or why the URL can no longer be used."""
        place = self._places.get(name)
        if place is None:
            return "invalid_url"
        if self.now() > place.expires:
            return "expired_url"
        if place.left == 0:
            return "used_url"
        place.left -= 1
        return place
