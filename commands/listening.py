"""Lead what is clicked, submitted and told of to the function that listens to it, by its id."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cache
from inspect import signature
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.blockkit.elements import Choice, suggestions

Listener = Callable[..., Awaitable[Any]]

# What listens, by the ids that templates, the manifest and Slack give.
ACTIONS: dict[str, Listener] = {}
VIEWS: dict[str, Listener] = {}
SHORTCUTS: dict[str, Listener] = {}
EVENTS: dict[str, Listener] = {}
OPTIONS: dict[str, Listener] = {}
# What a menu offers whatever was typed into it.
ALWAYS: dict[str, Sequence[Choice]] = {}


def on_action(*action_ids: str) -> Callable[[Listener], Listener]:
    """Listen to a button or a menu, however often a message holds it (a second one is "…~2")."""
    return registering(ACTIONS, action_ids)


def on_view(callback_id: str) -> Callable[[Listener], Listener]:
    """Listen to the submission of a modal."""
    return registering(VIEWS, [callback_id])


def on_shortcut(callback_id: str) -> Callable[[Listener], Listener]:
    """Listen to a global or a message shortcut."""
    return registering(SHORTCUTS, [callback_id])


def on_event(*types: str) -> Callable[[Listener], Listener]:
    """Listen to what happens in a workspace."""
    return registering(EVENTS, types)


def on_options(action_id: str, always: Sequence[Choice] = ()) -> Callable[[Listener], Listener]:
    """List all choices of a menu that is too long to be shown; those that fit what was typed into it are offered."""
    ALWAYS[action_id] = always
    return registering(OPTIONS, [action_id])


def registering(listeners: dict[str, Listener], ids: Iterable[str]) -> Callable[[Listener], Listener]:
    """What writes down who listens.

    Raises:
        ValueError: somebody else does already, and would never be called again.
    """

    def register(listener: Listener) -> Listener:
        for each in ids:
            if listeners.setdefault(each, listener) is not listener:
                raise ValueError(f"Two functions listen to {each}.")
        return listener

    return register


def listen(app: AsyncApp) -> None:
    """Listen to all of it, with one listener of Bolt's for each kind.

    Bolt asks one after the other whether a request is theirs, and each takes its time to say no.
    """

    async def click(ack: Any, action: Any, body: Any, client: Any, context: Any) -> None:
        listener = ACTIONS[action["action_id"].partition("~")[0]]
        await call(listener, context, ack=ack, action=action, body=body, client=client)

    async def submit(ack: Any, view: Any, body: Any, client: Any, context: Any) -> None:
        await call(VIEWS[view["callback_id"]], context, ack=ack, view=view, body=body, client=client)

    async def take_shortcut(ack: Any, shortcut: Any, body: Any, client: Any, context: Any) -> None:
        await call(SHORTCUTS[shortcut["callback_id"]], context, ack=ack, shortcut=shortcut, body=body, client=client)

    async def hear(event: Any, body: Any, client: Any, context: Any) -> None:
        await call(EVENTS[event["type"]], context, event=event, body=body, client=client)

    async def offer(ack: Any, options: Any, body: Any, client: Any, context: Any) -> None:
        menu = options["action_id"]
        choices = await call(OPTIONS[menu], context, view=body["view"], client=client)
        await ack(options=suggestions(choices, options["value"], ALWAYS[menu]))

    app.action(one_of(ACTIONS, r"(~\d+)?"))(click)
    app.view(one_of(VIEWS))(submit)
    app.shortcut(one_of(SHORTCUTS))(take_shortcut)
    app.event(one_of(EVENTS))(hear)
    app.options(one_of(OPTIONS))(offer)


def one_of(ids: Iterable[str], ending: str = "") -> re.Pattern[str]:
    """Matches each of these ids, and no other."""
    return re.compile(rf"\A({'|'.join(map(re.escape, ids))}){ending}\Z")


async def call(listener: Listener, context: Any, **given: Any) -> Any:
    """What it returns, called with what it names, out of what Slack sent and of Bolt's context."""
    known = {**context, "context": context, **given}
    return await listener(**{name: known[name] for name in needs(listener)})


@cache
def needs(listener: Listener) -> frozenset[str]:
    """What a listener names."""
    return frozenset(signature(listener).parameters)
