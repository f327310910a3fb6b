"""Carry blocks through a template's text, between two control characters that nothing typed can contain."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from bot.slack.blockkit.limits import Misplaced, TemplateFault
from bot.slack.blockkit.text import Mrkdwn

OPEN = "\x1e"
CLOSE = "\x1f"

# What a call or a tag leaves behind: a block, a part of the block around it, or the head of a view.
BLOCK = "block"
FIELD = "field"
ROW = "row"
HEAD = "head"

# The pieces of what is being rendered, by the numbers that stand in its text.
PIECES: ContextVar[dict[int, tuple[str, Any]]] = ContextVar("pieces")
TAKEN = object()


class StrayProse(TemplateFault):
    """A template says something outside of its blocks, where nobody would read it."""


def mark(kind: str, content: Any) -> Mrkdwn:
    """A piece on its way to whoever collects it: in the text stands its number."""
    pieces = PIECES.get()
    number = len(pieces)
    pieces[number] = (kind, content)
    return Mrkdwn(f"{OPEN}{number}{CLOSE}")


def drawn(render: Callable[[], str], *kinds: str) -> list[tuple[str, Any]]:
    """What is left behind while a template is rendered, as `collect` gives it."""
    token = PIECES.set({})
    try:
        return collect(render(), *kinds)
    finally:
        PIECES.reset(token)


def collect(rendered: str, *kinds: str) -> list[tuple[str, Any]]:
    """The pieces in rendered text, in their order.

    Raises:
        StrayProse: there is something else.
        Misplaced: a piece that does not belong here, or that stands in a second place.
    """
    before, *rest = rendered.split(OPEN)
    proses = [before]
    pieces = PIECES.get()
    found = []
    for part in rest:
        number, _, after = part.partition(CLOSE)
        proses.append(after)
        kind, content = pieces[int(number)]
        if kind not in kinds:
            raise Misplaced(f"A {kind} does not stand here: {content}")
        if content is TAKEN:
            raise Misplaced(f"A {kind} stands in one place: write it out where it is to stand again.")
        pieces[int(number)] = (kind, TAKEN)
        found.append((kind, content))
    for prose in proses:
        if prose and not prose.isspace():
            raise StrayProse(f"Outside of a block: {prose.strip()!r}")
    return found


def prose_only(rendered: str) -> str:
    """Rendered text that is to be words alone.

    Raises:
        Misplaced: a block stands inside another.
    """
    if OPEN in rendered:
        raise Misplaced("A block does not stand inside another.")
    return rendered
