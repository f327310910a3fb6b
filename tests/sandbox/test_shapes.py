"""The shapes that the sandbox takes are those of Slack's published types, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.checks.blocks import BLOCKS, IN_CONTAINER
from bot.sandbox.checks.data import CELLS
from bot.sandbox.checks.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.sandbox.checks.rich_text import LEAVES, PARTS
from bot.sandbox.checks.rules import Shape
from bot.sandbox.checks.whole import HOME, MODAL

Json = dict[str, Any]

# Slack's own types, which lie beside a checkout and not in it.
TYPES = Path(__file__).parents[3] / "shared" / "oracles" / "block_kit.block.schema.json"

# What Slack's reference has and its published types have not, or not yet.
NEWER = {
    "button": {"agent_prompt", "agent_prompt_display", "visible_to_user_ids"},
    "emoji": {"skin_tone"},
    "rich_text_list": {"offset"},
    "rich_text_preformatted": {"language"},
    "card": {"subtext", "slack_icon"},
    "header": {"level"},
}


def official_types() -> dict[str, Json]:
    """Slack's types by the word in their `type`."""
    definitions = json.loads(TYPES.read_text())["definitions"].values()
    return {
        d["properties"]["type"]["const"]: d for d in definitions if "const" in d.get("properties", {}).get("type", {})
    }


@pytest.mark.skipif(not TYPES.exists(), reason="Slack's types do not lie beside this checkout")
def test_every_shape_has_exactly_the_fields_of_slacks_types() -> None:
    ours: dict[str, Any] = {**BLOCKS, **ELEMENTS, **LEAVES, **PARTS, **CELLS}
    theirs = official_types()
    # Two things are called image, and the element comes first among the types.
    ours["image"] = BLOCKS["image"]
    known = [name for name in theirs if name not in ("plain_text", "mrkdwn", "file", "url", "image")]

    for name in known:
        shape = ours[name]
        assert isinstance(shape, Shape)
        assert set(shape.fields) - NEWER.get(name, set()) == set(theirs[name]["properties"]), name
        assert shape.required == set(theirs[name].get("required", [])), name


@pytest.mark.skipif(not TYPES.exists(), reason="Slack's types do not lie beside this checkout")
@pytest.mark.parametrize(("name", "ours"), [("ModalView", MODAL), ("HomeView", HOME)])
def test_views_have_exactly_the_fields_of_slacks_types(name: str, ours: Shape) -> None:
    theirs = json.loads(TYPES.with_name("block_kit.view.schema.json").read_text())["definitions"][name]

    assert set(ours.fields) == set(theirs["properties"])
    assert ours.required == set(theirs["required"])


@pytest.mark.skipif(not TYPES.exists(), reason="Slack's types do not lie beside this checkout")
@pytest.mark.parametrize(
    ("union", "ours"),
    [
        ("SectionBlockAccessory", IN_SECTION),
        ("ActionsBlockElement", IN_ACTIONS),
        ("InputBlockElement", IN_INPUT),
    ],
)
def test_every_block_takes_exactly_the_elements_of_slacks_types(union: str, ours: tuple[str, ...]) -> None:
    definitions = json.loads(TYPES.read_text())["definitions"]

    def named(definition: Json) -> set[str]:
        if "$ref" in definition:
            return named(definitions[definition["$ref"].split("/")[-1]])
        if "anyOf" in definition:
            return {name for one in definition["anyOf"] for name in named(one)}
        return {definition["properties"]["type"]["const"]}

    assert set(ours) == named(definitions[union])
    assert set(IN_CONTAINER) == named(definitions["ContainerBlock"]["properties"]["child_blocks"]["items"]) - {"file"}
