"""Write a moment into a command so that it can be read out of it again, to the microsecond."""

import re
from datetime import UTC, datetime

# "2026-03-07T08:00:00.123456Z": what a button asks by; nobody has to type it.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def instant(moment: datetime) -> str:
    """A moment as a command takes it: "2026-03-07T08:00:00.123456Z".

    Raises:
        ValueError: it names no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone is no moment.")
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def parse_instant(text: str) -> datetime | None:
    """The moment that is written; None where it is none."""
    if INSTANT.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
