"""Cut what is to be tried into pieces of work, so that all processes have some."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """Some series of one kind."""

    kind: str
    first: int
    last: int


def pieces(kinds: Iterable[str], series: int, size: int) -> Iterator[Work]:
    """All there is to do for so many series of each kind, in pieces of so many."""
    for kind in kinds:
        for first in range(0, series, size):
            yield Work(kind, first, min(first + size, series))
