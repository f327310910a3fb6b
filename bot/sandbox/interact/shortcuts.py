"""Run shortcuts, and open the app's home."""

from bot.sandbox.backstage import Backstage
from bot.sandbox.interact import events, payloads
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.state import BOT_USER, TEAM, Json, Message
from bot.sandbox.web_api.views import to_wire


def find(stage: Backstage, kind: str, name: str) -> Json:
    """The shortcut of a kind, by name or callback id."""
    there = [s for s in stage.app.shortcuts if s["type"] == kind]
    for shortcut in there:
        if name in (shortcut["name"], shortcut["callback_id"]):
            return shortcut
    names = ", ".join(shortcut["name"] for shortcut in there) or "none"
    raise Impossible(f"There is no {kind} shortcut “{name}”. There are: {names}.")


async def run_global(stage: Backstage, user: str, name: str) -> str | None:
    """Run a shortcut from the ⚡ menu; returns what went wrong."""
    shortcut = find(stage, "global", name)
    payload = payloads.envelope(
        stage,
        "shortcut",
        user,
        callback_id=shortcut["callback_id"],
        trigger_id=stage.triggers.issue(user),
        action_ts=stage.world.next_ts(),
    )
    answer = await stage.courier.deliver("interactive", payload, name=f"shortcut {shortcut['callback_id']}", user=user)
    return answer.error


async def run_on_message(stage: Backstage, user: str, name: str, message: Message) -> str | None:
    """Run a shortcut from a message's ⋯ menu; returns what went wrong."""
    shortcut = find(stage, "message", name)
    if message.reader is not None:
        raise Impossible("A message that only you see has no shortcuts.")
    channel = stage.world.channels[message.channel]
    payload = payloads.envelope(
        stage,
        "message_action",
        user,
        callback_id=shortcut["callback_id"],
        trigger_id=stage.triggers.issue(user, channel=channel.id),
        action_ts=stage.world.next_ts(),
        response_url=stage.responses.issue("actions", channel.id, user, message),
        message_ts=message.ts,
        channel=payloads.channel_of(channel),
        message=message.body | {"team": TEAM},
    )
    name = f"message_action {shortcut['callback_id']}"
    answer = await stage.courier.deliver("interactive", payload, name=name, user=user)
    return answer.error


async def open_home(stage: Backstage, user: str, tab: str = "home") -> None:
    """Open the app's home; returns when the app has heard of it."""
    channel = stage.world.direct(user, BOT_USER)
    inner: Json = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
    home = stage.world.homes.get(user)
    if tab == "home" and home is not None:
        inner["view"] = to_wire(stage, home)
    await events.send(stage, inner)
