"""Read what someone privately expects of a promise: how likely it is to be hit, and how far the metric will move."""

import re
from dataclasses import dataclass

from bot.errors import Refusal
from bot.value.amounts import format_change
from bot.value.digits import NotANumber
from bot.value.directions import gain, toward
from bot.value.naming import quoted
from bot.value.numbers import parse_change
from bot.value.promise import BadPromise, three


class NotAChance(Refusal):
    """A chance is a whole percentage from 0 to 100."""


@dataclass(frozen=True)
class Guess:
    """How far someone expects a metric to move, with its sign: low is the least good end, high the best one."""

    low: float
    likely: float
    high: float


def parse_chance(text: str) -> int:
    """A chance in whole percent: "80", "80 %".

    Raises:
        NotANumber: no whole number.
        NotAChance: more than 100.
    """
    match = re.fullmatch(r"\s*([0-9]{1,9})\s*%?\s*", text, re.ASCII)
    if match is None:
        raise NotANumber(f"{quoted(text)} is not a whole percentage, like 60.")
    if int(match[1]) > 100:
        raise NotAChance(f"A chance is at most 100 %, not {int(match[1])}.")
    return int(match[1])


def parse_guess(text: str, unit: str, direction: str) -> Guess:
    """What is expected, as it is typed: "0.2, 0.5, 0.8", in the metric's unit. Unlike a promise it may be a loss.

    For a metric that should fall, "100, 300, 500" means falls of that size; where one has a sign, all
    are taken as typed.

    Raises:
        BadPromise: not three amounts, or out of order.
        NotANumber, TwoReadings, WrongUnit, OutOfReach: one of them cannot be read, as `numbers.parse_change`.
    """
    low, likely, high = three(text, lambda part: parse_change(part, unit))
    if toward(direction) < 0 < min(low, likely, high):
        low, likely, high = -low, -likely, -high
    if not gain(low, direction) <= gain(likely, direction) <= gain(high, direction):
        said = ", ".join(format_change(amount, unit) for amount in (low, likely, high))
        raise BadPromise(f"Low, likely and high are out of order: {said}. Low is the least you expect, high the most.")
    return Guess(low, likely, high)
