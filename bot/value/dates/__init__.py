"""Understand the dates that people type, by a strict grammar that refuses what it would have to guess."""

from bot.value.dates.parse import (
    must_not_be_ahead,
    must_not_be_past,
    parse_when,
    parse_window,
    take_when,
    take_window,
)
from bot.value.dates.refusals import AmbiguousDate, ImpossibleDate, NotADate, UnknownDate, WrongSide, WrongWeekday
from bot.value.dates.spans import Prefer
from bot.value.dates.when import Confidence, When, Window, in_full, short

__all__ = [
    "AmbiguousDate",
    "Confidence",
    "ImpossibleDate",
    "NotADate",
    "Prefer",
    "UnknownDate",
    "When",
    "Window",
    "WrongSide",
    "WrongWeekday",
    "in_full",
    "must_not_be_ahead",
    "must_not_be_past",
    "parse_when",
    "parse_window",
    "short",
    "take_when",
    "take_window",
]
