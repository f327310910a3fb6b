"""Put reactions on messages."""

from bot.sandbox.state import BOT_USER, Json, Message
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, method


def toggle(message: Message, user: str, name: str, *, on: bool) -> bool:
    """Set or take away a person's reaction; whether anything changed."""
    reactions: list[Json] = message.body.setdefault("reactions", [])
    entry = next((r for r in reactions if r["name"] == name), None)
    if on == (entry is not None and user in entry["users"]):
        return False
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        reactions.append(entry)
    if on:
        entry["users"].append(user)
    else:
        entry["users"].remove(user)
    entry["count"] = len(entry["users"])
    message.body["reactions"] = [r for r in reactions if r["users"]]
    if not message.body["reactions"]:
        del message.body["reactions"]
    return True


def target(call: Call) -> Message:
    """The message that a call reacts to."""
    channel = call.channel(member=True)
    message = channel.messages.get(call.args.need("timestamp"))
    if message is None or message.reader is not None:
        raise Failure("message_not_found")
    return message


@method("reactions.add", scope="reactions:write")
def add(call: Call) -> Json:
    if not toggle(target(call), BOT_USER, call.args.need("name").strip(":"), on=True):
        raise Failure("already_reacted")
    call.world.changed()
    return {"ok": True}


@method("reactions.remove", scope="reactions:write")
def remove(call: Call) -> Json:
    if not toggle(target(call), BOT_USER, call.args.need("name").strip(":"), on=False):
        raise Failure("no_reaction")
    call.world.changed()
    return {"ok": True}


@method("reactions.get", scope="reactions:read")
def get(call: Call) -> Json:
    message = target(call)
    return {"ok": True, "type": "message", "channel": message.channel, "message": message.body}
