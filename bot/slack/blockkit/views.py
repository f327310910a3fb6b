"""Put pieces together into what Slack takes: the blocks of a message, a modal or App Home."""

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.slack.blockkit import limits
from bot.slack.blockkit.elements import Json, identifier, plain_text
from bot.slack.blockkit.limits import Misplaced, TemplateFault, at_most, no_longer
from bot.slack.blockkit.marks import BLOCK, HEAD, drawn, mark
from bot.slack.blockkit.text import Mrkdwn, cut, cut_mrkdwn

# Blocks that Slack does not take everywhere.
NOT_IN = {
    "message": {"alert"},
    "modal": {"table", "data_visualization"},
    "home": {"alert", "data_visualization"},
}


def modal(
    *,
    title: object,
    callback: str = "",
    submit: object = None,
    close: object = None,
    private: Mapping[str, object] | None = None,
    notify_on_close: bool = False,
) -> Mrkdwn:
    """The head of a modal: it makes a template a view. `private` comes back with the submission: ids, never words.

    Raises:
        TooLong: `private` holds more than Slack carries.
    """
    head: Json = {"type": "modal", "title": plain_text(title, limits.TITLE)}
    if callback:
        head["callback_id"] = identifier(callback, "Callback")
    if submit is not None:
        head["submit"] = plain_text(submit, limits.TITLE)
    if close is not None:
        head["close"] = plain_text(close, limits.TITLE)
    if private:
        head["private_metadata"] = packed(private)
    if notify_on_close:
        head["notify_on_close"] = True
    return mark(HEAD, head)


def home(*, private: Mapping[str, object] | None = None) -> Mrkdwn:
    """The head of App Home: it makes a template a view."""
    head: Json = {"type": "home"}
    return mark(HEAD, head | ({"private_metadata": packed(private)} if private else {}))


def packed(private: Mapping[str, object]) -> str:
    """What a view carries for us, as Slack carries it."""
    whole = json.dumps(private, separators=(",", ":"), ensure_ascii=False)
    return no_longer(limits.PRIVATE, "Private metadata", whole)


def message_blocks(render: Callable[[], str]) -> list[Json]:
    """The blocks of a message that `render` renders.

    Raises:
        TemplateFault: Slack would refuse them.
    """
    blocks = [content for _, content in drawn(render, BLOCK)]
    at_most(limits.MESSAGE_BLOCKS, "blocks", len(blocks))
    if not blocks:
        raise TemplateFault("The message says nothing.")
    fit("message", blocks, limits.MESSAGE_CHARACTERS)
    kinds = [block["type"] for block in blocks]
    at_most(1, "tables", kinds.count("table"))
    at_most(limits.CHARTS, "charts", kinds.count("data_visualization"))
    return blocks


def below(blocks: list[Json], more: list[Json]) -> list[Json]:
    """The blocks of one message below those of another, under a line across; none where Slack takes no more."""
    together = [*copy.deepcopy(blocks), {"type": "divider"}, *copy.deepcopy(more)]
    length = sum(len(text["text"]) for text in texts_in(together))
    kinds = Counter(block["type"] for block in together)
    crowded = len(together) > limits.MESSAGE_BLOCKS or length > limits.MESSAGE_CHARACTERS
    if crowded or kinds["table"] > 1 or kinds["data_visualization"] > limits.CHARTS:
        return []
    for element in elements_in(together):
        if "action_id" in element:
            element["action_id"] = element["action_id"].partition("~")[0]
    number_actions(together)
    return together


def view(render: Callable[[], str]) -> Json:
    """A modal or App Home that `render` renders.

    Raises:
        TemplateFault: Slack would refuse it.
    """
    pieces = drawn(render, BLOCK, HEAD)
    heads = [content for kind, content in pieces if kind == HEAD]
    blocks = [content for kind, content in pieces if kind == BLOCK]
    if len(heads) != 1:
        raise TemplateFault(f"A view has one head, modal(…) or home(…); this one has {len(heads)}.")
    head: Json = heads[0]
    if not blocks:
        raise TemplateFault("The view says nothing.")
    at_most(limits.VIEW_BLOCKS, "blocks", len(blocks))
    at_most(1, "tables", sum(block["type"] == "table" for block in blocks))
    fit(head["type"], blocks, limits.VIEW_CHARACTERS - limits.OPTION_FRAME * options_in(blocks))
    if head["type"] == "modal" and "submit" not in head and any(block["type"] == "input" for block in blocks):
        raise TemplateFault("A modal with fields needs a submit button.")
    return head | {"blocks": blocks}


def options_in(blocks: list[Json]) -> int:
    """How many options its menus have."""
    menus = (block.get("element", {}) for block in blocks)
    return sum(len(group.get("options", ())) for menu in menus for group in menu.get("option_groups", [menu]))


def fit(surface: str, blocks: list[Json], characters: int) -> None:
    """Make blocks fit where they go: ids that occur twice get a number, texts that are too much together are cut.

    Raises:
        Misplaced: a block that Slack does not take there, or two fields of one name.
    """
    # Found at once, and never shorter than all texts together.
    length = len(repr(blocks))
    for block in blocks:
        if block["type"] in NOT_IN[surface]:
            raise Misplaced(f"Slack takes no {block['type']} in a {surface}.")
        if block["type"] == "table" and length > limits.TABLE_CHARACTERS:
            squeeze(list(texts_in(block["rows"])), limits.TABLE_CHARACTERS)
    names = [block["block_id"] for block in blocks if block["type"] == "input"]
    if len(names) > len(set(names)):
        twice = [name for name, count in Counter(names).items() if count > 1]
        raise Misplaced(f"Two fields of one name: {', '.join(twice)}.")
    number_actions(blocks)
    if length > characters:
        squeeze(list(texts_in(blocks)), characters)


def number_actions(blocks: list[Json]) -> None:
    """Tell apart the buttons of a list: the second "checkin_confirm" becomes "checkin_confirm~2"."""
    seen: dict[str, int] = {}
    for element in elements_in(blocks):
        if action := element.get("action_id"):
            count = seen[action] = seen.get(action, 0) + 1
            if count > 1:
                element["action_id"] = f"{action}~{count}"


def elements_in(blocks: list[Json]) -> Iterator[Json]:
    """What can be clicked in blocks, and what stands in their place."""
    for block in blocks:
        yield from (*block.get("elements", ()), block.get("accessory", {}))


def texts_in(content: Any) -> Iterator[Json]:
    """All text objects in blocks, to be changed in place."""
    if isinstance(content, list):
        for item in content:
            yield from texts_in(item)
    elif isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content
        else:
            for item in content.values():
                yield from texts_in(item)


def squeeze(texts: list[Json], characters: int) -> None:
    """Cut the longest texts until all have room together; the short ones stay whole."""
    lengths = sorted(len(text["text"]) for text in texts)
    if sum(lengths) <= characters:
        return
    room = characters
    for count, length in zip(range(len(lengths), 0, -1), lengths, strict=True):
        share = room // count
        if length > share:
            break
        room -= length
    for text in texts:
        shorten = cut_mrkdwn if text.get("type") == "mrkdwn" else cut
        text["text"] = shorten(text["text"], max(share, 1))


def without_share(block: Json) -> Json | None:
    """A block without the button that shares it; None when nothing else was in it."""
    if block["type"] != "actions":
        return block
    kept = [element for element in block["elements"] if not element["action_id"].startswith("share")]
    return block | {"elements": kept} if kept else None
