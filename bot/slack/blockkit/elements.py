"""Make what people press and pick from: buttons, menus, and the question before something cannot be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined

from bot.slack.blockkit import limits
from bot.slack.blockkit.limits import TemplateFault, at_most, no_longer
from bot.slack.blockkit.text import plain, within
from bot.value.naming import fold

Json = dict[str, Any]

# How a template writes what can be picked: a value with its label, and a description if it needs one.
Choice = Sequence[object]
Choices = Iterable[Choice] | Mapping[str, Iterable[Choice]]


@dataclass(frozen=True)
class Element:
    """Something that only stands inside a block: it cannot be printed by itself."""

    content: Json


@dataclass(frozen=True)
class Confirm:
    """The question Slack asks before it passes on a press."""

    content: Json


def plain_text(value: object, limit: int) -> Json:
    """Plain text: nothing in it is parsed, and no `:name:` becomes an emoji."""
    return {"type": "plain_text", "text": plain(value, limit), "emoji": False}


def identifier(value: object, what: str = "Action id") -> str:
    """An id as a template writes it."""
    return no_longer(limits.ID, what, str(value))


def carried(value: object, limit: int) -> str:
    """What a press brings back: an id, or the words of a command, which are cut rather than refused."""
    return within(str(value), limit)


def button(
    label: object,
    *,
    action: str,
    value: object = None,
    style: str = "",
    confirm: Confirm | None = None,
    url: str = "",
    spoken: object = None,
) -> Element:
    """A button. `spoken` tells screen readers apart what looks the same; with `url` it opens a page."""
    content: Json = {"type": "button", "text": plain_text(label, limits.BUTTON), "action_id": identifier(action)}
    if value not in (None, ""):
        content["value"] = carried(value, limits.BUTTON_VALUE)
    if style:
        if style not in ("primary", "danger"):
            raise TemplateFault(f"A button's style is primary or danger, not {style}.")
        content["style"] = style
    if url:
        content["url"] = no_longer(limits.URL, "URL", url)
    if confirm is not None:
        content["confirm"] = confirm.content
    if spoken is not None:
        content["accessibility_label"] = plain(spoken, limits.BUTTON)
    return Element(content)


def run(label: object, command: object, *, style: str = "") -> Element:
    """A button that asks a read command again, in place: `run("Next", "release list page 2")`."""
    return button(label, action="run", value=command, style=style)


def share(command: object, label: object = "Share to channel") -> Element:
    """A button that answers a read command in the channel: `share("value last quarter")`."""
    return button(label, action="share", value=command)


def confirm(title: object, text: object, *, yes: object, no: object, style: str = "") -> Confirm:
    """What to ask before a press counts."""
    content: Json = {
        "title": plain_text(title, limits.CONFIRM_TITLE),
        "text": plain_text(text, limits.CONFIRM_TEXT),
        "confirm": plain_text(yes, limits.CONFIRM_BUTTON),
        "deny": plain_text(no, limits.CONFIRM_BUTTON),
    }
    return Confirm(content | ({"style": style} if style else {}))


def option(choice: Choice) -> Json:
    """One thing to pick, from `(value, label)` or `(value, label, description)`."""
    if isinstance(choice, str) or len(choice) not in (2, 3):
        raise TemplateFault(f"A choice is (value, label) or (value, label, description), not {choice!r}.")
    if choice[0] in (None, ""):
        raise TemplateFault(f"Slack brings back no empty value: {choice!r}.")
    content: Json = {
        "text": plain_text(choice[1], limits.OPTION),
        "value": carried(choice[0], limits.OPTION_VALUE),
    }
    if len(choice) == 3 and choice[2]:
        content["description"] = plain_text(choice[2], limits.OPTION)
    return content


def options_of(choices: Choices, limit: int = limits.OPTIONS) -> Json:
    """`options`, or `option_groups` where the choices come under headings, or are more than a menu shows without.

    Raises:
        TooMany: more than Slack shows; the query has to give fewer.
        TemplateFault: there is nothing to choose from, which the template has to say in words.
    """
    if isinstance(choices, Mapping):
        groups = [(heading, [option(choice) for choice in under]) for heading, under in choices.items()]
        filled = [{"label": plain_text(heading, limits.OPTION), "options": under} for heading, under in groups if under]
        at_most(limits.OPTION_GROUPS, "headings", len(filled))
        at_most(limit, "choices", max((len(under) for _, under in groups), default=0))
        if not filled:
            raise TemplateFault("There is nothing to choose from.")
        return {"option_groups": filled}
    choices = list(choices)
    if len(choices) > limit == limits.OPTIONS:
        return options_of(by_the_hundred(choices))
    listed = [option(choice) for choice in choices]
    at_most(limit, "choices", len(listed))
    if not listed:
        raise TemplateFault("There is nothing to choose from.")
    return {"options": listed}


def suggestions(choices: Iterable[Choice], query: str, always: Sequence[Choice] = ()) -> list[Json]:
    """What a menu shows for what was typed into it: choices whose labels hold all of its words, as many as it takes.

    What begins with it comes first. `always` is there whatever was typed: last, so that Enter takes what was looked
    for, but first where nothing is typed yet.
    """
    typed = fold(query)
    labels = [(fold(str(choice[1])), choice) for choice in choices]
    fitting = [(label, choice) for label, choice in labels if all(word in label for word in typed.split())]
    fitting.sort(key=lambda each: not each[0].startswith(typed))
    found = [choice for _, choice in fitting][: limits.OPTIONS - len(always)]
    return [option(choice) for choice in ([*found, *always] if typed else [*always, *found])]


def by_the_hundred(choices: Sequence[Choice]) -> dict[str, Sequence[Choice]]:
    """Choices a hundred at a time, each under a heading that says from which to which."""
    pieces = [choices[first : first + limits.OPTIONS] for first in range(0, len(choices), limits.OPTIONS)]
    half = limits.OPTION // 2 - 8
    return {
        f"{number}: {plain(piece[0][1], half)} – {plain(piece[-1][1], half)}": piece
        for number, piece in enumerate(pieces, 1)
    }


def picked(content: Json, values: Iterable[object]) -> list[Json]:
    """The options that are chosen already."""
    wanted = {carried(value, limits.OPTION_VALUE) for value in values if value is not None}
    groups = content.get("option_groups", [content])
    return [option for group in groups for option in group["options"] if option["value"] in wanted]


def select(
    placeholder: object, *, action: str, options: Choices, value: object = None, confirm: Confirm | None = None
) -> Element:
    """A menu that acts as soon as something is picked."""
    content: Json = {
        "type": "static_select",
        "placeholder": plain_text(placeholder, limits.PLACEHOLDER),
        "action_id": identifier(action),
        **options_of(options),
    }
    if chosen := picked(content, [value]):
        content["initial_option"] = chosen[0]
    if confirm is not None:
        content["confirm"] = confirm.content
    return Element(content)


def for_each(subject: object, options: Iterable[Choice]) -> list[Choice]:
    """Options that say what they are about: a menu carries no value of its own, so each option brings "7:edit"."""
    return [(f"{subject}:{choice[0]}", *choice[1:]) for choice in options]


def overflow(*, action: str, options: Iterable[Choice], confirm: Confirm | None = None) -> Element:
    """The menu behind three dots, for what is done rarely."""
    content: Json = {"type": "overflow", "action_id": identifier(action), **options_of(options, limits.OVERFLOW)}
    if confirm is not None:
        content["confirm"] = confirm.content
    return Element(content)


def user_select(placeholder: object, *, action: str, value: str | None = None) -> Element:
    """A menu of people that acts as soon as one is picked; Slack fills it."""
    content: Json = {
        "type": "users_select",
        "placeholder": plain_text(placeholder, limits.PLACEHOLDER),
        "action_id": identifier(action),
    }
    return Element(content | ({"initial_user": value} if value else {}))


def date_select(placeholder: object, *, action: str, value: object = None) -> Element:
    """A calendar that acts as soon as a day is picked."""
    content: Json = {
        "type": "datepicker",
        "placeholder": plain_text(placeholder, limits.PLACEHOLDER),
        "action_id": identifier(action),
    }
    return Element(content | ({"initial_date": str(value)} if value else {}))


def elements_of(given: Iterable[object]) -> list[Json]:
    """The elements among the arguments of a call; `button(…) if x` counts as nothing when x is not so.

    Raises:
        TemplateFault: something that is no element.
    """
    found: list[Json] = []
    for thing in given:
        if isinstance(thing, Element):
            found.append(dict(thing.content))
        elif isinstance(thing, list | tuple):
            found.extend(elements_of(thing))
        elif isinstance(thing, Undefined):
            if "inline if" not in (thing._undefined_hint or ""):
                str(thing)
        elif thing is not None:
            raise TemplateFault(f"{thing!r} is no button or menu.")
    return found
