"""Complete blocks as Slack does when it takes them: ids, and the defaults of text objects."""

from itertools import count
from typing import Any

from bot.sandbox.elements import PRESSED, STATEFUL
from bot.sandbox.state import Json

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ids = count(1)


def new_block_id() -> str:
    """An id for a block or element that came without one."""
    number, letters = next(_ids) * 7919, ""
    while number or len(letters) < 5:
        number, digit = divmod(number, 62)
        letters = ALPHABET[digit] + letters
    return letters


def complete(blocks: list[Any]) -> list[Json]:
    """A copy of blocks that were checked, with everything that Slack adds."""
    return [_block(block) for block in blocks]


def _block(block: Json) -> Json:
    whole: Json = _deep(block)
    # Slack ignores the block_id of a markdown block and gives its own.
    if not whole.get("block_id") or whole["type"] == "markdown":
        whole["block_id"] = new_block_id()
    return whole


def _deep(value: Any) -> Any:
    if isinstance(value, list):
        return [_deep(item) for item in value]
    if not isinstance(value, dict):
        return value
    whole = {name: _deep(item) for name, item in value.items()}
    kind = whole.get("type")
    if kind == "plain_text":
        whole.setdefault("emoji", True)
    elif kind == "mrkdwn":
        whole.setdefault("verbatim", False)
    elif (kind in STATEFUL or kind in PRESSED) and not whole.get("action_id"):
        whole["action_id"] = new_block_id()
    elif kind == "container":
        whole["child_blocks"] = complete(whole["child_blocks"])
    elif kind == "carousel":
        whole["elements"] = complete(whole["elements"])
    return whole
