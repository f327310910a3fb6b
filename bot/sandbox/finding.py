"""Find what a person means by the words they see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.elements import OPTIONED, STATEFUL, Placed, options_of, walk
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.screen import Screen
from bot.sandbox.state import Choices, File, Json, World

# What one may call the button of an overflow menu, which shows no word.
OVERFLOW_NAMES = ["⋮", "…", "More", "More actions"]


class NotOnScreen(AssertionError):
    """What was looked for is not there; says what is."""

    def __init__(self, wanted: str, there: list[str]) -> None:
        listed = ", ".join(f"“{label}”" for label in there) or "nothing"
        super().__init__(f"There is no “{wanted}” on the screen. There is: {listed}.")
        self.wanted = wanted
        self.there = there


@dataclass(frozen=True)
class Clickable:
    """A word that can be clicked, and the element (and its option) behind it."""

    label: str
    placed: Placed
    value: Any = None


def same(one: str, other: str) -> bool:
    """Whether two labels read alike."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def clickables(blocks: list[Json], screen: Screen) -> Iterator[Clickable]:
    """Everything that can be clicked by its own words, from top to bottom."""
    for placed in walk(blocks):
        element = placed.element
        match placed.type:
            case "button" | "workflow_button" | "icon_button":
                visible = element.get("visible_to_user_ids")
                if visible is None or screen.reader in visible:
                    yield Clickable(screen.text(element["text"]), placed)
            case "feedback_buttons":
                for name in ("positive_button", "negative_button"):
                    yield Clickable(screen.text(element[name]["text"]), placed, element[name]["value"])
            case "overflow" | "radio_buttons" | "checkboxes":
                for option in options_of(element):
                    yield Clickable(screen.text(option["text"]), placed, option["value"])


def button_labels(blocks: list[Json], screen: Screen) -> list[str]:
    return [clickable.label for clickable in clickables(blocks, screen)]


def names_of(placed: Placed, screen: Screen, choices: Choices) -> list[str]:
    """What a person may call a field or menu: its label, its placeholder, what it shows, or the text beside it."""
    names = []
    if placed.is_input:
        label = screen.text(placed.block["label"])
        names += [label, f"{label} (optional)"]
    if placed.element.get("placeholder"):
        names.append(screen.text(placed.element["placeholder"]))
    shown = screen.value(placed, choices)
    if shown and not placed.is_input:
        names.append(shown)
    if placed.block["type"] == "section" and placed.block.get("text"):
        words = screen.text(placed.block["text"])
        names += [words.splitlines()[0], words] if words else []
    if placed.type == "overflow":
        names += OVERFLOW_NAMES
    return names


def fields(blocks: list[Json]) -> Iterator[Placed]:
    """Everything that takes a value."""
    return (placed for placed in walk(blocks) if placed.type in STATEFUL or placed.type == "overflow")


def beside(blocks: list[Json], placed: Placed, screen: Screen) -> str:
    """The words of the block an element stands in, and for a row of buttons those of the block above."""
    index = next(i for i, block in enumerate(blocks) if placed in list(walk([block])))
    words = screen.blocks([blocks[index]])
    while index > 0 and blocks[index]["type"] in ("actions", "context_actions", "divider"):
        index -= 1
        words = screen.blocks([blocks[index]]) + "\n" + words
    return words


def value_from_words(world: World, placed: Placed, words: Any, zone: str) -> Any:
    """The plain value of what a person chooses by its visible words.

    Raises:
        NotOnScreen: it is not offered.
        Impossible: it is none.
    """
    kind = placed.type
    if words is None:
        return None
    if kind in STATEFUL and STATEFUL[kind][2]:
        many = list(words) if isinstance(words, list | tuple | set) else [words]
        return [_one(world, placed, one, zone) for one in many]
    return _one(world, placed, words, zone)


def _one(world: World, placed: Placed, words: Any, zone: str) -> Any:
    kind = placed.type
    if kind in OPTIONED:
        return _option(placed.element, str(words))
    if kind == "file_input":
        return _file(world, words)
    if "users" in kind:
        member = world.find_member(str(words))
        if member is None:
            raise NotOnScreen(str(words), [m.real_name for m in world.members.values()])
        return member.id
    if "channels" in kind or "conversations" in kind:
        channel = world.find_channel(str(words))
        if channel is None:
            raise NotOnScreen(str(words), [f"#{c.name}" for c in world.channels.values() if c.name])
        return channel.id
    if kind == "datetimepicker":
        moment = words if isinstance(words, datetime) else datetime.fromisoformat(str(words))
        return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())
    try:
        if kind == "datepicker":
            return (words if isinstance(words, date) else date.fromisoformat(str(words))).isoformat()
        if kind == "timepicker":
            return (words if isinstance(words, time) else time.fromisoformat(str(words))).strftime("%H:%M")
    except ValueError:
        raise Impossible(f"A {kind} does not take “{words}”.") from None
    return words


def _option(element: Json, words: str) -> Any:
    options = options_of(element)
    for option in options:
        if same(str(option["text"]["text"]), words):
            return option["value"]
    raise NotOnScreen(words, [str(option["text"]["text"]) for option in options])


def _file(world: World, words: Any) -> str:
    if isinstance(words, File):
        return words.id
    for file in reversed(world.files.values()):
        if words in (file.id, file.name):
            return file.id
    raise NotOnScreen(str(words), [file.name for file in world.files.values()])
