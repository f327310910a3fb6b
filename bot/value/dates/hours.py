"""Read the time of day that may stand before or after a date."""

import re
from datetime import time

from bot.value.dates.refusals import ImpossibleDate

OF_24 = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?: ?(?P<half>[ap])\.?m)?"
OF_12 = r"(?P<bare>[0-9]{1,2}) ?(?P<half_of_bare>[ap])\.?m"
HOUR = rf"(?:at )?(?:{OF_24}|{OF_12}|noon)"
AT_END = re.compile(rf"(?:^| |(?<=[0-9])t){HOUR}$")
AT_START = re.compile(rf"^{HOUR}(?: on)? ")


def split_hour(phrase: str) -> tuple[str, time | None]:
    """The phrase without its time of day, and the time; None if it names none.

    Raises:
        ImpossibleDate: no clock shows that time.
    """
    for pattern in (AT_END, AT_START):
        found = pattern.search(phrase)
        if found:
            return (phrase[: found.start()] + phrase[found.end() :]).strip(), hour_of(found)
    return phrase, None


def hour_of(found: re.Match[str]) -> time:
    """The time of day that a pattern found."""
    digits, half = found["hour"] or found["bare"], found["half"] or found["half_of_bare"]
    if digits is None:
        return time(12)
    hour, minute = int(digits), int(found["minute"] or 0)
    if half and not 1 <= hour <= 12:
        raise ImpossibleDate(f"There is no {hour} {half}m: with am and pm the hours are 1 to 12.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ImpossibleDate(f"No clock shows {digits}:{minute:02}: the day runs from 00:00 to 23:59.")
    return time(hour, minute)
