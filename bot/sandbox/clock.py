"""Keep the sandbox's time, which only ever moves forward."""

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Watch(Protocol):
    """Whatever tells the time and may be set."""

    now: datetime


class GoingBack(Exception):
    """Time cannot go back: messages already sent would lie in the future."""


class Clock:
    """A clock that stands still, or ticks along from where it was set."""

    def __init__(self, start: datetime | None = None, *, ticking: bool = False) -> None:
        self.ticking = ticking
        self._set_to = start or datetime.now(UTC)
        self._since = monotonic()

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""
        if not self.ticking:
            return self._set_to
        return self._set_to + timedelta(seconds=monotonic() - self._since)

    @now.setter
    def now(self, moment: datetime) -> None:
        refuse_going_back(self.now, moment)
        self._set(moment)

    def move_to(self, moment: datetime) -> None:
        """Go to a moment, unless it has passed already: a clock that ticks does not wait for who moves it."""
        if moment > self.now:
            self._set(moment)

    def tick(self) -> None:
        """Go along with real time from here on."""
        self._set(self.now)
        self.ticking = True

    def _set(self, moment: datetime) -> None:
        self._set_to = moment.astimezone(UTC)
        self._since = monotonic()


def refuse_going_back(now: datetime, moment: datetime) -> None:
    """Raise `GoingBack` for a moment before now."""
    if moment < now:
        raise GoingBack(
            f"It is {now:%Y-%m-%d %H:%M} UTC. Time cannot go back to {moment:%Y-%m-%d %H:%M}: "
            "messages already sent would lie in the future."
        )
