"""Be one person: do what they do, by the words on the screen."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import Placed
from bot.sandbox.eyes import HOME, Dialog, Eyes
from bot.sandbox.finding import NotOnScreen, same, value_from_words
from bot.sandbox.interact import actions, commands, events, messages, modals, shortcuts
from bot.sandbox.interact.actions import Surface
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.seen import SeenMessage, SeenView
from bot.sandbox.state import BOT_USER, File, Member
from bot.sandbox.web_api.reactions import toggle


class Person(Eyes):
    """One person's hands, and the eyes that guide them.

    What is awaited returns when the app has answered, and says which messages newly appeared for this person.
    """

    def __init__(self, stage: Backstage, member: Member) -> None:
        super().__init__(stage, member)
        # Where the last link button led.
        self.opened_url: str | None = None

    async def _appeared(self, before: set[str]) -> list[SeenMessage]:
        await self.stage.quiet()
        return [message for message in self.everything() if message.ts not in before]

    def _known(self) -> set[str]:
        return {message.ts for message in self.everything()}

    # Writing

    async def type(self, channel: str, text: str, *, thread: SeenMessage | None = None) -> list[SeenMessage]:
        """Send a slash command or a message; returns what newly appeared, their own words left out."""
        place = self.channel(channel)
        self.place = place.id
        before = self._known()
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
        before = self._known()
        thread_ts = (thread.thread_ts or thread.ts) if thread is not None else None
        file = self.pick_file(name, content)
        shared = await messages.share(self.stage, place, self.id, file, comment=comment, thread_ts=thread_ts)
        before.add(shared.ts)
        return await self._appeared(before)

    def pick_file(self, name: str, content: bytes) -> File:
        """Choose a file for a modal's file field: `await ana.choose("CSV", ana.pick_file("a.csv", b"…"))`."""
        return messages.upload(self.stage, self.id, name, content)

    # Clicking

    async def click(
        self, label: str, *, in_: SeenMessage | None = None, near: str = "", nth: int = 0
    ) -> list[SeenMessage]:
        """Press what bears this label; returns what newly appeared.

        Looks in the open dialog, else in the top modal, else at home or in the messages, newest first. `near` takes
        only what stands beside these words, `nth` the further ones of the same label. A button that asks before it
        acts opens its dialog; click one of the dialog's two labels next.

        Raises:
            NotOnScreen: nothing bears this label; the message lists what there is.
        """
        before = self._known()
        self.notice = self.opened_url = None
        if self.dialog is not None:
            await self._answer(self.dialog, label)
        elif not await self._click_frame(label, in_):
            surface, clickable = self.find_clickable(label, in_, near, nth)
            await self.press(surface, clickable.placed, clickable.value)
        return await self._appeared(before)

    async def press(self, surface: Surface, placed: Placed, value: Any = None) -> None:
        """Press an element, or first see the question it asks."""
        if placed.type in ("radio_buttons", "checkboxes"):
            await self.set(surface, placed, toggled(surface, placed, value))
        elif placed.element.get("confirm"):
            self._ask(surface, placed, value)
        else:
            self.opened_url = placed.element.get("url")
            await actions.press(self.stage, surface, placed, value=value)

    def _ask(self, surface: Surface, placed: Placed, value: Any) -> None:
        self.dialog = Dialog(surface, placed, value)
        self.stage.world.changed()

    async def _answer(self, dialog: Dialog, label: str) -> None:
        yes, no = (self.words.text(dialog.confirm[part]) for part in ("confirm", "deny"))
        if not same(label, yes) and not same(label, no):
            raise NotOnScreen(label, [yes, no])
        self.dialog = None
        self.stage.world.changed()
        if same(label, no):
            return
        if dialog.placed.type in ("button", "overflow", "icon_button"):
            self.opened_url = dialog.placed.element.get("url")
            await actions.press(self.stage, dialog.surface, dialog.placed, value=dialog.value)
        else:
            await actions.choose(self.stage, dialog.surface, dialog.placed, dialog.value)

    async def _click_frame(self, label: str, in_: SeenMessage | None) -> bool:
        """Press the modal's own submit or close button, if the label is theirs."""
        modal = self.modal
        if modal is None or in_ is not None:
            return False
        for part, act in (("submit", self.submit), ("close", self.close)):
            if modal.body.get(part) and same(self.words.text(modal.body[part]), label):
                await act()
                return True
        return False

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
        before = self._known()
        surface, placed = self.find_field(label, in_, near)
        if placed.type in ("external_select", "multi_external_select") and option is not None:
            value = await self._suggested(surface, placed, option)
        else:
            value = value_from_words(self.stage.world, placed, option, self.member.zone)
        if placed.type == "overflow":
            await self.press(surface, placed, value)
        else:
            await self.set(surface, placed, value, enter=enter)
        return await self._appeared(before)

    async def set(self, surface: Surface, placed: Placed, value: Any, *, enter: bool = False) -> None:
        """Give an element a value, or first see the question it asks."""
        if placed.element.get("confirm") and placed.dispatches:
            self._ask(surface, placed, value)
        else:
            await actions.choose(self.stage, surface, placed, value, enter=enter)

    async def _suggested(self, surface: Surface, placed: Placed, words: Any) -> Any:
        """The options of an external select that are shown for these words."""
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
        before = self._known()
        await modals.submit(self.stage, modal.view)
        return await self._appeared(before)

    async def close(self) -> list[SeenMessage]:
        """Close the top modal."""
        if self.modal is None:
            raise NotOnScreen("a modal", self.labels())
        before = self._known()
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
        before = self._known()
        self.notice = trouble_with(name, await shortcuts.run_global(self.stage, self.id, name))
        return await self._appeared(before)

    async def message_shortcut(self, message: SeenMessage, name: str) -> list[SeenMessage]:
        """Run a shortcut from a message's ⋯ menu."""
        before = self._known()
        error = await shortcuts.run_on_message(self.stage, self.id, name, message.message)
        self.notice = trouble_with(name, error)
        return await self._appeared(before)

    # The rest

    def go(self, channel: str) -> None:
        """Look at a channel."""
        place = self.channel(channel)
        self.place = place.id
        newest = [m.ts for m in self.stage.world.visible(place, self.id)]
        if newest and self.stage.world.read.get((self.id, place.id)) != newest[-1]:
            self.stage.world.read[self.id, place.id] = newest[-1]
            self.stage.world.changed()

    def react(self, message: SeenMessage, emoji: str) -> None:
        """Put a reaction on a message, or take it away."""
        name = emoji.strip(":")
        on = toggle(message.message, self.id, name, on=True)
        if not on:
            toggle(message.message, self.id, name, on=False)
        self.stage.world.changed()
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        kind = "reaction_added" if on else "reaction_removed"
        events.fire(self.stage, kind, user=self.id, reaction=name, item=item, item_user=message.user)

    def delete(self, message: SeenMessage) -> None:
        """Delete one's own message, or dismiss one that only they see."""
        if not message.ephemeral and message.user != self.id:
            raise Impossible("Only one's own messages can be deleted.")
        self.stage.world.remove(message.message)
        if not message.ephemeral:
            events.message_deleted(self.stage, message.message)


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
