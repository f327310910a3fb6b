"""Find what the last words of a text mean, and give back the words before them."""

from collections.abc import Callable
from typing import TypeVar

from bot.value.dates.refusals import WrongWeekday

# "from Mon 28 Dec 2026 to Sun 3 Jan 2027, medium confidence" has eleven words.
LONGEST_ENDING = 12

Found = TypeVar("Found")


def longest_ending(text: str, understand: Callable[[str], Found | None]) -> tuple[Found | None, str]:
    """What the longest ending that `understand` understands means, and the words before it.

    A bare number at the end is a number, not a year. An ending that is a date but an ambiguous or impossible one
    refuses; a weekday that does not go with the date after it belongs to the words before ("Black Friday 12 Jan").
    """
    # The first of them is all that comes before the longest ending.
    words = text.rsplit(None, LONGEST_ENDING)
    for at in range(len(words)):
        ending = " ".join(words[at:])
        if ending.isdigit():
            continue
        try:
            found = understand(ending)
        except WrongWeekday:
            continue
        if found is not None:
            return found, " ".join(words[:at]).rstrip(" ,;")
    return None, text.strip()
