"""What the sandbox takes and refuses is what others say of Block Kit."""

import copy
from typing import Any

import blockkit
import pytest
import slackblocks
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.checks import check_blocks, check_view
from bot.sandbox.normal import complete
from tests.sandbox.bare import NAME, button, buttons, field, modal, mrkdwn, option, plain, section
from tests.templates import outside

Json = dict[str, Any]

OPTIONS = [option("Ready", "ready"), option("Late", "late")]
CONFIRM = {"title": plain("Sure?"), "text": plain("Gone"), "confirm": plain("Yes"), "deny": plain("No")}

GOOD: dict[str, Json] = {
    "section": section("*Bold*"),
    "fields": {"type": "section", "fields": [mrkdwn("a"), plain("b")]},
    "accessory": section("x", accessory=button("Go", confirm=CONFIRM, style="danger")),
    "header": {"type": "header", "text": plain("Title")},
    "divider": {"type": "divider"},
    "context": {"type": "context", "elements": [mrkdwn("small")]},
    "image": {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A", "title": plain("A")},
    "actions": buttons(button("Go"), {"type": "static_select", "action_id": "s", "options": OPTIONS}),
    "overflow": section("x", accessory={"type": "overflow", "action_id": "o", "options": OPTIONS}),
    "text": field("Name", {"type": "plain_text_input", "action_id": "n", "max_length": 80}),
    "number": field("Target", {"type": "number_input", "action_id": "n", "is_decimal_allowed": True, "min_value": "0"}),
    "radio": field("Which?", {"type": "radio_buttons", "action_id": "r", "options": OPTIONS}),
    "checkboxes": field("Which?", {"type": "checkboxes", "action_id": "c", "options": OPTIONS}),
    "date": field("When?", {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-03"}),
    "time": field("When?", {"type": "timepicker", "action_id": "t", "initial_time": "09:00"}),
    "users": field("Who?", {"type": "multi_users_select", "action_id": "u", "max_selected_items": 3}),
    "file": field("CSV", {"type": "file_input", "action_id": "f", "filetypes": ["csv"], "max_files": 1}),
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
}

# From a good block to one that Slack refuses: a path and what stands there then.
BAD: list[tuple[str, str, Any]] = [
    ("section", "text.text", "x" * 3001),
    ("section", "text.text", ""),
    ("section", "text.type", "markdown"),
    ("section", "text", "bare"),
    ("section", "colour", "red"),
    ("section", "block_id", "x" * 256),
    ("fields", "fields", [mrkdwn("a")] * 11),
    ("fields", "fields.0.text", "x" * 2001),
    ("accessory", "accessory.text.text", "x" * 76),
    ("accessory", "accessory.text.type", "mrkdwn"),
    ("accessory", "accessory.value", "x" * 2001),
    ("accessory", "accessory.style", "blue"),
    ("accessory", "accessory.action_id", "x" * 256),
    ("accessory", "accessory.confirm.title.text", "x" * 101),
    ("accessory", "accessory.confirm.text.text", "x" * 301),
    ("accessory", "accessory.confirm.deny.text", "x" * 31),
    ("accessory", "accessory.confirm.title", None),
    ("accessory", "accessory.url", "x" * 3001),
    ("header", "text.text", "x" * 151),
    ("header", "text.type", "mrkdwn"),
    ("context", "elements", [mrkdwn("a")] * 11),
    ("image", "alt_text", "x" * 2001),
    ("image", "alt_text", None),
    ("image", "image_url", "https://example.com/" + "x" * 3000),
    ("image", "title.text", "x" * 2001),
    ("actions", "elements", [button("Go", f"a{n}") for n in range(26)]),
    ("actions", "elements.1.options", [option(str(n), str(n)) for n in range(101)]),
    ("actions", "elements.1.options.0.value", "x" * 151),
    ("actions", "elements.1.options.0.text.text", "x" * 76),
    ("actions", "elements.1.options.0.text.type", "mrkdwn"),
    ("overflow", "accessory.options", [option(str(n), str(n)) for n in range(6)]),
    ("overflow", "accessory.options", []),
    ("text", "label.text", "x" * 2001),
    ("text", "label.type", "mrkdwn"),
    ("text", "hint", plain("x" * 2001)),
    ("text", "element.max_length", 3001),
    ("text", "element.placeholder", plain("x" * 151)),
    ("text", "element.type", "button"),
    ("text", "element", None),
    ("number", "element.is_decimal_allowed", None),
    ("radio", "element.options", [option(str(n), str(n)) for n in range(11)]),
    ("checkboxes", "element.options", [option(str(n), str(n)) for n in range(11)]),
    ("date", "element.initial_date", "3 March"),
    ("time", "element.initial_time", "25:00"),
    ("users", "element.max_selected_items", 0),
    ("file", "element.max_files", 11),
    ("table", "rows", [[{"type": "raw_text", "text": "a"}]] * 101),
    ("table", "rows.0.0.text", ""),
]


def spoil(block: Json, path: str, value: Any) -> Json:
    """A copy of a block with one thing changed; None takes it away."""
    spoilt: Any = copy.deepcopy(block)
    place = spoilt
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return dict(spoilt)


def others_refuse(block: Json) -> bool:
    """Whether any outside validator refuses a block: Slack's types, blockkit, slackblocks, or the official SDK."""
    try:
        outside.check_block(block)
    except Exception:
        return True
    try:
        slackblocks.Block.from_dict(block)
    except NotImplementedError:
        # It cannot read elements and tables yet.
        pass
    except Exception:
        return True
    try:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.validate_json()
        parsed.to_dict()
    except (SlackObjectFormationError, AssertionError, TypeError):
        return True
    return False


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD)
def test_what_others_take_is_taken(block: Json) -> None:
    assert not others_refuse(block)

    assert check_blocks([block], "message") == []


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD)
def test_what_slack_adds_is_taken_back(block: Json) -> None:
    (whole,) = complete([block])

    outside.check_block(whole)
    assert check_blocks([whole], "message") == []


@pytest.mark.parametrize(("name", "path", "value"), BAD, ids=[f"{name}:{path}" for name, path, _ in BAD])
def test_what_others_refuse_is_refused(name: str, path: str, value: Any) -> None:
    block = spoil(GOOD[name], path, value)
    assert others_refuse(block), "nobody else minds: is it really wrong?"

    problems = check_blocks([block], "message")

    assert problems
    assert all(problem.startswith("[ERROR] ") for problem in problems)
    assert "[json-pointer:/blocks/0" in problems[0]


@pytest.mark.parametrize(
    ("name", "path", "value", "why"),
    [
        ("context", "elements", [], "must provide at least 1 items"),
        ("actions", "elements", [], "must provide at least 1 items"),
        ("table", "rows", [[{"type": "raw_text", "text": "a"}] * 21], "no more than 20 items"),
    ],
)
def test_what_only_the_reference_says_is_kept_too(name: str, path: str, value: Any, why: str) -> None:
    assert why in check_blocks([spoil(GOOD[name], path, value)], "message")[0]


CHART = {
    "type": "data_visualization",
    "title": "Sign-ups",
    "chart": {
        "type": "line",
        "series": [{"name": "Sign-ups", "data": [{"label": "Mon", "value": 4.3}, {"label": "Tue", "value": 4}]}],
        "axis_config": {"categories": ["Mon", "Tue"], "y_label": "%"},
    },
}
DATA_TABLE = {"type": "data_table", "caption": "x", "rows": [[{"type": "raw_text", "text": "a"}]] * 2}


def test_charts_and_data_tables_have_their_rules() -> None:
    assert check_blocks([CHART, DATA_TABLE], "message") == []
    for path, value in [
        ("title", "x" * 51),
        ("chart.series.0.name", "x" * 21),
        ("chart.series.0.data.0.label", "Wed"),
        ("chart.series.0.data", [{"label": "Mon", "value": 1}]),
        ("chart.series", [CHART["chart"]["series"][0]] * 2),  # type: ignore[index]
        ("chart.series.0.data.0.value", "4"),
        ("chart.axis_config.y_label", "x" * 51),
    ]:
        assert check_blocks([spoil(CHART, path, value)], "message"), path
    assert check_blocks([CHART] * 3, "message")
    assert check_blocks([spoil(DATA_TABLE, "rows", DATA_TABLE["rows"][:1])], "message")
    assert check_blocks([spoil(DATA_TABLE, "caption", None)], "message")


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([section("x")] * 51, "no more than 50 items"),
        ([section("x", block_id="a"), section("y", block_id="a")], "already exists"),
        ([buttons(button("A"), button("B"))], '`action_id` "press" already exists'),
        ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, "only_one_table"),
        ([{"type": "alert", "text": plain("x")}], "unsupported type: alert"),
        ([{"type": "markdown", "text": "x" * 6001}] * 2, "12000 characters"),
        (["x"], "must provide an object"),
        ({}, "must provide an array"),
    ],
)
def test_a_message_has_rules_as_a_whole(blocks: Any, why: str) -> None:
    assert why in "".join(check_blocks(blocks, "message"))


def test_a_modal_has_rules_as_a_whole() -> None:
    good = modal(NAME, section("x"))
    assert check_view(good, "modal") == []
    View(**good).validate_json()
    blockkit.Modal(title=blockkit.Text("x"), blocks=[blockkit.Divider()]).build()

    for path, value, why in [
        ("title.text", "x" * 25, "less than 25"),
        ("title.type", "mrkdwn", "plain_text"),
        ("submit", None, "must define `submit`"),
        ("submit.text", "x" * 25, "less than 25"),
        ("private_metadata", "x" * 3001, "less than 3001"),
        ("callback_id", "x" * 256, "less than 256"),
        ("blocks", [section("x")] * 101, "no more than 100"),
        ("blocks", [{"type": "table", "rows": []}], "unsupported type: table"),
        ("type", "home", "must be one of: modal"),
        ("state", {}, "invalid additional property: state"),
    ]:
        assert why in "".join(check_view(spoil(good, path, value), "modal")), path


def test_a_select_has_options_or_groups_and_begins_with_one_of_them() -> None:
    def select(**more: Any) -> list[str]:
        return check_blocks([buttons({"type": "static_select", "action_id": "s", **more})], "message")

    group = {"label": plain("All"), "options": OPTIONS}
    assert select(options=OPTIONS, initial_option=OPTIONS[0]) == []
    assert select(option_groups=[group]) == []
    assert "either options or option_groups" in select()[0]
    assert "either options or option_groups" in select(options=OPTIONS, option_groups=[group])[0]
    assert "must match an existing option" in select(options=OPTIONS, initial_option=option("Never", "never"))[0]
    assert "unique values" in select(options=[OPTIONS[0]] * 2)[0]
