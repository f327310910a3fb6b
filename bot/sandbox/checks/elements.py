"""The shapes of interactive elements."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sandbox.checks.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUP,
    MARKED_OPTION,
    OPTION,
    OVERFLOW_OPTION,
    SLACK_FILE,
    URL,
    options_or_groups,
    own_options,
    plain,
)
from bot.sandbox.checks.rules import Problems, Rule, Shape, anything, boolean, integer, listing, problem, string

DATE = r"\d{4}-\d{2}-\d{2}"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
ACTION: dict[str, Rule] = {"action_id": string(255)}
FOCUS: dict[str, Rule] = {"focus_on_load": boolean}
FIELD: dict[str, Rule] = {**ACTION, **FOCUS, "placeholder": plain(150)}
MENU: dict[str, Rule] = {**FIELD, "confirm": CONFIRM}
MANY: dict[str, Rule] = {"max_selected_items": integer(1, 1000)}
STYLE = string(10, among=("primary", "danger"))
ID_LIST = listing(string(50), least=0, most=1000)


def image(value: dict[str, Any], path: str, problems: Problems) -> None:
    """An image comes from a URL or a file, not both."""
    if ("image_url" in value) == ("slack_file" in value):
        problem(problems, "must provide either image_url or slack_file", path)


def lengths(value: dict[str, Any], path: str, problems: Problems) -> None:
    """An input's least length is not beyond its most."""
    most = value.get("max_length") or 3000
    if (value.get("min_length") or 0) > most:
        problem(problems, "min_length cannot be greater than max_length", path)
    if len(value.get("initial_value") or "") > most:
        problem(problems, f"must be less than {most + 1} characters", f"{path}/initial_value")


def numbers(value: dict[str, Any], path: str, problems: Problems) -> None:
    """A number input's bounds and first value are numbers, written as text, in order."""
    bounds: dict[str, Decimal] = {}
    for name in ("min_value", "initial_value", "max_value"):
        if value.get(name) is not None:
            try:
                bounds[name] = Decimal(value[name])
            except InvalidOperation:
                problem(problems, "must provide a number as a string", f"{path}/{name}")
    ordered = [bounds[name] for name in ("min_value", "initial_value", "max_value") if name in bounds]
    if ordered != sorted(ordered):
        problem(problems, "min_value, initial_value and max_value must be in order", path)
    if not value["is_decimal_allowed"] and any(b != b.to_integral_value() for b in bounds.values()):
        problem(problems, "must be an integer when is_decimal_allowed is false", path)


def chosen(initial: str, rule: Rule) -> dict[str, Rule]:
    """A menu of people or channels: one initial id, or several."""
    return {**MENU, initial: rule}


CONVERSATION: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": FILTER}
ONE_RESPONSE: dict[str, Rule] = {"response_url_enabled": boolean}

FEEDBACK = Shape({"text!": plain(75), "value!": string(2000), "accessibility_label": string(75)})

IMAGE = Shape(
    {"alt_text!": string(2000), "image_url": string(3000, pattern=URL), "slack_file": SLACK_FILE},
    type_="image",
    rule=image,
)

ELEMENTS: Mapping[str, Rule] = {
    "image": IMAGE,
    "button": Shape(
        {
            **ACTION,
            "text!": plain(75),
            "url": string(3000, pattern=URL),
            "value": string(2000),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": listing(string(50), most=100),
            "agent_prompt": string(4000),
            "agent_prompt_display": anything,
        },
        type_="button",
    ),
    "overflow": Shape(
        {**ACTION, "options!": listing(OVERFLOW_OPTION, most=5), "confirm": CONFIRM}, type_="overflow", rule=own_options
    ),
    "static_select": Shape(
        {
            **MENU,
            "options": listing(OPTION, most=100),
            "option_groups": listing(GROUP, most=100),
            "initial_option": OPTION,
        },
        type_="static_select",
        rule=options_or_groups,
    ),
    "multi_static_select": Shape(
        {
            **MENU,
            **MANY,
            "options": listing(OPTION, most=100),
            "option_groups": listing(GROUP, most=100),
            "initial_options": listing(OPTION, most=100),
        },
        type_="multi_static_select",
        rule=options_or_groups,
    ),
    "external_select": Shape(
        {**MENU, "initial_option": OPTION, "min_query_length": integer(0, 100)}, type_="external_select"
    ),
    "multi_external_select": Shape(
        {**MENU, **MANY, "initial_options": listing(OPTION, most=100), "min_query_length": integer(0, 100)},
        type_="multi_external_select",
    ),
    "users_select": Shape(chosen("initial_user", string(50)), type_="users_select"),
    "multi_users_select": Shape({**chosen("initial_users", ID_LIST), **MANY}, type_="multi_users_select"),
    "conversations_select": Shape(
        {**chosen("initial_conversation", string(50)), **CONVERSATION, **ONE_RESPONSE}, type_="conversations_select"
    ),
    "multi_conversations_select": Shape(
        {**chosen("initial_conversations", ID_LIST), **MANY, **CONVERSATION}, type_="multi_conversations_select"
    ),
    "channels_select": Shape({**chosen("initial_channel", string(50)), **ONE_RESPONSE}, type_="channels_select"),
    "multi_channels_select": Shape({**chosen("initial_channels", ID_LIST), **MANY}, type_="multi_channels_select"),
    "datepicker": Shape({**MENU, "initial_date": string(10, pattern=DATE)}, type_="datepicker"),
    "timepicker": Shape({**MENU, "initial_time": string(5, pattern=TIME), "timezone": string(60)}, type_="timepicker"),
    "datetimepicker": Shape(
        {**ACTION, **FOCUS, "confirm": CONFIRM, "initial_date_time": integer(1_000_000_000, 9_999_999_999)},
        type_="datetimepicker",
    ),
    "checkboxes": Shape(
        {
            **ACTION,
            **FOCUS,
            "confirm": CONFIRM,
            "options!": listing(MARKED_OPTION, most=10),
            "initial_options": listing(MARKED_OPTION, most=10),
        },
        type_="checkboxes",
        rule=own_options,
    ),
    "radio_buttons": Shape(
        {
            **ACTION,
            **FOCUS,
            "confirm": CONFIRM,
            "options!": listing(MARKED_OPTION, most=10),
            "initial_option": MARKED_OPTION,
        },
        type_="radio_buttons",
        rule=own_options,
    ),
    "plain_text_input": Shape(
        {
            **FIELD,
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
            "dispatch_action_config": DISPATCH,
        },
        type_="plain_text_input",
        rule=lengths,
    ),
    "email_text_input": Shape(
        {**FIELD, "initial_value": string(3000), "dispatch_action_config": DISPATCH}, type_="email_text_input"
    ),
    "url_text_input": Shape(
        {**FIELD, "initial_value": string(3000), "dispatch_action_config": DISPATCH}, type_="url_text_input"
    ),
    "number_input": Shape(
        {
            **FIELD,
            "is_decimal_allowed!": boolean,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
            "dispatch_action_config": DISPATCH,
        },
        type_="number_input",
        rule=numbers,
    ),
    "rich_text_input": Shape(
        {
            **FIELD,
            "initial_value": anything,
            "dispatch_action_config": DISPATCH,
            "min_lines": integer(1, 50),
            "max_lines": integer(1, 50),
        },
        type_="rich_text_input",
    ),
    "file_input": Shape(
        {**ACTION, "filetypes": listing(string(20), most=100), "max_files": integer(1, 10)}, type_="file_input"
    ),
    "feedback_buttons": Shape(
        {**ACTION, "positive_button!": FEEDBACK, "negative_button!": FEEDBACK}, type_="feedback_buttons"
    ),
    "icon_button": Shape(
        {
            **ACTION,
            "icon!": string(20, among=("trash",)),
            "text!": plain(75),
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": listing(string(50), most=100),
        },
        type_="icon_button",
    ),
    "workflow_button": Shape(
        {
            **ACTION,
            "text!": plain(75),
            "workflow!": anything,
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        type_="workflow_button",
    ),
}

PICKERS = ("datepicker", "timepicker", "datetimepicker")
SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select") and not name.startswith("multi_"))
MULTIS = tuple(name for name in ELEMENTS if name.startswith("multi_"))
CHOICES = ("checkboxes", "radio_buttons")
TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")

IN_ACTIONS = (
    "button",
    "overflow",
    "workflow_button",
    *SELECTS,
    *MULTIS,
    *PICKERS,
    *CHOICES,
    "rich_text_input",
)
IN_SECTION = ("image", "button", "overflow", "workflow_button", *SELECTS, *MULTIS, "datepicker", "timepicker", *CHOICES)
IN_INPUT = (*TEXTS, *SELECTS, *MULTIS, *PICKERS, *CHOICES, "file_input")
