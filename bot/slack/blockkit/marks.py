"""Carry blocks through a template's text, between two control characters that nothing typed can contain."""

import json
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

# Made once: every message goes through them, piece by piece.
encode = json.JSONEncoder(separators=(",", ":")).encode
decode = json.JSONDecoder().raw_decode


class StrayProse(TemplateFault):
    """A template says something outside of its blocks, where nobody would read it."""


def mark(kind: str, content: Any) -> Mrkdwn:
    """A piece on its way to whoever collects it; JSON escapes control characters within."""
    return Mrkdwn(f"{OPEN}{encode([kind, content])}{CLOSE}")


def collect(rendered: str, *kinds: str) -> list[tuple[str, Any]]:
    """The pieces in rendered text, in their order.

    Raises:
        StrayProse: there is something else.
        Misplaced: a piece that does not belong here.
    """
    before, *rest = rendered.split(OPEN)
    proses = [before]
    pieces = []
    for part in rest:
        encoded, _, after = part.partition(CLOSE)
        proses.append(after)
        (kind, content), _ = decode(encoded)
        if kind not in kinds:
            raise Misplaced(f"A {kind} does not stand here: {encoded}")
        pieces.append((kind, content))
    for prose in proses:
        if prose and not prose.isspace():
            raise StrayProse(f"Outside of a block: {prose.strip()!r}")
    return pieces


def prose_only(rendered: str) -> str:
    """Rendered text that is to be words alone.

    Raises:
        Misplaced: a block stands inside another.
    """
    if OPEN in rendered:
        raise Misplaced("A block does not stand inside another.")
    return rendered
