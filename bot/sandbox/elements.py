"""Know Slack's interactive elements: where they stand, what they remember, and what a choice looks like on the wire."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.state import Choices, Json

TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
PRESSED = ("button", "overflow", "icon_button", "feedback_buttons", "workflow_button")

# Element type → the key under which its state stands, the key of its initial value, whether it is a list.
STATEFUL: dict[str, tuple[str, str, bool]] = {
    "plain_text_input": ("value", "initial_value", False),
    "email_text_input": ("value", "initial_value", False),
    "url_text_input": ("value", "initial_value", False),
    "number_input": ("value", "initial_value", False),
    "rich_text_input": ("rich_text_value", "initial_value", False),
    "static_select": ("selected_option", "initial_option", False),
    "external_select": ("selected_option", "initial_option", False),
    "radio_buttons": ("selected_option", "initial_option", False),
    "multi_static_select": ("selected_options", "initial_options", True),
    "multi_external_select": ("selected_options", "initial_options", True),
    "checkboxes": ("selected_options", "initial_options", True),
    "users_select": ("selected_user", "initial_user", False),
    "multi_users_select": ("selected_users", "initial_users", True),
    "conversations_select": ("selected_conversation", "initial_conversation", False),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", True),
    "channels_select": ("selected_channel", "initial_channel", False),
    "multi_channels_select": ("selected_channels", "initial_channels", True),
    "datepicker": ("selected_date", "initial_date", False),
    "timepicker": ("selected_time", "initial_time", False),
    "datetimepicker": ("selected_date_time", "initial_date_time", False),
    "file_input": ("files", "", True),
}
OPTIONED = ("static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow")


@dataclass(frozen=True)
class Placed:
    """An element and the block that holds it."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def dispatches(self) -> bool:
        """Whether using it tells the app at once."""
        return not self.is_input or bool(self.block.get("dispatch_action"))


def walk(blocks: list[Json]) -> Iterator[Placed]:
    """All interactive elements, from top to bottom."""
    for block in blocks:
        match block["type"]:
            case "input":
                yield Placed(block, block["element"])
            case "section" if block.get("accessory", {}).get("type") not in (None, "image"):
                yield Placed(block, block["accessory"])
            case "actions" | "context_actions":
                yield from (Placed(block, element) for element in block["elements"])
            case "card":
                yield from (Placed(block, element) for element in block.get("actions", []))
            case "carousel":
                yield from walk(block["elements"])
            case "container":
                yield from walk(block["child_blocks"])
            case "data_table":
                cells = (cell for row in block["rows"] for cell in row)
                yield from (Placed(block, cell["element"]) for cell in cells if cell.get("type") == "action_cell")


def find(blocks: list[Json], block_id: str, action_id: str) -> Placed | None:
    """The element with these ids."""
    return next((p for p in walk(blocks) if p.block_id == block_id and p.action_id == action_id), None)


def options_of(element: Json) -> list[Json]:
    """The options that the element offers, groups flattened."""
    groups = element.get("option_groups") or []
    return list(element.get("options") or []) + [option for group in groups for option in group["options"]]


def initial_state(element: Json, channel: str | None = None) -> Json:
    """The state of an element that nobody has touched."""
    kind = element["type"]
    key, initial, is_list = STATEFUL[kind]
    value = element.get(initial)
    if value is None and element.get("default_to_current_conversation") and channel:
        value = [channel] if is_list else channel
    if value is None and is_list:
        value = []
    state = {"type": kind, key: value}
    if kind == "rich_text_input" and value is None:
        # Slack's types know a rich text or none, not null.
        del state[key]
    if kind == "timepicker" and element.get("timezone"):
        state["timezone"] = element["timezone"]
    return state


def state_values(blocks: list[Json], choices: Choices, channel: str | None = None) -> Choices:
    """Slack's `state.values`: every stateful element, touched or not."""
    values: Choices = {}
    for placed in walk(blocks):
        if placed.type in STATEFUL:
            chosen = choices.get(placed.block_id, {}).get(placed.action_id)
            kept = chosen if chosen is not None and chosen["type"] == placed.type else None
            values.setdefault(placed.block_id, {})[placed.action_id] = kept or initial_state(placed.element, channel)
    return values


def new_state(element: Json, value: Any) -> Json:
    """The state after a choice, of which `value` is the plain form: text, an option's value, an id, or a list of them.

    Raises:
        ValueError: the element offers no such choice.
    """
    kind = element["type"]
    key, _, is_list = STATEFUL[kind]
    state = initial_state(element)
    if kind in OPTIONED:
        chosen = [option_with(element, v) for v in (value or [] if is_list else [value] if value is not None else [])]
        state[key] = chosen if is_list else (chosen[0] if chosen else None)
    elif kind in TEXT_INPUTS:
        # Slack sends null for an empty field.
        state[key] = str(value) if value not in (None, "") else None
    elif kind == "datetimepicker":
        state[key] = int(value) if value is not None else None
    elif kind == "rich_text_input":
        state = {"type": kind} | ({key: rich_text(value) if isinstance(value, str) else value} if value else {})
    else:
        state[key] = value if value is not None else ([] if is_list else None)
    return state


def option_with(element: Json, value: Any) -> Json:
    """The element's option that carries this value."""
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise ValueError(f"There is no option with the value “{value}”.")


def rich_text(text: str) -> Json:
    """Typed text as a rich text block."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }


def is_empty(state: Json) -> bool:
    """Whether a field holds nothing."""
    key = STATEFUL[state["type"]][0]
    value = state.get(key)
    return value in (None, "", []) or (isinstance(value, str) and not value.strip())


def action_payload(placed: Placed, state: Json | None, option: Json | None, action_ts: str) -> Json:
    """One entry of `actions` in a block_actions payload."""
    element = placed.element
    kept = ("type", "action_id", "text", "value", "url", "style", "placeholder", "confirm", "min_query_length")
    action = {name: element[name] for name in kept if name in element}
    if element["type"] in STATEFUL:
        initial = STATEFUL[element["type"]][1]
        if element["type"] != "plain_text_input" and initial in element:
            action[initial] = element[initial]
    if state is not None:
        action |= state
    if option is not None:
        action["selected_option"] = option
    return action | {"block_id": placed.block_id, "action_ts": action_ts}
