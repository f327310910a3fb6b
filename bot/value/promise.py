"""Read and check a promise: how much a release will move a metric, at least, probably and at most."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import Refusal
from bot.value.amounts import format_change
from bot.value.digits import NotANumber, TwoReadings, measured
from bot.value.directions import gain, toward
from bot.value.naming import quoted
from bot.value.numbers import parse_change

Amount = TypeVar("Amount")


# A promise whose best case is farther from its likely one than this says nothing.
FARTHEST = 100


class BadPromise(Refusal):
    """That is no promise that can be looked at later."""


@dataclass(frozen=True, kw_only=True)
class Promised:
    """The change that is promised, in the metric's unit and with its sign: a fall is negative.

    `low` is the least good end and `high` the best one, so for a falling metric low is the largest number.
    `sure` is in percent. Made by `check_promise`, so a gain of low ≤ likely ≤ high, and likely is a gain.
    """

    low: float
    likely: float
    high: float
    sure: int
    direction: str

    def gains(self) -> tuple[float, float, float]:
        """Low, likely and high as gains: more is better, whichever way the metric should go."""
        return gain(self.low, self.direction), gain(self.likely, self.direction), gain(self.high, self.direction)


def check_promise(
    low: float, likely: float, high: float, *, direction: str, sure: int = 50, unit: str = ""
) -> Promised:
    """A promise in order, from changes with their sign.

    Raises:
        BadPromise: no gain is likely, the three are out of order, high is more than 100 times likely, or `sure` is not
            1 to 100.
        ValueError: an amount is nan, infinite or from 10^15 up.
    """
    for amount in (low, likely, high):
        measured(amount)
    promised = Promised(low=low, likely=likely, high=high, sure=sure, direction=direction)
    least, middle, most = promised.gains()
    if middle == 0:
        raise BadPromise("A likely change of 0 promises nothing. How much will it move?")
    if middle < 0:
        way = "rise" if direction == "up" else "fall"
        raise BadPromise(f"{format_change(likely, unit)} is the wrong way: this metric should {way}.")
    if not least <= middle <= most:
        raise BadPromise(
            "Low, likely and high are out of order: "
            f"{format_change(low, unit)}, {format_change(likely, unit)}, {format_change(high, unit)}."
            " Low is the least you expect, high the most."
        )
    if most > FARTHEST * middle:
        raise BadPromise(f"High is more than {FARTHEST} times likely. What would you put money on?")
    if not 1 <= sure <= 100:
        raise BadPromise(f"How sure is a percentage from 1 to 100, not {sure}.")
    return promised


def parse_range(text: str, unit: str, direction: str, *, sure: int = 50) -> Promised:
    """A promise as it is typed: "0.2, 0.5, 0.8" are low, likely and high, in the metric's unit (points for a "%").

    For a metric that should fall, "100, 300, 500" means falls of that size, and "-100, -300, -500" means the same.

    Raises:
        BadPromise: not three amounts, or as `check_promise`.
        NotANumber, TwoReadings, WrongUnit, OutOfReach: one of them cannot be read, as `numbers.parse_change`.
    """
    low, likely, high = three(text, lambda part: parse_change(part, unit))
    if toward(direction) < 0 < likely:
        low, likely, high = 0.0 - low, 0.0 - likely, 0.0 - high
    return check_promise(low, likely, high, sure=sure, direction=direction, unit=unit)


def three(text: str, read: Callable[[str], Amount]) -> tuple[Amount, Amount, Amount]:
    """Three amounts, separated by commas, semicolons, slashes or lines, or else by spaces.

    Raises:
        BadPromise: not three of them.
        TwoReadings: the whole may be one number ("1,240,500").
        What `read` raises.
    """
    for separator in (r"[;/\n]", r",\s+", r",", r"(?<!,)\s+"):
        parts = [part.strip() for part in re.split(separator, text.strip())]
        if len(parts) == 3 and all(parts):
            low, likely, high = (read(part) for part in parts)
            if is_one(text, read):
                raise TwoReadings(
                    f"{quoted(text)} can be read as three numbers or as one. "
                    f"Write “{'; '.join(parts)}” or “{''.join(parts)}”."
                )
            return low, likely, high
    raise BadPromise(f"Three amounts are asked for, low, likely and high, like 0.2, 0.5, 0.8; this is {quoted(text)}.")


def parse_sure(text: str) -> int:
    """How sure someone is, in whole percent: "60", "60 %".

    Raises:
        NotANumber: no whole number.
        BadPromise: not 1 to 100.
    """
    match = re.fullmatch(r"\s*([0-9]{1,9})\s*%?\s*", text, re.ASCII)
    if match is None:
        raise NotANumber(f"{quoted(text)} is not a whole percentage, like 60.")
    if not 1 <= int(match[1]) <= 100:
        raise BadPromise(f"How sure is a percentage from 1 to 100, not {int(match[1])}.")
    return int(match[1])


def is_one(text: str, read: Callable[[str], Amount]) -> bool:
    """Whether a text can be read as a single amount."""
    try:
        read(text)
    except Refusal:
        return False
    return True
