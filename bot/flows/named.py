"""Find the thing that a text names, without reading all that there is."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.value.naming import Unknown, find_named

Thing_co = TypeVar("Thing_co", covariant=True)


@dataclass(frozen=True)
class Named(Generic[Thing_co]):
    """Something as bot.value.naming wants it: what it is called, its key if it has one, and the thing itself."""

    name: str
    key: str
    thing: Thing_co


async def meant(
    text: str,
    likely: Iterable[Named[Thing_co]],
    every: Callable[[], Awaitable[Sequence[Named[Thing_co]]]],
    *,
    noun: str,
    whole: bool = False,
) -> tuple[Thing_co, str]:
    """What the first words of `text` name among those that are likely, and the words after it.

    Raises:
        Unknown: none of them; the nearest of all are offered.
        Ambiguous: two names are alike.
    """
    try:
        found, rest = find_named(text, [*likely], noun=noun, whole=whole)
    except Unknown:
        found, rest = find_named(text, await every(), noun=noun, whole=whole)
    return found.thing, rest
