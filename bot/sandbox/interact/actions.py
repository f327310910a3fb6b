"""Press buttons and choose from menus, and tell the app at once where the element says so."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import OPTIONED, STATEFUL, Placed, action_payload, find, new_state, option_with, state_values
from bot.sandbox.interact import payloads
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.state import Choices, Json, Message, View
from bot.sandbox.web_api.files import file_object
from bot.sandbox.web_api.views import to_wire


@dataclass(frozen=True)
class Surface:
    """Where an element stands: a message, or a view (a modal or home)."""

    user: str
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view is not None:
            return self.view.blocks
        return self.message.blocks if self.message is not None else []

    @property
    def choices(self) -> Choices:
        """What this person chose there so far; may be written to."""
        if self.view is not None:
            return self.view.choices
        return self.message.choices.setdefault(self.user, {}) if self.message is not None else {}

    @property
    def channel(self) -> str | None:
        if self.view is not None:
            return self.view.channel
        return self.message.channel if self.message is not None else None

    def find(self, block_id: str, action_id: str) -> Placed:
        """The element with these ids.

        Raises:
            Impossible: it is not there.
        """
        placed = find(self.blocks, block_id, action_id)
        if placed is None:
            raise Impossible(f"There is no element {action_id} in {block_id} here.")
        return placed

    def state(self) -> Choices:
        return state_values(self.blocks, self.choices, self.channel)

    def put(self, stage: Backstage, placed: Placed, value: Any) -> Json:
        """Remember a choice; returns its state value."""
        if placed.type == "file_input":
            value = [file_object(stage, stage.world.files[name]) for name in value or []]
        try:
            state = new_state(placed.element, value)
        except ValueError as wrong:
            raise Impossible(str(wrong)) from None
        self.choices.setdefault(placed.block_id, {})[placed.action_id] = state
        if self.view is not None:
            self.view.errors.pop(placed.block_id, None)
        stage.world.changed()
        return state

    def put_all(self, stage: Backstage, values: dict[str, dict[str, Any]]) -> None:
        """Remember what a page holds."""
        for block_id, fields in values.items():
            for action_id, value in fields.items():
                self.put(stage, self.find(block_id, action_id), value)


def offers(placed: Placed, value: Any) -> Json | None:
    """The option of an overflow menu that carries a value."""
    if placed.type != "overflow":
        return None
    try:
        return option_with(placed.element, value)
    except ValueError as wrong:
        raise Impossible(str(wrong)) from None


async def press(stage: Backstage, surface: Surface, placed: Placed, *, value: Any = None) -> None:
    """Press a button, or choose an overflow menu's option; returns when the app has answered."""
    await dispatch(stage, surface, placed, state=None, option=offers(placed, value))


async def choose(stage: Backstage, surface: Surface, placed: Placed, value: Any, *, enter: bool = False) -> None:
    """Set an element's value; the app hears of it where the element dispatches."""
    if placed.type not in STATEFUL:
        raise Impossible(f"A {placed.type} holds no value.")
    state = surface.put(stage, placed, value)
    if not placed.dispatches:
        return
    if placed.is_input and placed.type not in OPTIONED and placed.type.endswith(("_input", "text_input")):
        moments = placed.element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        wanted = {"on_enter_pressed"} if enter else {"on_character_entered"}
        if not wanted & set(moments):
            return
    await dispatch(stage, surface, placed, state=state, option=None)


async def dispatch(
    stage: Backstage, surface: Surface, placed: Placed, *, state: Json | None, option: Json | None
) -> None:
    """Send block_actions; a failure leaves a mark beside the element."""
    action_ts = stage.world.next_ts()
    action = action_payload(placed, state, option, action_ts)
    payload = block_actions(stage, surface) | {"actions": [action]}
    name = f"block_actions {placed.action_id}"
    answer = await stage.courier.deliver("interactive", payload, name=name, user=surface.user)
    trouble = answer.error
    if surface.view is not None:
        surface.view.trouble = f"⚠ {trouble}" if trouble else None
    elif surface.message is not None:
        surface.message.trouble.pop(surface.user, None)
        if trouble:
            surface.message.trouble[surface.user] = trouble
    stage.world.changed()


def block_actions(stage: Backstage, surface: Surface) -> Json:
    """A block_actions payload without its actions."""
    if surface.view is not None:
        view = surface.view
        return payloads.envelope(
            stage,
            "block_actions",
            surface.user,
            container={"type": "view", "view_id": view.id},
            trigger_id=stage.triggers.issue(surface.user, view_id=view.id, channel=view.channel),
            view=to_wire(stage, view, surface.state()),
        )
    message = surface.message
    assert message is not None  # noqa: S101  a surface is one or the other
    channel = stage.world.channels[message.channel]
    payload = payloads.envelope(
        stage,
        "block_actions",
        surface.user,
        container=payloads.message_container(message),
        trigger_id=stage.triggers.issue(surface.user, channel=channel.id),
        channel=payloads.channel_of(channel),
        state={"values": surface.state()},
        response_url=stage.responses.issue("actions", channel.id, surface.user, message),
    )
    # Slack sends no copy of a message that only one person sees.
    return payload if message.reader is not None else payload | {"message": message.body}


async def suggest(stage: Backstage, surface: Surface, placed: Placed, query: str) -> Json:
    """The options that the app offers for what was typed into an external select."""
    payload = block_actions(stage, surface) | {"type": "block_suggestion", "value": query}
    payload |= {"action_id": placed.action_id, "block_id": placed.block_id}
    for name in ("trigger_id", "response_url", "state"):
        payload.pop(name, None)
    name = f"block_suggestion {placed.action_id}"
    answer = await stage.courier.deliver("interactive", payload, name=name, user=surface.user)
    return answer.body if answer.error is None and isinstance(answer.body, dict) else {"options": []}
