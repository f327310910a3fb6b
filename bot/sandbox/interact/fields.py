"""Check a modal's fields before they are sent, as Slack's own screen does."""

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox.elements import STATEFUL, is_empty
from bot.sandbox.state import Choices, Json, View

REQUIRED = "Please complete this required field."


def wrong_fields(view: View, values: Choices) -> dict[str, str]:
    """The message at each field that cannot be sent."""
    errors = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            state = values[block["block_id"]][element["action_id"]]
            if is_empty(state):
                if not block.get("optional"):
                    errors[block["block_id"]] = REQUIRED
            elif problem := problem_with(element, state):
                errors[block["block_id"]] = problem
    return errors


def problem_with(element: Json, state: Json) -> str | None:
    """What is wrong with a value that is there."""
    value = state[STATEFUL[element["type"]][0]]
    match element["type"]:
        case "plain_text_input":
            return problem_with_length(element, value)
        case "number_input":
            return problem_with_number(element, value)
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            return "Must be a valid email."
        case "url_text_input" if not re.fullmatch(r"https?://\S+", value):
            return "Must be a valid URL."
        case "file_input" if len(value) > element.get("max_files", 10):
            return f"Choose at most {element.get('max_files', 10)} files."
    return None


def problem_with_length(element: Json, value: str) -> str | None:
    if len(value) < element.get("min_length", 0):
        return f"Must be at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Must be less than {most + 1} characters." if len(value) > most else None


def problem_with_number(element: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Must be a number."
    if not number.is_finite():
        return "Must be a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Must be a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(low):
        return f"Must be {low} or more."
    if high is not None and number > Decimal(high):
        return f"Must be {high} or less."
    return None
