"""Hold blocks and views against what others say of Block Kit: two packages, and Slack's own types where they are."""

import json
import re
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import blockkit
import slackblocks
from blockkit import core
from jsonschema import Draft7Validator

# JSON Schemas of Slack's official types; they live beside a checkout, not in it.
SCHEMAS = Path(__file__).parents[3] / "shared" / "oracles"

# What each package or schema does not know, so that it cannot be asked.
UNKNOWN_TO_SCHEMAS = {"data_visualization"}
UNKNOWN_TO_BLOCKKIT = {"data_visualization", "alert"}

CLASSES: dict[str, Any] = {
    "actions": blockkit.Actions,
    "button": blockkit.Button,
    "channel": core.RichChannelEl,
    "checkboxes": blockkit.Checkboxes,
    "context": blockkit.Context,
    "conversations_select": blockkit.ConversationsSelect,
    "date": core.RichDateEl,
    "datepicker": blockkit.DatePicker,
    "divider": blockkit.Divider,
    "external_select": blockkit.ExternalSelect,
    "file_input": blockkit.FileInput,
    "header": blockkit.Header,
    "image": blockkit.Image,
    "input": blockkit.Input,
    "link": core.RichLinkEl,
    "modal": blockkit.Modal,
    "mrkdwn": blockkit.Text,
    "multi_static_select": blockkit.MultiStaticSelect,
    "multi_users_select": blockkit.MultiUsersSelect,
    "number_input": blockkit.NumberInput,
    "overflow": blockkit.Overflow,
    "plain_text": blockkit.Text,
    "plain_text_input": blockkit.PlainTextInput,
    "radio_buttons": blockkit.RadioButtons,
    "raw_text": core.RawText,
    "rich_text": blockkit.RichText,
    "rich_text_preformatted": core.RichTextPreformatted,
    "rich_text_quote": core.RichTextQuote,
    "rich_text_section": core.RichTextSection,
    "section": blockkit.Section,
    "static_select": blockkit.StaticSelect,
    "table": core.Table,
    "text": core.RichTextEl,
    "timepicker": blockkit.TimePicker,
    "user": core.RichUserEl,
    "users_select": blockkit.UsersSelect,
}
# Objects that say what they are by where they stand.
BY_PLACE: dict[str, Any] = {
    "column_settings": core.ColumnSettings,
    "confirm": blockkit.Confirm,
    "dispatch_action_config": blockkit.DispatchActionConfig,
    "filter": blockkit.ConversationFilter,
    "initial_option": blockkit.Option,
    "initial_options": blockkit.Option,
    "option_groups": blockkit.OptionGroup,
    "options": blockkit.Option,
    "slack_file": blockkit.SlackFile,
}
# Lists that blockkit takes as one argument.
LISTS = {"trigger_actions_on"}
VALUES: dict[str, Any] = {"initial_date": date.fromisoformat, "initial_time": time.fromisoformat, "timezone": ZoneInfo}


def check_block(block: dict[str, Any]) -> None:
    """Raise what anyone has against a block."""
    check_schema("block", block)
    if block["type"] not in UNKNOWN_TO_BLOCKKIT:
        asked = with_a_letter_typed(with_short_alt(without_picks_in_groups(block)))
        built: Any = build(asked)
        assert bare(built.build()) == bare(asked)
    if block["type"] == "alert":
        slackblocks.Block.from_dict(block)
    if block["type"] == "data_visualization":
        check_chart(block)


def check_view(view: dict[str, Any]) -> None:
    """Raise what anyone has against a view."""
    if view["type"] == "modal":
        check_schema("view", view)
        head: Any = build({**view, "blocks": [{"type": "divider"}]})
        head.build()
        if any(block["type"] == "input" for block in view["blocks"]):
            assert "submit" in view
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000


def check_schema(name: str, content: dict[str, Any]) -> None:
    """Raise what Slack's own types have against content, where they are known."""
    if SCHEMAS.is_dir() and content["type"] not in UNKNOWN_TO_SCHEMAS:
        validator = schema(name, content["type"])
        assert validator is not None, f"Slack's types know no {content['type']}"
        problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]
        assert not problems, problems


@cache
def schema(name: str, kind: str) -> Draft7Validator | None:
    """Slack's type for a kind of block or view."""
    whole = json.loads((SCHEMAS / f"block_kit.{name}.schema.json").read_text())
    wanted = re.compile(rf"{kind.replace('_', '')}(block|view)", re.IGNORECASE)
    for definition in whole["definitions"]:
        if wanted.fullmatch(definition):
            return Draft7Validator({**whole, "$ref": f"#/definitions/{definition}"})
    return None


def build(content: Any, place: str = "") -> Any:
    """Content as objects of blockkit."""
    if isinstance(content, list):
        return [build(part, place) for part in content]
    if not isinstance(content, dict):
        return VALUES[place](content) if place in VALUES else content
    made = CLASSES[content["type"]]() if "type" in content else BY_PLACE[place]()
    # The type of a text last: blockkit guesses one as soon as there are words.
    for key, value in sorted(content.items(), key=lambda entry: entry[0] == "type"):
        if key == "type" and content["type"] not in ("plain_text", "mrkdwn"):
            continue
        if content.get("type") == "number_input" and isinstance(value, str) and key.endswith("value"):
            # It wants numbers here, where Slack wants strings.
            value = float(value) if "." in value else int(value)
        built = build(value, key)
        several = isinstance(built, list) and key not in LISTS
        getattr(made, key)(*built) if several else getattr(made, key)(built)
    return made


def bare(content: Any) -> Any:
    """Content without what means nothing, so that two forms of it are equal."""
    if isinstance(content, dict):
        return {key: bare(value) for key, value in content.items() if value not in (None, [])}
    return [bare(part) for part in content] if isinstance(content, list) else content


def without_picks_in_groups(content: Any) -> Any:
    """Content without picks that blockkit seeks among the groups, where Slack seeks among the options in them."""
    if isinstance(content, dict):
        left_out = ("initial_option", "initial_options") if "option_groups" in content else ()
        return {key: without_picks_in_groups(value) for key, value in content.items() if key not in left_out}
    return [without_picks_in_groups(part) for part in content] if isinstance(content, list) else content


def with_short_alt(block: dict[str, Any]) -> dict[str, Any]:
    """A block whose picture is told in the 255 characters that blockkit allows, where Slack allows 2,000."""
    if block["type"] != "image":
        return block
    assert 0 < len(block["alt_text"]) <= 2_000
    return {**block, "alt_text": block["alt_text"][:255]}


def with_a_letter_typed(block: dict[str, Any]) -> dict[str, Any]:
    """A block whose menu is searched from the first letter on, as blockkit wants it; Slack's are from none on, too."""
    if block.get("element", {}).get("min_query_length") != 0:
        return block
    return {**block, "element": {**block["element"], "min_query_length": 1}}


def check_chart(block: dict[str, Any]) -> None:
    """Raise what slackblocks has against a chart."""
    lines = [
        slackblocks.DataSeries(line["name"], [slackblocks.DataPoint(**point) for point in line["data"]])
        for line in block["chart"]["series"]
    ]
    axes = slackblocks.AxisConfig(**block["chart"]["axis_config"])
    slackblocks.DataVisualizationBlock(block["title"], slackblocks.LineChart(lines, axes))
