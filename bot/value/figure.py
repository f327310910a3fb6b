"""Hold what stands behind a shown figure: its formula, the rows that went in, those left out, and the version."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.value.digits import MINUS

# Rows of a figure that a message holds.
MOST = 15


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with its evidence, in words for people: what `explain` prints."""

    # What it is a figure of: "effect", "progress", "worth delivered".
    label: str
    # As it is shown: "+0.5 pt"; "–" where there is none.
    value: str
    formula: str
    # "3 readings before shipping"; what was left out says why.
    rows_in: tuple[str, ...] = ()
    rows_out: tuple[str, ...] = ()
    # Of the definition, so that an old figure can be told from a new one.
    version: str = "v1"


def counted(count: int, thing: str) -> str:
    """How many of a thing: "1 reading", "1,240 readings", "−2 days"."""
    number = f"{count:,}".replace("-", MINUS)
    return f"{number} {thing}" if count == 1 else f"{number} {thing}s"


def few(rows: Sequence[str]) -> tuple[str, ...]:
    """As many rows as a message holds, and how many more there are."""
    return (*rows[:MOST], f"{len(rows) - MOST} more") if len(rows) > MOST else tuple(rows)
