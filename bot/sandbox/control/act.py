"""Do what the page or a robot asks in one person's name."""

import base64
import binascii
from collections.abc import Awaitable, Callable

from bot.sandbox.control.desk import Desk
from bot.sandbox.control.show import dialog_json, message_json, modal_json
from bot.sandbox.interact import actions
from bot.sandbox.interact.actions import Surface
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.person import Person
from bot.sandbox.seen import SeenMessage
from bot.sandbox.state import Json
from bot.sandbox.web_api.files import file_object

Act = Callable[[Person, Json], Awaitable[Json | None]]
ACTS: dict[str, Act] = {}


def act(name: str) -> Callable[[Act], Act]:
    """Register what is done for a word."""

    def register(function: Act) -> Act:
        ACTS[name] = function
        return function

    return register


async def perform(desk: Desk, wish: Json) -> Json:
    """Do one thing and say what came of it.

    Raises:
        Impossible, NotOnScreen: the screen would not let this person do it.
    """
    person = desk.person(str(wish.get("as", "")))
    do = ACTS.get(str(wish.get("do", "")))
    if do is None:
        raise Impossible(f"Nobody can “{wish.get('do')}”. One can: {', '.join(ACTS)}.")
    before = {message.ts for message in person.everything()}
    # A link or a failure from the last act is no news of this one.
    person.opened_url = person.notice = None
    more = await do(person, wish) or {}
    fresh = [m for m in person.everything() if m.ts not in before and m.user != person.id]
    return {
        "ok": True,
        "version": person.stage.world.version,
        "new": [message_json(message.message, person) for message in fresh],
        "modal": modal_json(person.stage, person),
        "dialog": dialog_json(person.dialog, person),
        "errors": person.errors,
        "notice": person.notice,
        "url": person.opened_url,
        "file": None,
        **more,
    }


def need(wish: Json, name: str) -> str:
    value = wish.get(name)
    if not isinstance(value, str):
        raise Impossible(f"“{name}” must be said, as text.")
    return value


def message_at(person: Person, channel: str, ts: str) -> SeenMessage:
    """A message that this person sees."""
    message = person.channel(channel).messages.get(ts)
    if message is None or message.reader not in (None, person.id):
        raise Impossible("This message is not there any more.")
    return SeenMessage(message, person.words)


def message_in(person: Person, wish: Json) -> SeenMessage | None:
    """The message that a wish points to, if it does."""
    return message_at(person, need(wish, "channel"), need(wish, "ts")) if "ts" in wish else None


def thread_in(person: Person, wish: Json) -> SeenMessage | None:
    ts = wish.get("thread_ts")
    return message_at(person, need(wish, "channel"), str(ts)) if ts else None


def surface_in(person: Person, wish: Json) -> Surface:
    """Where the element stands that a wish names by its ids."""
    world = person.stage.world
    if view_id := wish.get("view_id"):
        view = world.find_view(view_id=str(view_id))
        if view is None or view.user != person.id:
            raise Impossible("This view is closed.")
        return Surface(person.id, view=view)
    if message := message_in(person, wish):
        return Surface(person.id, message=message.message)
    return person.surfaces()[0]


def take_values(person: Person, surface: Surface, wish: Json) -> None:
    """Take over what a page holds and has not sent yet."""
    values = wish.get("values")
    if isinstance(values, dict):
        surface.put_all(person.stage, values)


@act("type")
async def type_(person: Person, wish: Json) -> None:
    text = need(wish, "text")
    if not text.strip():
        raise Impossible("There is nothing to send.")
    await person.type(need(wish, "channel"), text, thread=thread_in(person, wish))


@act("click")
async def click(person: Person, wish: Json) -> None:
    if "action_id" in wish:
        surface = surface_in(person, wish)
        take_values(person, surface, wish)
        placed = surface.find(need(wish, "block_id"), need(wish, "action_id"))
        await person.press(surface, placed, wish.get("value"))
        await person.stage.quiet()
        return
    if "values" in wish:
        take_values(person, surface_in(person, wish), wish)
    near, nth = str(wish.get("near", "")), int(wish.get("nth", 0))
    await person.click(need(wish, "label"), in_=message_in(person, wish), near=near, nth=nth)


@act("choose")
async def choose(person: Person, wish: Json) -> None:
    await person.choose(
        need(wish, "label"), wish.get("option"), in_=message_in(person, wish), near=str(wish.get("near", ""))
    )


@act("fill")
async def fill(person: Person, wish: Json) -> None:
    enter = bool(wish.get("enter"))
    await person.fill(need(wish, "label"), wish.get("text"), in_=message_in(person, wish), enter=enter)


@act("set")
async def set_(person: Person, wish: Json) -> None:
    surface = surface_in(person, wish)
    take_values(person, surface, wish)
    placed = surface.find(need(wish, "block_id"), need(wish, "action_id"))
    if placed.type == "overflow":
        await person.press(surface, placed, wish.get("value"))
    else:
        await person.set(surface, placed, wish.get("value"), enter=bool(wish.get("enter")))
    await person.stage.quiet()


@act("suggest")
async def suggest(person: Person, wish: Json) -> Json:
    surface = surface_in(person, wish)
    placed = surface.find(need(wish, "block_id"), need(wish, "action_id"))
    return await actions.suggest(person.stage, surface, placed, str(wish.get("query", "")))


@act("submit")
async def submit(person: Person, wish: Json) -> None:
    stack = person.stage.world.stack(person.id)
    if stack:
        take_values(person, Surface(person.id, view=stack[-1]), wish)
    await person.submit()


@act("close")
async def close(person: Person, wish: Json) -> None:
    await (person.close_all() if wish.get("all") else person.close())


@act("shortcut")
async def shortcut(person: Person, wish: Json) -> None:
    await person.shortcut(str(wish.get("callback_id") or need(wish, "name")))


@act("message_shortcut")
async def message_shortcut(person: Person, wish: Json) -> None:
    message = message_at(person, need(wish, "channel"), need(wish, "ts"))
    await person.message_shortcut(message, str(wish.get("callback_id") or need(wish, "name")))


@act("open_home")
async def open_home(person: Person, wish: Json) -> None:
    await person.open_home(str(wish.get("tab", "home")))


@act("go")
async def go(person: Person, wish: Json) -> None:
    person.go(need(wish, "channel"))


@act("upload")
async def upload(person: Person, wish: Json) -> Json:
    try:
        content = base64.b64decode(need(wish, "content"), validate=True)
    except binascii.Error:
        raise Impossible("“content” must be base64.") from None
    if "channel" in wish:
        comment = str(wish.get("comment", ""))
        thread = thread_in(person, wish)
        await person.upload(need(wish, "channel"), need(wish, "name"), content, comment=comment, thread=thread)
        file = list(person.stage.world.files.values())[-1]
    else:
        file = person.pick_file(need(wish, "name"), content)
    return {"file": file_object(person.stage, file)}


@act("react")
async def react(person: Person, wish: Json) -> None:
    person.react(message_at(person, need(wish, "channel"), need(wish, "ts")), need(wish, "emoji"))


@act("delete")
async def delete(person: Person, wish: Json) -> None:
    person.delete(message_at(person, need(wish, "channel"), need(wish, "ts")))
