"""Define outcomes, version by version, find them, and say where they stand."""

from bot.flows.outcomes.define import (
    CATEGORIES,
    CURVES,
    KINDS,
    OutcomeGone,
    Standing,
    Wanted,
    checked,
    define,
    find_outcome,
    key_of,
    metric_of,
    missing_of,
    named,
    standing_of,
    take_outcome,
)
from bot.flows.outcomes.outlook import outlook_of
from bot.flows.outcomes.typed import Made, Typed, create, edit, wanted_of

__all__ = [
    "CATEGORIES",
    "CURVES",
    "KINDS",
    "Made",
    "OutcomeGone",
    "Standing",
    "Typed",
    "Wanted",
    "checked",
    "create",
    "define",
    "edit",
    "find_outcome",
    "key_of",
    "metric_of",
    "missing_of",
    "named",
    "outlook_of",
    "standing_of",
    "take_outcome",
    "wanted_of",
]
