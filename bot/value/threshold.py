"""Tell which readings of a metric are beyond a line that someone drew, and since when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refusal
from bot.value.numbers import parse_amount
from bot.value.points import Point

SIDES = ("below", "above")
_SIGNS = {"<": "below", ">": "above"}
_WORDS = {"below": "below", "under": "below", "above": "above", "over": "above"}
_BY_WORD = re.compile(
    r"(?:(?:is|it|goes|gets|falls|drops|sinks|rises|climbs|when)\s+)*(?P<side>below|under|above|over)\s+(?P<amount>.*)",
    re.DOTALL | re.IGNORECASE,
)


class NoThreshold(Refusal):
    """Say on which side of which number: `< 3`, or `rises above 40`."""


@dataclass(frozen=True)
class Threshold:
    """A line, and the side of it that is worth a word. A reading on the line is not beyond it."""

    side: str
    value: float

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise ValueError(f"{self.side!r} is no side; it is “below” or “above”.")

    def is_beyond(self, value: float) -> bool:
        """Whether a reading is on that side."""
        return value < self.value if self.side == "below" else value > self.value

    def worse(self, one: float, other: float) -> float:
        """Of two readings the one that is further beyond."""
        return min(one, other) if self.side == "below" else max(one, other)


@dataclass(frozen=True)
class Run:
    """Readings beyond a line without one between them that was not: the first one's moment, and the furthest.

    `is_whole` says whether a reading was seen before it that was not beyond: else it may have begun earlier.
    """

    since: datetime
    worst: float
    is_whole: bool


def last_run(readings: Sequence[Point], threshold: Threshold) -> Run | None:
    """The last run beyond the line, the oldest reading first, whatever came after it; None if there is none."""
    run: Run | None = None
    for reading in reversed(readings):
        if threshold.is_beyond(reading.value):
            worst = threshold.worse(run.worst, reading.value) if run is not None else reading.value
            run = Run(reading.at, worst, is_whole=False)
        elif run is not None:
            return Run(run.since, run.worst, is_whole=True)
    return run


def split_by_sign(text: str) -> tuple[str, str] | None:
    """What stands before the last `<` or `>`, and from there on; None when there is neither."""
    place = max(text.rfind("<"), text.rfind(">"))
    return (text[:place].strip(), text[place:].strip()) if place >= 0 else None


def parse_threshold(text: str, unit: str) -> Threshold:
    """A line as people type it: "< 3%", "> 40", "falls below 3 %", "over €3.2k".

    Raises:
        NoThreshold: no side of it is named.
        Refusal: as `bot.value.numbers.parse_amount`.
    """
    typed = text.strip()
    if typed[:1] in _SIGNS:
        if typed[1:2] == "=":
            raise NoThreshold("A reading on the line itself is not beyond it.", hint=f"Write `{typed[0]}`.")
        return Threshold(_SIGNS[typed[0]], parse_amount(typed[1:], unit))
    match = _BY_WORD.fullmatch(typed)
    if match is None:
        raise NoThreshold()
    return Threshold(_WORDS[match["side"].lower()], parse_amount(match["amount"], unit))
