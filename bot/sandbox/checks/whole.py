"""Check whole messages and views, as Slack does before it takes them."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.checks.blocks import BLOCKS, MOST_BLOCKS, MOST_TABLE_CHARACTERS, SURFACES
from bot.sandbox.checks.objects import plain
from bot.sandbox.checks.rules import Problems, Rule, Shape, anything, boolean, listing, problem, string, typed

TITLE = plain(24)
VIEW: dict[str, Rule] = {
    "callback_id": string(255, least=0),
    "private_metadata": string(3000, least=0),
    "external_id": string(255, least=0),
}
MODAL = Shape(
    {
        **VIEW,
        "title!": TITLE,
        "submit": TITLE,
        "close": TITLE,
        "blocks!": anything,
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
    type_="modal",
)
HOME = Shape({**VIEW, "blocks!": anything}, type_="home")


def check_blocks(given: Any, surface: str, path: str = "/blocks") -> Problems:
    """What is wrong with blocks on a surface (message, modal or home), in Slack's words; empty: nothing."""
    problems: Problems = []
    least = 0 if surface == "message" else 1
    listing(typed(BLOCKS, SURFACES[surface]), least=least, most=MOST_BLOCKS[surface])(given, path, problems)
    if not problems:
        _unique_ids(given, path, problems)
        _unique_actions(given, path, problems)
        _totals(given, path, problems)
    return problems


def check_view(given: Any, kind: str) -> Problems:
    """What is wrong with a view of a kind (modal or home)."""
    problems: Problems = []
    (MODAL if kind == "modal" else HOME)(given, "/view", problems)
    if problems:
        return problems
    problems = check_blocks(given["blocks"], kind, "/view/blocks")
    if not problems and kind == "modal" and not given.get("submit"):
        for index in [index for index, block in enumerate(given["blocks"]) if block["type"] == "input"]:
            what = "must define `submit` to use an `input` block in modals"
            problem(problems, what, f"/view/blocks/{index}/input")
    if not problems:
        focused = [e for e in _objects(given["blocks"]) if e.get("focus_on_load")]
        if len(focused) > 1:
            problem(problems, "only one element may have focus_on_load", "/view/blocks")
    return problems


def _unique_ids(blocks: list[Any], path: str, problems: Problems) -> None:
    seen = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            problem(problems, f'`block_id` "{block_id}" already exists', f"{path}/{index}/block_id")
        seen.add(block_id)


def _unique_actions(blocks: list[Any], path: str, problems: Problems) -> None:
    """Within one block, no two elements share an action id."""
    for index, block in enumerate(blocks):
        seen = set()
        for place, element in enumerate(block.get("elements", [])):
            action_id = element.get("action_id") if isinstance(element, dict) else None
            if action_id and action_id in seen:
                where = f"{path}/{index}/elements/{place}/action_id"
                problem(problems, f'`action_id` "{action_id}" already exists', where)
            seen.add(action_id)


def _totals(blocks: list[Any], path: str, problems: Problems) -> None:
    """What is counted over a whole message."""
    tables = [block for block in blocks if block["type"] in MOST_TABLE_CHARACTERS]
    if len(tables) > 1:
        problem(problems, "only_one_table_allowed", path)
    for kind, most in MOST_TABLE_CHARACTERS.items():
        if sum(length_of(block["rows"]) for block in tables if block["type"] == kind) > most:
            problem(problems, f"no more than {most} characters allowed in all cells", path)
    if sum(block["type"] == "data_visualization" for block in blocks) > 2:
        problem(problems, "no more than 2 data_visualization blocks allowed", path)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > 12_000:
        problem(problems, "no more than 12000 characters allowed in markdown blocks", path)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(child)


def length_of(value: Any) -> int:
    """How many characters of text stand in blocks."""
    return sum(len(part["text"]) for part in _objects(value) if isinstance(part.get("text"), str))


def uses_charts(blocks: list[Any]) -> bool:
    """Whether there is a native chart among blocks."""
    return any(block["type"] == "data_visualization" for block in blocks)
