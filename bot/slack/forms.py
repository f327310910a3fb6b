"""Read what was filled into a form, under the names its template gave the fields."""

import datetime
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from bot.slack.blockkit.text import clean

Kind = TypeVar("Kind")
Empty = TypeVar("Empty")
Value = str | Decimal | datetime.date | datetime.time | tuple[str, ...] | None


# Under which name a form's mark comes back.
MARK = "mark"


class WrongShape(ValueError):
    """A view that is not as Slack sends it; says where."""


@dataclass(frozen=True)
class Form:
    """The fields of a form. An empty one is "", () or None; one that the form does not have raises KeyError."""

    values: Mapping[str, Value]
    private: Mapping[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What `marked` gave it; "" for none."""
        return str(self.private.get(MARK, ""))

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """What was typed, trimmed."""
        return self.get(name, str, "")

    def number(self, name: str) -> Decimal | None:
        """A bare number; what was typed as an amount is a text."""
        return self.get(name, Decimal, None)

    def date(self, name: str) -> datetime.date | None:
        """A day."""
        return self.get(name, datetime.date, None)

    def time(self, name: str) -> datetime.time | None:
        """A time of day."""
        return self.get(name, datetime.time, None)

    def user(self, name: str) -> str:
        """A person's id."""
        return self.get(name, str, "")

    def users(self, name: str) -> tuple[str, ...]:
        """Ids of people."""
        return self.get(name, tuple, ())

    def channel(self, name: str) -> str:
        """A channel's id."""
        return self.get(name, str, "")

    def choice(self, name: str) -> str:
        """The value that was picked."""
        return self.get(name, str, "")

    def choices(self, name: str) -> tuple[str, ...]:
        """The values that were picked."""
        return self.get(name, tuple, ())

    def file_ids(self, name: str) -> tuple[str, ...]:
        """The ids of files that were handed in."""
        return self.get(name, tuple, ())

    def get(self, name: str, kind: type[Kind], empty: Empty) -> Kind | Empty:
        """A field of a kind.

        Raises:
            KeyError: the form has no such field.
            TypeError: it has one of another kind.
        """
        value = self.values[name]
        if value is None:
            return empty
        if not isinstance(value, kind):
            raise TypeError(f"The field {name} holds {value!r}, which is no {kind.__name__}.")
        return value


def marked(view: dict[str, Any], mark: str) -> dict[str, Any]:
    """A form that brings a mark back."""
    private = json.loads(view.get("private_metadata") or "{}") | {MARK: mark}
    return view | {"private_metadata": json.dumps(private, separators=(",", ":"), ensure_ascii=False)}


def read(view: Mapping[str, Any]) -> Form:
    """The form in a view, or in the body of a press in a message that has fields.

    Raises:
        WrongShape: this is not what Slack sends.
    """
    try:
        blocks = view.get("state", {}).get("values", {})
        values = {name: tame(state, name) for name, fields in blocks.items() for state in fields.values()}
        private = json.loads(view.get("private_metadata") or "{}")
    except (AttributeError, json.JSONDecodeError) as error:
        raise WrongShape(f"This view has no readable state: {error}") from error
    return Form(values, private if isinstance(private, dict) else {})


def tame(state: Mapping[str, Any], name: str) -> Value:
    """A field's value, in a type of its own.

    Raises:
        WrongShape: the field is of a kind that templates do not make, or holds what that kind cannot.
    """
    try:
        return tamed(state)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise WrongShape(f"state.values.{name}: {error!r}") from error


def tamed(state: Mapping[str, Any]) -> Value:
    """A field's value by the kind of its element."""
    match state["type"]:
        case "plain_text_input":
            return typed(state.get("value"))
        case "number_input":
            return exact(state.get("value"))
        case "datepicker":
            return datetime.date.fromisoformat(chosen) if (chosen := state.get("selected_date")) else None
        case "timepicker":
            return datetime.time.fromisoformat(chosen) if (chosen := state.get("selected_time")) else None
        case "static_select" | "external_select" | "radio_buttons" | "overflow":
            return str(option["value"]) if (option := state.get("selected_option")) else None
        case "multi_static_select" | "checkboxes":
            return tuple(str(option["value"]) for option in state.get("selected_options") or ())
        case "users_select":
            return state.get("selected_user") or None
        case "multi_users_select":
            return tuple(map(str, state.get("selected_users") or ()))
        case "conversations_select":
            return state.get("selected_conversation") or None
        case "file_input":
            return tuple(str(file["id"]) for file in state.get("files") or ())
        case kind:
            raise ValueError(f"{kind} is no field of ours")


def typed(text: str | None) -> str | None:
    """Typed text as it is kept: composed, without what has no place on a screen, trimmed."""
    return unicodedata.normalize("NFC", clean(text)).strip() if text else None


def exact(number: str | None) -> Decimal | None:
    """A number as Slack writes it, digit by digit."""
    if not number:
        return None
    value = Decimal(number)
    if not value.is_finite():
        raise ValueError(f"{number} is no number")
    return value
