"""Say in a shell what cannot be done and what to do about it."""

import sys
from collections.abc import Iterable

from bot.errors import Refusal

# What the exit codes mean.
DONE, FAILED, WRONG = 0, 1, 2


def complain(problems: Iterable[str]) -> None:
    """Write each problem on a line of its own, to standard error."""
    for problem in problems:
        sys.stderr.write(f"{problem}\n")


def refuse(refusal: Refusal) -> None:
    """Write a refusal and its hint."""
    complain([refusal.message, *([refusal.hint] if refusal.hint else [])])
