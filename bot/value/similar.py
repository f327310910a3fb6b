"""Find what is like a text among things of the past: by alike words, or because it was about the same metric."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.value.naming import fold

Thing = TypeVar("Thing")

# Below this share of common trigrams, two statements have little more than endings and articles in common.
ALIKE = 0.3


@dataclass(frozen=True)
class Past(Generic[Thing]):
    """Something of the past: its words (name and statement), the metric it was about if any, and the thing itself."""

    text: str
    thing: Thing
    metric_id: int | None = None


@dataclass(frozen=True)
class Alike(Generic[Thing]):
    """Something of the past with how alike it is: 0 to 1 for the words, and whether it was about the same metric."""

    thing: Thing
    score: float
    same_metric: bool


def trigrams(text: str) -> Counter[str]:
    """The runs of three characters of each word, folded, with the words' edges marked."""
    found: Counter[str] = Counter()
    for word in fold(text).split():
        edged = f" {word} "
        found.update(edged[place : place + 3] for place in range(len(edged) - 2))
    return found


def likeness(one: str, other: str) -> float:
    """Twice the common trigrams ÷ all of both (Dice 1945): 0 for nothing in common, 1 for the same words."""
    return shared(trigrams(one), trigrams(other))


def shared(one: Counter[str], other: Counter[str]) -> float:
    """As `likeness`, of trigrams that are counted already."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def alike(
    text: str, candidates: Iterable[Past[Thing]], *, metric_id: int | None = None, limit: int = 3
) -> Sequence[Alike[Thing]]:
    """What is most like `text`, the likest first, at most `limit`: about the same metric, or with alike words.

    The same metric counts as much as half of the words. What is equally alike stays in the order given.
    """
    wanted = trigrams(text)
    found = [
        Alike(past.thing, shared(wanted, trigrams(past.text)), metric_id is not None and past.metric_id == metric_id)
        for past in candidates
    ]
    near = [one for one in found if one.same_metric or one.score >= ALIKE]
    return sorted(near, key=lambda one: -(one.score + 0.5 * one.same_metric))[:limit]
