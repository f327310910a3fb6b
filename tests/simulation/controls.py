"""Break one line of the product at a time: a simulation that does not notice proves nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


async def finds_nothing(*_: Any, **__: Any) -> None:
    """Looks for what may have been said and never sees it, or owes nothing."""


def without_summer(day: date, at: time, zone: str) -> datetime:
    """A wall clock that nobody ever puts forward or back."""
    offset = NEW_YEAR.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return (datetime.combine(day, at) - offset).replace(tzinfo=UTC)


def whenever(*_: Any) -> bool:
    """Every day is a working day."""
    return True


def never(*_: Any, **__: Any) -> bool:
    """Nobody is ever away, and nothing is ever too much."""
    return False


# What is broken, the rules of which one must notice first, and how it is broken.
CONTROLS: dict[str, tuple[set[str], Callable[[], list[AbstractContextManager[Any]]]]] = {
    "no-look": ({"once"}, lambda: [patch("bot.jobs.delivery.find_again", finds_nothing)]),
    "fixed-offset": ({"hour", "rhythm"}, lambda: [patch("bot.value.calendar.moment_of", without_summer)]),
    "every-day": ({"working day"}, lambda: [patch("bot.value.calendar.WorkCalendar.is_working", whenever)]),
    "endless-reminders": ({"three asks"}, lambda: [
        patch("bot.flows.checkins.remind.MAX_REMINDERS", 30), patch("bot.flows.checkins.remind.TO_DEPUTY", 31),
        patch("bot.flows.attention.nudges.TO_DEPUTY", 31),
    ]),
    "no-time-off": ({"time off"}, lambda: [patch("bot.value.attention.is_away", never)]),
    "no-budget": ({"budget"}, lambda: [patch("bot.value.attention.keeps_back", never)]),
    "one-run": ({"rhythm"}, lambda: [patch("bot.flows.rhythm.owe_next", finds_nothing)]),
    "no-pace": ({"pace"}, lambda: [patch("storage.posts.settle.PACE", timedelta(0))]),
}  # fmt: skip


@contextmanager
def broken(control: str) -> Iterator[None]:
    """Break what a control names; nothing where it names nothing."""
    with ExitStack() as stack:
        for patched in CONTROLS[control][1]() if control else ():
            stack.enter_context(patched)
        yield
