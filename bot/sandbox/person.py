"""Be one person: see what they see, and do what they do, by the words on the screen."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import Placed
from bot.sandbox.finding import NotOnScreen, beside, clickables, fields, names_of, same, value_from_words
from bot.sandbox.interact import actions, commands, messages, modals, shortcuts
from bot.sandbox.interact.actions import Surface
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.screen import Screen
from bot.sandbox.seen import SeenMessage, SeenView
from bot.sandbox.state import BOT_USER, Channel, File, Json, Member, Message
from bot.sandbox.web_api.reactions import toggle

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


class Person:
    """One person's hands and eyes."""

    def __init__(self, stage: Backstage, member: Member) -> None:
        self.stage = stage
        self.member = member
        self.id = member.id
        self.eyes = Screen(stage.world, member.id)
        # Where they are: a channel's id, or the app's home.
        self.place: str | None = None
        self.dialog: Dialog | None = None
        self.notice: str | None = None
        # Where the last link button led.
        self.opened_url: str | None = None

    def __repr__(self) -> str:
        return f"<{self.member.real_name}>"

    # Looking

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
        return [self._seen(m) for m in seen if not m.is_reply or m.body.get("subtype") == "thread_broadcast"]

    def thread(self, message: SeenMessage) -> list[SeenMessage]:
        """The replies to a message, newest last."""
        root = message.thread_ts or message.ts
        seen = self.stage.world.visible(self.stage.world.channels[message.channel], self.id)
        return [self._seen(m) for m in seen if m.is_reply and m.thread_ts == root]

    @property
    def modal(self) -> SeenView | None:
        """The modal on top, or None."""
        stack = self.stage.world.stack(self.id)
        return SeenView(stack[-1], self.eyes) if stack else None

    @property
    def home(self) -> SeenView | None:
        """The app's home as published for this person, or None."""
        view = self.stage.world.homes.get(self.id)
        return SeenView(view, self.eyes) if view else None

    @property
    def errors(self) -> dict[str, str]:
        """The message at each field of the modal that was refused, by its label."""
        return self.modal.errors if self.modal else {}

    def screen(self) -> str:
        """All words before this person: dialog, else modal, else home or channel with its threads."""
        if self.dialog is not None:
            return "\n".join(self.eyes.text(self.dialog.confirm[part]) for part in ("title", "text", "deny", "confirm"))
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

    def _seen(self, message: Message) -> SeenMessage:
        return SeenMessage(message, self.eyes)

    def everything(self) -> list[SeenMessage]:
        """All messages and replies this person can see, oldest first."""
        world = self.stage.world
        mine = [c for c in world.channels.values() if c.kind == "channel" or self.id in c.members]
        seen = [self._seen(m) for channel in mine for m in world.visible(channel, self.id)]
        return sorted(seen, key=lambda message: message.ts)

    # Writing

    async def type(self, channel: str, text: str, *, thread: SeenMessage | None = None) -> list[SeenMessage]:
        """Send a slash command or a message; returns what newly appeared, their own words left out."""
        place = self.channel(channel)
        self.place = place.id
        before = {m.ts for m in self.everything()}
        thread_ts = (thread.thread_ts or thread.ts) if thread is not None else None
        if text.startswith("/"):
            await commands.run(self.stage, place, self.id, text, thread_ts=thread_ts)
        else:
            before.add((await messages.say(self.stage, place, self.id, text, thread_ts=thread_ts)).ts)
        return await self._appeared(before)

    async def upload(
        self, channel: str, name: str, content: bytes, *, comment: str = "", thread: SeenMessage | None = None
    ) -> list[SeenMessage]:
        """Share a file in a channel; returns what newly appeared, the file's own message left out."""
        place = self.channel(channel)
        self.place = place.id
        before = {m.ts for m in self.everything()}
        thread_ts = (thread.thread_ts or thread.ts) if thread is not None else None
        file = self.pick_file(name, content)
        shared = await messages.share(self.stage, place, self.id, file, comment=comment, thread_ts=thread_ts)
        before.add(shared.ts)
        return await self._appeared(before)

    def pick_file(self, name: str, content: bytes) -> File:
        """Choose a file for a modal's file field: `await ana.choose("CSV", ana.pick_file("a.csv", b"…"))`."""
        return messages.upload(self.stage, self.id, name, content)

    async def _appeared(self, before: set[str]) -> list[SeenMessage]:
        await self.stage.quiet()
        return [message for message in self.everything() if message.ts not in before]

    # Clicking

    async def click(
        self, label: str, *, in_: SeenMessage | None = None, near: str = "", nth: int = 0
    ) -> list[SeenMessage]:
        """Press what bears this label; returns what newly appeared.

        Looks in the open dialog, else in the top modal, else at home or in the messages, newest first. `near` takes
        only what stands beside these words, `nth` the further ones of the same label.

        Raises:
            NotOnScreen: nothing bears this label; the message lists what there is.
        """
        before = {m.ts for m in self.everything()}
        self.notice = self.opened_url = None
        if self.dialog is not None:
            await self._answer_dialog(label)
        elif not await self._click_frame(label, in_):
            found = []
            for surface in self.surfaces(in_):
                for clickable in clickables(surface.blocks, self.eyes):
                    if same(clickable.label, label):
                        if not near or near in beside(surface.blocks, clickable.placed, self.eyes):
                            found.append((surface, clickable))
            if len(found) <= nth:
                raise NotOnScreen(label, self.labels(in_))
            surface, clickable = found[nth]
            await self.press(surface, clickable.placed, clickable.value)
        return await self._appeared(before)

    async def press(self, surface: Surface, placed: Placed, value: Any = None) -> None:
        """Press an element, or first see the question it asks."""
        if placed.type in ("radio_buttons", "checkboxes"):
            await self.set(surface, placed, toggled(surface, placed, value))
        elif placed.element.get("confirm"):
            self.dialog = Dialog(surface, placed, value)
            self.stage.world.changed()
        else:
            self.opened_url = placed.element.get("url")
            await actions.press(self.stage, surface, placed, value=value)

    async def _answer_dialog(self, label: str) -> None:
        dialog = self.dialog
        assert dialog is not None  # noqa: S101  asked by the caller
        yes, no = (self.eyes.text(dialog.confirm[part]) for part in ("confirm", "deny"))
        if not same(label, yes) and not same(label, no):
            raise NotOnScreen(label, [yes, no])
        self.dialog = None
        self.stage.world.changed()
        if same(label, yes):
            if dialog.placed.type == "button" or dialog.placed.type == "overflow":
                await actions.press(self.stage, dialog.surface, dialog.placed, value=dialog.value)
            else:
                await actions.choose(self.stage, dialog.surface, dialog.placed, dialog.value)

    async def _click_frame(self, label: str, in_: SeenMessage | None) -> bool:
        """Press the modal's own submit or close button, if the label is theirs."""
        modal = self.modal
        if modal is None or in_ is not None:
            return False
        for part, act in (("submit", self.submit), ("close", self.close)):
            if modal.body.get(part) and same(self.eyes.text(modal.body[part]), label):
                await act()
                return True
        return False

    def surfaces(self, in_: SeenMessage | None = None) -> list[Surface]:
        """Where to look, the nearest first."""
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
        labels = []
        if self.modal is not None and in_ is None:
            labels += [self.eyes.text(self.modal.body[part]) for part in ("submit", "close") if self.modal.body.get(part)]
        for surface in self.surfaces(in_):
            labels += [clickable.label for clickable in clickables(surface.blocks, self.eyes)]
            labels += [n for p in fields(surface.blocks) for n in names_of(p, self.eyes, surface.state())[:1]]
        return list(dict.fromkeys(labels))

    # Filling

    async def fill(
        self, label: str, text: Any, *, in_: SeenMessage | None = None, near: str = "", enter: bool = False
    ) -> list[SeenMessage]:
        """Type into the field with this label; `enter` presses Enter after it.

        Raises:
            NotOnScreen: there is no such field; the message lists those there are.
        """
        return await self.choose(label, text, in_=in_, near=near, enter=enter)

    async def choose(
        self, label: str, option: Any, *, in_: SeenMessage | None = None, near: str = "", enter: bool = False
    ) -> list[SeenMessage]:
        """Choose an option, date, person or channel by what is shown; a list where several may be chosen.

        Raises:
            NotOnScreen: there is no such field or option; the message lists those there are.
        """
        before = {m.ts for m in self.everything()}
        surface, placed = self.field(label, in_, near)
        if placed.type in ("external_select", "multi_external_select"):
            value = await self._suggested(surface, placed, option)
        else:
            value = value_from_words(self.stage.world, placed, option, self.member.zone)
        if placed.type == "overflow":
            await self.press(surface, placed, value)
        else:
            await self.set(surface, placed, value, enter=enter)
        return await self._appeared(before)

    def field(self, label: str, in_: SeenMessage | None = None, near: str = "") -> tuple[Surface, Placed]:
        """The field with this label, and where it stands."""
        for surface in self.surfaces(in_):
            for placed in fields(surface.blocks):
                if any(same(name, label) for name in names_of(placed, self.eyes, surface.state())):
                    if not near or near in beside(surface.blocks, placed, self.eyes):
                        return surface, placed
        raise NotOnScreen(label, self.labels(in_))

    async def set(self, surface: Surface, placed: Placed, value: Any, *, enter: bool = False) -> None:
        """Give an element a value, or first see the question it asks."""
        if placed.element.get("confirm") and placed.dispatches:
            self.dialog = Dialog(surface, placed, value)
            self.stage.world.changed()
        else:
            await actions.choose(self.stage, surface, placed, value, enter=enter)

    async def _suggested(self, surface: Surface, placed: Placed, words: Any) -> Any:
        chosen = []
        for one in words if isinstance(words, list) else [words]:
            offered = await actions.suggest(self.stage, surface, placed, str(one))
            groups = offered.get("option_groups") or []
            options = list(offered.get("options") or []) + [o for group in groups for o in group["options"]]
            match = next((o for o in options if same(o["text"]["text"], str(one))), None)
            if match is None:
                raise NotOnScreen(str(one), [o["text"]["text"] for o in options])
            chosen.append(match)
        return chosen if placed.type.startswith("multi_") else chosen[0]

    # Modals, home, shortcuts

    async def submit(self) -> list[SeenMessage]:
        """Submit the top modal; `errors` says which fields were refused."""
        modal = self.modal
        if modal is None or not modal.body.get("submit"):
            raise NotOnScreen("a modal that can be submitted", self.labels())
        before = {m.ts for m in self.everything()}
        await modals.submit(self.stage, modal.view)
        return await self._appeared(before)

    async def close(self) -> list[SeenMessage]:
        """Close the top modal."""
        if self.modal is None:
            raise NotOnScreen("a modal", self.labels())
        before = {m.ts for m in self.everything()}
        await modals.close(self.stage, self.modal.view)
        return await self._appeared(before)

    async def close_all(self) -> None:
        """Close all modals at once."""
        await modals.clear(self.stage, self.id)
        await self.stage.quiet()

    async def open_home(self, tab: str = HOME) -> SeenView | None:
        """Open the app's home; returns it."""
        self.place = HOME if tab == HOME else self.stage.world.direct(self.id, BOT_USER).id
        await shortcuts.open_home(self.stage, self.id, tab)
        await self.stage.quiet()
        return self.home

    async def shortcut(self, name: str) -> list[SeenMessage]:
        """Run a shortcut from the ⚡ menu."""
        before = {m.ts for m in self.everything()}
        self.notice = trouble_with(name, await shortcuts.run_global(self.stage, self.id, name))
        return await self._appeared(before)

    async def message_shortcut(self, message: SeenMessage, name: str) -> list[SeenMessage]:
        """Run a shortcut from a message's ⋯ menu."""
        before = {m.ts for m in self.everything()}
        error = await shortcuts.run_on_message(self.stage, self.id, name, message.message)
        self.notice = trouble_with(name, error)
        return await self._appeared(before)

    # The rest

    def go(self, channel: str) -> None:
        """Look at a channel."""
        place = self.channel(channel)
        self.place = place.id
        newest = [m.ts for m in self.stage.world.visible(place, self.id)]
        if newest:
            self.stage.world.read[self.id, place.id] = newest[-1]
            self.stage.world.changed()

    def react(self, message: SeenMessage, emoji: str) -> None:
        """Put a reaction on a message, or take it away."""
        name = emoji.strip(":")
        if not toggle(message.message, self.id, name, on=True):
            toggle(message.message, self.id, name, on=False)
        self.stage.world.changed()

    def delete(self, message: SeenMessage) -> None:
        """Delete one's own message, or dismiss one that only they see."""
        if not message.ephemeral and message.user != self.id:
            raise Impossible("Only one's own messages can be deleted.")
        self.stage.world.remove(message.message)


def toggled(surface: Surface, placed: Placed, value: Any) -> Any:
    """The value of checkboxes or radio buttons after a click on one of their options."""
    if placed.type == "radio_buttons":
        return value
    state = surface.state()[placed.block_id][placed.action_id]
    chosen = [option["value"] for option in state["selected_options"]]
    return [v for v in chosen if v != value] if value in chosen else [*chosen, value]


def trouble_with(name: str, error: str | None) -> str | None:
    """What Slack shows when a shortcut gets no good answer."""
    return None if error is None else f"{name} failed with the error “{error}”"
