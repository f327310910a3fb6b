"""Say what a scene is: a few requests that belong together; after each `yield` the world is looked at."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

Play = Callable[[Any], AsyncIterator[None]]


@dataclass(frozen=True)
class Scene:
    """A few requests that belong together, and the listeners that they reach."""

    play: Play
    reaches: frozenset[str]


SCENES: dict[str, Scene] = {}


def scene(*reaches: str) -> Callable[[Play], Play]:
    """Keep a scene under its name."""

    def keep(play: Play) -> Play:
        SCENES[play.__name__] = Scene(play, frozenset(reaches))
        return play

    return keep


def people(payoff: Any) -> tuple[Any, ...]:
    """Ana, Ben and Eva."""
    return tuple(payoff.slack.as_(name) for name in ("ana", "ben", "eva"))
