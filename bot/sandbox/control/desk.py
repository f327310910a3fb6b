"""Know the people who act, and move the clock."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.backstage import Backstage
from bot.sandbox.clock import refuse_going_back
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.person import Person
from bot.sandbox.state import Channel, Member

ZONE = "Europe/Berlin"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Travelling(Impossible):
    """Time is moving already. Wait until it has arrived."""


class Desk:
    """Where the page's wishes arrive."""

    def __init__(self, stage: Backstage, on_advance: Callable[[datetime, datetime], Awaitable[None]] | None) -> None:
        self.stage = stage
        self.on_advance = on_advance
        self.closing = False
        self._people: dict[str, Person] = {}
        self._travelling = False

    def close(self) -> None:
        """Let the pages that listen go."""
        self.closing = True
        self.stage.world.changed()

    def member(self, name: str) -> Member:
        """A person, or the app's user, by id, handle or name."""
        member = self.stage.world.find_member(name)
        if member is None:
            raise Impossible(f"There is nobody called “{name}”.")
        return member

    def person(self, name: str) -> Person:
        """One person's hands and eyes."""
        member = self.member(name)
        return self._people.setdefault(member.id, Person(self.stage, member))

    def channel(self, name: str) -> Channel:
        """A channel by id or name."""
        channel = self.stage.world.find_channel(name)
        if channel is None:
            raise Impossible(f"There is no channel “{name}”.")
        return channel

    async def travel(self, wish: dict[str, Any]) -> tuple[datetime, datetime]:
        """Move time to where a wish says, and have everything done that was due in between.

        Raises:
            GoingBack: it lies in the past.
            Impossible: it says no moment, or time is moving already.
        """
        if self._travelling:
            raise Travelling("Time is moving already. Wait until it has arrived.")
        old = self.stage.clock.now
        new = moment_of(wish, old).astimezone(UTC)
        refuse_going_back(old, new)
        self._travelling = True
        try:
            if self.on_advance is not None:
                await self.on_advance(old, new)
            if self.stage.clock.now < new:
                self.stage.clock.now = new
            await self.stage.quiet()
        finally:
            self._travelling = False
            self.stage.world.changed()
        return old, new


def moment_of(wish: dict[str, Any], now: datetime) -> datetime:
    """The moment that a wish names: `{"days": 7}`, `{"hours": 2}`, `{"to": ISO}` or `{"next": "monday 09:00"}`."""
    zone = ZoneInfo(ZONE)
    try:
        if "to" in wish:
            moment = datetime.fromisoformat(str(wish["to"]))
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if "next" in wish:
            return next_moment(str(wish["next"]), now.astimezone(zone))
        if not {"days", "hours"} & set(wish):
            raise ValueError("say days, hours, to or next")
        # Days are the wall clock's: 09:00 stays 09:00 when the clocks change.
        local = now.astimezone(zone) + timedelta(days=float(wish.get("days", 0)))
        return local.astimezone(ZoneInfo("UTC")) + timedelta(hours=float(wish.get("hours", 0)))
    except (TypeError, ValueError, OverflowError) as wrong:
        raise Impossible(f"That is no moment: {wrong}.") from None


def next_moment(text: str, local: datetime) -> datetime:
    """The next "monday 09:00" after a local moment."""
    found = re.fullmatch(r"(\w+) (\d{1,2}):(\d{2})", text.casefold())
    if not found or found[1] not in WEEKDAYS:
        raise ValueError(f"“{text}” is not like “monday 09:00”")
    moment = local.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0)
    moment += timedelta(days=(WEEKDAYS.index(found[1]) - moment.weekday()) % 7)
    return moment if moment > local else moment + timedelta(days=7)
