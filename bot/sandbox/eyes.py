"""See what one person sees: their channels, modals and home, and what can be clicked there."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import Placed
from bot.sandbox.finding import Clickable, NotOnScreen, beside, clickables, fields, names_of, same
from bot.sandbox.interact.actions import Surface
from bot.sandbox.screen import Screen
from bot.sandbox.seen import SeenMessage, SeenView
from bot.sandbox.state import Channel, Json, Member

HOME = "home"


@dataclass
class Dialog:
    """An element's question before it is pressed, waiting for yes or no."""

    surface: Surface
    placed: Placed
    value: Any

    @property
    def confirm(self) -> Json:
        asked: Json = self.placed.element["confirm"]
        return asked


class Eyes:
    """One person's screen."""

    def __init__(self, stage: Backstage, member: Member) -> None:
        self.stage = stage
        self.member = member
        self.id = member.id
        self.words = Screen(stage.world, member.id)
        # Where they are: a channel's id, or the app's home.
        self.place: str | None = None
        self.dialog: Dialog | None = None
        # What Slack says briefly when a shortcut fails.
        self.notice: str | None = None

    def __repr__(self) -> str:
        return f"<{self.member.real_name}>"

    def channel(self, name: str | None = None) -> Channel:
        """A channel by name ("#checkout", "@Payoff" for direct messages), or the one they are in."""
        found = self.stage.world.find_channel(name or self.place or "", of=self.id)
        if found is None or (found.kind != "channel" and self.id not in found.members):
            known = [f"#{c.name}" for c in self.stage.world.channels.values() if self.id in c.members and c.name]
            raise NotOnScreen(name or "a channel", known)
        return found

    def messages(self, channel: str | None = None) -> list[SeenMessage]:
        """What stands in a channel, newest last: own ephemerals too, replies in threads not."""
        seen = self.stage.world.visible(self.channel(channel), self.id)
        shown = [m for m in seen if not m.is_reply or m.body.get("subtype") == "thread_broadcast"]
        return [SeenMessage(m, self.words) for m in shown]

    def thread(self, message: SeenMessage) -> list[SeenMessage]:
        """The replies to a message, newest last."""
        root = message.thread_ts or message.ts
        seen = self.stage.world.visible(self.stage.world.channels[message.channel], self.id)
        return [SeenMessage(m, self.words) for m in seen if m.is_reply and m.thread_ts == root]

    def everything(self) -> list[SeenMessage]:
        """All messages and replies this person can see, oldest first."""
        world = self.stage.world
        mine = [c for c in world.channels.values() if c.kind == "channel" or self.id in c.members]
        seen = [SeenMessage(m, self.words) for channel in mine for m in world.visible(channel, self.id)]
        return sorted(seen, key=lambda message: message.ts)

    @property
    def modal(self) -> SeenView | None:
        """The modal on top, or None."""
        stack = self.stage.world.stack(self.id)
        return SeenView(stack[-1], self.words) if stack else None

    @property
    def home(self) -> SeenView | None:
        """The app's home as published for this person, or None."""
        view = self.stage.world.homes.get(self.id)
        return SeenView(view, self.words) if view else None

    @property
    def errors(self) -> dict[str, str]:
        """The message at each field of the modal that was refused, by its label."""
        return self.modal.errors if self.modal else {}

    def screen(self) -> str:
        """All words before this person: a dialog, else the modal on top, else home or channel with its threads."""
        if self.dialog is not None:
            parts = ("title", "text", "deny", "confirm")
            return "\n".join(self.words.text(self.dialog.confirm[part]) for part in parts)
        if self.modal is not None:
            return self.modal.words
        lines = [self.notice] if self.notice else []
        if self.place == HOME:
            lines += [self.home.words] if self.home else []
        elif self.place is not None:
            for message in self.messages():
                lines.append(message.words)
                lines += [f"  {reply.words}" for reply in self.thread(message)]
        return "\n".join(lines)

    def surfaces(self, in_: SeenMessage | None = None) -> list[Surface]:
        """Where to look for words, the nearest first."""
        if in_ is not None:
            return [Surface(self.id, message=in_.message)]
        stack = self.stage.world.stack(self.id)
        if stack:
            return [Surface(self.id, view=stack[-1])]
        if self.place == HOME and self.home is not None:
            return [Surface(self.id, view=self.home.view)]
        newest_first = self.everything()[::-1]
        here = [m for m in newest_first if m.channel == self.place]
        elsewhere = [m for m in newest_first if m.channel != self.place]
        return [Surface(self.id, message=m.message) for m in here + elsewhere]

    def labels(self, in_: SeenMessage | None = None) -> list[str]:
        """Everything that can be clicked, chosen or filled, by its words."""
        if self.dialog is not None:
            return [self.words.text(self.dialog.confirm[part]) for part in ("confirm", "deny")]
        labels = []
        if self.modal is not None and in_ is None:
            body = self.modal.body
            labels += [self.words.text(body[part]) for part in ("submit", "close") if body.get(part)]
        for surface in self.surfaces(in_):
            labels += [clickable.label for clickable in clickables(surface.blocks, self.words)]
            labels += [n for p in fields(surface.blocks) for n in names_of(p, self.words, surface.state())[:1]]
        return list(dict.fromkeys(labels))

    def find_clickable(
        self, label: str, in_: SeenMessage | None = None, near: str = "", nth: int = 0
    ) -> tuple[Surface, Clickable]:
        """What bears this label.

        Raises:
            NotOnScreen: nothing does; the message lists what there is.
        """
        found = [
            (surface, clickable)
            for surface in self.surfaces(in_)
            for clickable in clickables(surface.blocks, self.words)
            if same(clickable.label, label) and self.is_near(surface, clickable.placed, near)
        ]
        if len(found) <= nth:
            raise NotOnScreen(label, self.labels(in_))
        return found[nth]

    def find_field(self, label: str, in_: SeenMessage | None = None, near: str = "") -> tuple[Surface, Placed]:
        """The field or menu with this label.

        Raises:
            NotOnScreen: there is none; the message lists what there is.
        """
        for surface in self.surfaces(in_):
            state = surface.state()
            for placed in fields(surface.blocks):
                named = any(same(name, label) for name in names_of(placed, self.words, state))
                if named and self.is_near(surface, placed, near):
                    return surface, placed
        raise NotOnScreen(label, self.labels(in_))

    def is_near(self, surface: Surface, placed: Placed, words: str) -> bool:
        """Whether an element stands beside these words."""
        return not words or words in beside(surface.blocks, placed, self.words)
