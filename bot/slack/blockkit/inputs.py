"""Make the fields of a form: each is read back by its name, which is its block_id and its action_id."""

from collections.abc import Iterable, Mapping
from datetime import time

from bot.slack.blockkit import limits
from bot.slack.blockkit.elements import Choice, Choices, Json, identifier, option, options_of, picked, plain_text
from bot.slack.blockkit.limits import TemplateFault, at_most
from bot.slack.blockkit.marks import BLOCK, mark
from bot.slack.blockkit.text import Mrkdwn, within

# True: a change is sent at once under the field's name; a word: under that action id.
Dispatch = bool | str


def field_block(
    label: object, name: str, element: Json, *, hint: object = None, optional: bool = False, dispatch: Dispatch = False
) -> Mrkdwn:
    """A labelled field around its element."""
    action = dispatch if isinstance(dispatch, str) and dispatch else name
    block: Json = {
        "type": "input",
        "block_id": identifier(name, "Block id"),
        "label": plain_text(label, limits.LABEL),
        "element": {"action_id": identifier(action), **element},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain_text(hint, limits.LABEL)
    if dispatch:
        block["dispatch_action"] = True
    return mark(BLOCK, block)


def with_placeholder(element: Json, placeholder: object) -> Json:
    """The element with what it says while it is empty."""
    return element | ({"placeholder": plain_text(placeholder, limits.PLACEHOLDER)} if placeholder else {})


def text_input(
    label: object,
    name: str,
    value: object = None,
    *,
    multiline: bool = False,
    max_length: int = limits.INPUT,
    min_length: int = 0,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """A field for words."""
    at_most(limits.INPUT, "characters in a field", max_length)
    element: Json = {"type": "plain_text_input", "multiline": multiline, "max_length": max_length}
    if min_length:
        element["min_length"] = min_length
    if value not in (None, ""):
        element["initial_value"] = within(str(value), max_length)
    if dispatch:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_enter_pressed"]}
    element = with_placeholder(element, placeholder)
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def amount_input(
    label: object,
    name: str,
    value: object = None,
    *,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """A field for an amount as people write it ("12.5%", "€3.2k"), which Slack's own number field refuses."""
    return text_input(
        label, name, value, max_length=60, placeholder=placeholder, hint=hint, optional=optional, dispatch=dispatch
    )


def number_input(
    label: object,
    name: str,
    value: object = None,
    *,
    decimal: bool = False,
    low: object = None,
    high: object = None,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
) -> Mrkdwn:
    """A field for a bare number."""
    element: Json = {"type": "number_input", "is_decimal_allowed": decimal}
    # Slack wants numbers as strings here.
    given = {"initial_value": value, "min_value": low, "max_value": high}
    element |= {key: str(number) for key, number in given.items() if number is not None}
    return field_block(label, name, with_placeholder(element, placeholder), hint=hint, optional=optional)


def date_input(
    label: object,
    name: str,
    value: object = None,
    *,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """A calendar."""
    element: Json = {"type": "datepicker"} | ({"initial_date": str(value)} if value else {})
    element = with_placeholder(element, placeholder)
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def time_input(
    label: object,
    name: str,
    value: object = None,
    *,
    zone: str = "",
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
) -> Mrkdwn:
    """A time of day, in the zone that is named."""
    element: Json = {"type": "timepicker"}
    if value:
        element["initial_time"] = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    if zone:
        element["timezone"] = zone
    return field_block(label, name, with_placeholder(element, placeholder), hint=hint, optional=optional)


def user_input(
    label: object,
    name: str,
    value: str | None = None,
    *,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """One person; Slack lists them."""
    element: Json = {"type": "users_select"} | ({"initial_user": value} if value else {})
    element = with_placeholder(element, placeholder)
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def users_input(
    label: object,
    name: str,
    value: Iterable[str] = (),
    *,
    most: int | None = None,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
) -> Mrkdwn:
    """Several people; Slack lists them."""
    people = list(value)
    element: Json = {"type": "multi_users_select"} | ({"initial_users": people} if people else {})
    if most is not None:
        element["max_selected_items"] = most
    return field_block(label, name, with_placeholder(element, placeholder), hint=hint, optional=optional)


def channel_input(
    label: object,
    name: str,
    value: str | None = None,
    *,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """A channel, public or private; Slack lists them."""
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    element: Json = {"type": "conversations_select", "filter": kinds}
    if value:
        element["initial_conversation"] = value
    element = with_placeholder(element, placeholder)
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def choice_input(
    label: object,
    name: str,
    options: Choices,
    value: object = None,
    *,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
    search: str = "",
) -> Mrkdwn:
    """One of a list, in a menu.

    With `search`, more than a menu holds are looked for by what is typed into it, which is sent under that action id.
    """
    known = options if isinstance(options, Mapping) else list(options)
    if search and not isinstance(known, Mapping) and len(known) > limits.MENU:
        listed: Json = {"options": [option(choice) for choice in known]}
        # The first of them are shown before anything is typed.
        element: Json = {"type": "external_select", "min_query_length": 0, "action_id": search}
    else:
        listed = options_of(known)
        element = {"type": "static_select", **listed}
    if chosen := picked(listed, [value]):
        element["initial_option"] = chosen[0]
    element = with_placeholder(element, placeholder)
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def choices_input(
    label: object,
    name: str,
    options: Choices,
    value: Iterable[object] = (),
    *,
    most: int | None = None,
    placeholder: object = None,
    hint: object = None,
    optional: bool = False,
) -> Mrkdwn:
    """Several of a list, in a menu."""
    element: Json = {"type": "multi_static_select", **options_of(options)}
    if chosen := picked(element, value):
        element["initial_options"] = chosen
    if most is not None:
        element["max_selected_items"] = most
    return field_block(label, name, with_placeholder(element, placeholder), hint=hint, optional=optional)


def radio_input(
    label: object,
    name: str,
    options: Iterable[Choice],
    value: object = None,
    *,
    hint: object = None,
    optional: bool = False,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """One of a few, all of which are seen."""
    element: Json = {"type": "radio_buttons", **few(options)}
    if chosen := picked(element, [value]):
        element["initial_option"] = chosen[0]
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def checkbox_input(
    label: object,
    name: str,
    options: Iterable[Choice],
    value: Iterable[object] = (),
    *,
    hint: object = None,
    optional: bool = True,
    dispatch: Dispatch = False,
) -> Mrkdwn:
    """Any of a few, all of which are seen."""
    element: Json = {"type": "checkboxes", **few(options)}
    if chosen := picked(element, value):
        element["initial_options"] = chosen
    return field_block(label, name, element, hint=hint, optional=optional, dispatch=dispatch)


def few(options: Iterable[Choice]) -> Json:
    """The options of radio buttons and checkboxes, which come without headings."""
    if isinstance(options, Mapping):
        raise TemplateFault("Only menus have choices under headings.")
    return options_of(options, limits.CHOICES)


def file_input(
    label: object,
    name: str,
    *,
    types: Iterable[str] = (),
    most: int = 1,
    hint: object = None,
    optional: bool = False,
) -> Mrkdwn:
    """Files to hand in."""
    at_most(limits.FILES, "files", most)
    element: Json = {"type": "file_input", "max_files": most}
    if kinds := list(types):
        element["filetypes"] = kinds
    return field_block(label, name, element, hint=hint, optional=optional)
