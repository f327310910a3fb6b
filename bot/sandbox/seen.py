"""Show messages and views to a person as they stand at the moment of looking."""

from typing import Any

from bot.sandbox.elements import walk
from bot.sandbox.finding import button_labels, names_of
from bot.sandbox.interact.actions import Surface
from bot.sandbox.screen import Screen
from bot.sandbox.state import Json, Message, View


class SeenMessage:
    """A message on someone's screen. It stays true: after an update it shows the new words."""

    def __init__(self, message: Message, screen: Screen) -> None:
        self.message = message
        self._screen = screen

    def __repr__(self) -> str:
        return f"<message {self.ts}: {self.words[:60]!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SeenMessage) and other.message is self.message

    def __hash__(self) -> int:
        return id(self.message)

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def channel(self) -> str:
        return self.message.channel

    @property
    def thread_ts(self) -> str | None:
        return self.message.thread_ts

    @property
    def words(self) -> str:
        """What stands on the screen, as plain text: names for ids, no marks, a line for each block."""
        return self._screen.message(self.message)

    @property
    def text(self) -> str:
        """The top-level text, which screen readers read."""
        return str(self.message.body.get("text") or "")

    @property
    def blocks(self) -> list[Json]:
        return self.message.blocks

    @property
    def body(self) -> Json:
        """Slack's message object."""
        return self.message.body

    @property
    def user(self) -> str:
        return str(self.message.body.get("user", ""))

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees it."""
        return self.message.reader is not None

    @property
    def edited(self) -> bool:
        return "edited" in self.message.body

    @property
    def buttons(self) -> list[str]:
        """The labels that can be clicked, from top to bottom."""
        return button_labels(self.message.blocks, self._screen)

    @property
    def files(self) -> list[Json]:
        return list(self.message.body.get("files") or [])


class SeenView:
    """A modal or home on someone's screen."""

    def __init__(self, view: View, screen: Screen) -> None:
        self.view = view
        self._screen = screen

    def __repr__(self) -> str:
        return f"<{self.view.body['type']} {self.title!r}>"

    @property
    def title(self) -> str:
        return self._screen.text(self.view.body.get("title"))

    @property
    def words(self) -> str:
        """What stands in it, as plain text, with the errors at its fields."""
        return self._screen.view(self.view)

    @property
    def blocks(self) -> list[Json]:
        return self.view.blocks

    @property
    def body(self) -> Json:
        """Slack's view object."""
        return self.view.body

    @property
    def callback_id(self) -> str:
        return str(self.view.body["callback_id"])

    @property
    def buttons(self) -> list[str]:
        """The labels that can be clicked, from top to bottom."""
        body = self.view.body
        own = [self._screen.text(body[part]) for part in ("close", "submit") if body.get(part)]
        return button_labels(self.view.blocks, self._screen) + own

    @property
    def fields(self) -> dict[str, str]:
        """What stands in each field, by its label."""
        surface = Surface(self.view.user, view=self.view)
        state: Any = surface.state()
        return {
            names_of(placed, self._screen, state)[0]: self._screen.value(placed, state)
            for placed in walk(self.view.blocks)
            if placed.is_input
        }

    @property
    def errors(self) -> dict[str, str]:
        """The message at each field that was refused, by its label."""
        labels = {b["block_id"]: self._screen.text(b["label"]) for b in self.view.blocks if b["type"] == "input"}
        return {labels.get(block_id, block_id): message for block_id, message in self.view.errors.items()}
