"""Decide when a milestone is passed: exactly at its value, on the way up or down."""

from bot.errors import Refusal


class BehindUs(Refusal):
    """A milestone lies on the way to the target."""


def is_rising(baseline: float | None, target: float | None, direction: str) -> bool:
    """Whether an outcome goes up: from its baseline to its target, or else where its metric is good."""
    if baseline is None or target is None:
        return direction == "up"
    return target > baseline


def is_passed(milestone: float, value: float, *, rising: bool) -> bool:
    """Whether a value is at a milestone, or beyond it."""
    return value >= milestone if rising else value <= milestone


def check_milestone(milestone: float, baseline: float | None, *, rising: bool) -> None:
    """Hold a milestone to lie beyond where the way begins.

    Raises:
        BehindUs: it is where the number stood when the outcome was written, or behind that.
    """
    if baseline is not None and is_passed(milestone, baseline, rising=rising):
        raise BehindUs(hint="The baseline is there already: name a value between it and the target.")
