"""Hold the day, window or moment that someone typed, and say it back in full."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from bot.value.zones import moment_of

TimeOfDay = time
MIDNIGHT = time(0)
Confidence = Literal["", "low", "medium", "high"]


@dataclass(frozen=True)
class When:
    """A day, or a window from its first to its last day; with a time of day if one was typed."""

    first: date
    last: date
    time: TimeOfDay | None = None
    #: What was typed.
    text: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def moment(self, zone: str, at: TimeOfDay = MIDNIGHT) -> datetime:
        """The moment, in UTC, at which it begins in a zone; where no time was typed, at `at`."""
        return moment_of(self.first, at if self.time is None else self.time, zone)


@dataclass(frozen=True)
class Window:
    """Days in which a release is to ship, and how sure its team is of them; "" where it does not say."""

    first: date
    last: date
    confidence: Confidence = ""

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


def in_full(when: When | Window, zone: str = "") -> str:
    """What was understood, with nothing left out: "Tue 12 Jan 2027 17:00, Europe/Berlin".

    A time that the clocks of the zone leap over is the one it moves to. Without a zone none is named.
    """
    named = f", {zone}" if zone else ""
    if not when.is_day:
        year = f" {when.first.year}" if when.first.year != when.last.year else ""
        return f"{when.first:%a} {short(when.first)}{year} to {when.last:%a} {short(when.last)} {when.last.year}{named}"
    said = f"{when.first:%a} {short(when.first)} {when.first.year}"
    if isinstance(when, Window) or when.time is None:
        return said + named
    hour = when.moment(zone).astimezone(ZoneInfo(zone)).time() if zone else when.time
    return f"{said} {hour:%H:%M}{named}"


def short(day: date) -> str:
    """A day without its weekday and year: "12 Jan"."""
    return f"{day.day} {day:%b}"
