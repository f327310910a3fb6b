"""Render a template into a message or a view: everything Payoff says passes through here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Template, nodes

from bot.slack import language
from bot.slack.blockkit import limits, tables, views, words
from bot.slack.blockkit.elements import Json
from bot.slack.blockkit.text import cut

TEMPLATES = language.speak()


# What Slack refuses a whole message for where it cannot show it.
DRAWN = ("data_visualization", "image")


@dataclass(frozen=True)
class Message:
    """What Payoff says: blocks for the eye, and the whole of it in words for screen readers and notifications."""

    text: str
    blocks: list[Json]

    def ephemeral(self) -> Json:
        """An answer that only the asker sees, for `ack` and `respond`."""
        return {"response_type": "ephemeral", "text": self.text, "blocks": self.blocks}

    def in_channel(self) -> Json:
        """An answer that all in the channel see, for `ack` and `respond`."""
        return {"response_type": "in_channel", "text": self.text, "blocks": self.blocks}

    def post(self) -> Json:
        """A message of its own, for `chat.postMessage`."""
        return {"text": self.text, "blocks": self.blocks, "unfurl_links": False, "unfurl_media": False}

    def in_thread(self) -> Json:
        """An answer in a thread, for `chat.postMessage`: what acts on the channel's answer has no place there."""
        return self.post()

    def shared_by(self, user_id: str) -> "Message":
        """The same for everyone in the channel, with whose question it answers; nobody needs to share it again."""
        said = message("shared/by", user_id=user_id)
        kept = [shared for block in self.blocks if (shared := views.without_share(block)) is not None]
        return Message(f"{self.text}\n{said.text}", [*kept, *said.blocks])

    def followed_by(self, after: "Message") -> "Message | None":
        """The same with another message below it, under a line across; None where Slack has no room for both."""
        blocks = views.below(self.blocks, after.blocks)
        return Message(cut(f"{self.text}\n{after.text}", limits.TEXT), blocks) if blocks else None

    def in_words(self) -> list[str]:
        """The same in words alone, in pieces that a modal's sections hold."""
        lines, pieces = self.text.splitlines(), [""]
        for line in lines:
            if len(pieces[-1]) + len(line) > 900:
                pieces.append("")
            pieces[-1] += f"{line}\n"
        return [piece for piece in pieces if piece.strip()]

    @property
    def has_charts(self) -> bool:
        """Whether Slack has to draw a chart, which it does not do everywhere yet, or show a file that may be gone."""
        return any(block["type"] in DRAWN for block in self.blocks)

    def without_charts(self) -> "Message":
        """The same, with what charts show in words."""
        return Message(
            self.text,
            [tables.chart_as_text(block) if block["type"] in DRAWN else block for block in self.blocks],
        )


def message(name: str, /, **context: Any) -> Message:
    """The message of a template: `message("checkins/ask", checkin=…)`.

    Raises:
        TemplateFault: Slack would refuse it.
        jinja2.TemplateNotFound, jinja2.UndefinedError: there is no such template, or it needs what it was not given.
    """
    blocks = views.message_blocks(lambda: rendered(name, context))
    return Message(words.words_of(blocks), blocks)


def view(name: str, /, **context: Any) -> Json:
    """The modal or App Home of a template: `view("gate/ask", release=…)`.

    Raises:
        TemplateFault: Slack would refuse it.
        jinja2.TemplateNotFound, jinja2.UndefinedError: there is no such template, or it needs what it was not given.
    """
    return views.view(lambda: rendered(name, context))


def notice(said: Message) -> Json:
    """A small modal that says only this."""
    return view("errors/notice", said=said)


def rendered(name: str, context: dict[str, Any]) -> str:
    """A template's output, blocks still marked."""
    if hidden := context.keys() & language.CALLS.keys():
        raise limits.TemplateFault(f"{', '.join(hidden)}: in {name} this is a call, and cannot be given.")
    return template(name).render(context)


@cache
def template(name: str) -> Template:
    """A template, compiled: Jinja looks whether it knows it already, each time."""
    return TEMPLATES.get_template(f"{name}.j2")


@cache
def names() -> tuple[str, ...]:
    """All templates that are messages or views, by the names they are rendered by."""
    return tuple(name.removesuffix(".j2") for name in files() if not name.startswith("parts/"))


@cache
def files() -> tuple[str, ...]:
    """All templates of this language; charts speak another."""
    found = TEMPLATES.list_templates(extensions=["j2"])
    return tuple(name for name in found if not name.startswith("charts/"))


def prepare() -> None:
    """Compile all templates, so that nobody's first message waits for it."""
    for name in files():
        TEMPLATES.get_template(name)


@cache
def is_view(name: str) -> bool:
    """Whether a template is a modal or App Home."""
    return any(called in ("modal", "home") for _, called, _ in calls_in([f"{name}.j2"]))


def actions_in_templates() -> dict[str, set[str]]:
    """All action ids that templates make, each with the templates that do: every one needs a listener.

    Raises:
        TemplateFault: one is not written out.
    """
    found: dict[str, set[str]] = {}
    for name, called, call in calls_in(files()):
        for action in actions_of(name, called, call):
            found.setdefault(action, set()).add(name)
    return found


def actions_of(name: str, called: str, call: nodes.Call) -> list[str]:
    """The action ids that a call makes."""
    given = {keyword.key: keyword.value for keyword in call.kwargs}
    if called in ("run", "share"):
        return [called]
    if "action" in given:
        return written_out(name, given["action"])
    found = []
    for dispatched in written_out(name, given["dispatch"]) if "dispatch" in given else []:
        if dispatched is True:
            found += written_out(name, given["name"] if "name" in given else call.args[1])
        elif dispatched:
            found.append(dispatched)
    return found


def searches_in_templates() -> set[str]:
    """All action ids under which a menu asks what to offer: every one needs somebody who lists it.

    Raises:
        TemplateFault: one is not written out.
    """
    return {
        search
        for name, _, call in calls_in(files())
        for keyword in call.kwargs
        if keyword.key == "search"
        for search in written_out(name, keyword.value)
    }


def callbacks_in_templates() -> dict[str, set[str]]:
    """All callback ids of modals, each with the templates that have it: every one needs a listener.

    Raises:
        TemplateFault: one is not written out.
    """
    found: dict[str, set[str]] = {}
    for name, called, call in calls_in(files()):
        for keyword in call.kwargs:
            if called == "modal" and keyword.key == "callback":
                for callback in written_out(name, keyword.value):
                    found.setdefault(callback, set()).add(name)
    return found


def calls_in(templates: Iterable[str]) -> Iterator[tuple[str, str, nodes.Call]]:
    """The language's calls in templates, as template, name and call."""
    for name in templates:
        for call in parsed(name).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in language.CALLS:
                yield name, call.node.name, call


@cache
def parsed(name: str) -> nodes.Template:
    """A template as Jinja reads it."""
    return TEMPLATES.parse((language.FOLDER / name).read_text(), name)


def written_out(name: str, value: nodes.Expr | None) -> list[Any]:
    """A constant in a template, or both of `"a" if x else "b"`.

    Raises:
        TemplateFault: it is none.
    """
    if isinstance(value, nodes.CondExpr):
        return written_out(name, value.expr1) + written_out(name, value.expr2)
    if not isinstance(value, nodes.Const):
        raise limits.TemplateFault(f"{name}: an action or callback has to be written out.")
    return [value.value]
