"""Serve the page and its JSON API."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.sandbox.clock import GoingBack
from bot.sandbox.control import act, show
from bot.sandbox.control.desk import Desk, Travelling
from bot.sandbox.control.page import add_page
from bot.sandbox.faults import KINDS
from bot.sandbox.finding import NotOnScreen
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.state import Json

# Real seconds: bursts of changes are told once, and quiet connections kept alive.
MERGE_SECONDS = 0.03
COMMENT_SECONDS = 15.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, desk: Desk, page: Path) -> None:
    """The routes below /sandbox, and the page."""
    stage = desk.stage

    @guarded
    async def state(request: web.Request) -> web.StreamResponse:
        return web.json_response(show.state(stage, desk.person(request.query.get("as", "ana"))))

    @guarded
    async def perform(request: web.Request) -> web.StreamResponse:
        return web.json_response(await act.perform(desk, await body_of(request)))

    @guarded
    async def clock(request: web.Request) -> web.StreamResponse:
        return web.json_response(show.moment(stage))

    @guarded
    async def travel(request: web.Request) -> web.StreamResponse:
        old, new = await desk.travel(await body_of(request))
        return web.json_response({"ok": True, "from": old.isoformat(), "now": new.isoformat()})

    @guarded
    async def faults(request: web.Request) -> web.StreamResponse:
        kinds = [{"kind": kind, "says": says, "takes": list(takes)} for kind, (says, takes) in KINDS.items()]
        return web.json_response({"kinds": kinds, "faults": [fault.to_json() for fault in stage.faults.active]})

    @guarded
    async def change_faults(request: web.Request) -> web.StreamResponse:
        answer = change_fault(desk, await body_of(request))
        # The app hears of a channel that is archived, or that it was put out of.
        await stage.quiet()
        return web.json_response(answer)

    @guarded
    async def calls(request: web.Request) -> web.StreamResponse:
        since, limit = int(request.query.get("since", 0)), int(request.query.get("limit", 200))
        chosen = [call for call in stage.record.calls if call.number > since][:limit]
        following = chosen[-1].number if chosen else since
        return web.json_response({"calls": [call.to_json() for call in chosen], "next": following}, dumps=dumps)

    async def events(request: web.Request) -> web.StreamResponse:
        return await stream(desk, request)

    app.router.add_get("/sandbox/state", state)
    app.router.add_get("/sandbox/events", events)
    app.router.add_post("/sandbox/act", perform)
    app.router.add_get("/sandbox/clock", clock)
    app.router.add_post("/sandbox/clock", travel)
    app.router.add_get("/sandbox/faults", faults)
    app.router.add_post("/sandbox/faults", change_faults)
    app.router.add_get("/sandbox/calls", calls)
    add_page(app, page)


def dumps(value: object) -> str:
    """JSON of whatever a call carried."""
    return json.dumps(value, default=str)


async def body_of(request: web.Request) -> Json:
    """A request's JSON object. Other content types are refused: another site's page can send only those."""
    if request.content_type != "application/json":
        raise Impossible("Send JSON, as application/json.")
    try:
        body = await request.json()
    except ValueError:
        raise Impossible("This is no JSON.") from None
    if not isinstance(body, dict):
        raise Impossible("Send a JSON object.")
    return body


def guarded(handler: Handler) -> Handler:
    """Say in human words what could not be done."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except NotOnScreen as absent:
            return refused(422, str(absent), absent.there)
        except (GoingBack, Travelling) as wrong:
            return refused(409, str(wrong))
        except (Impossible, ValueError) as wrong:
            return refused(400, str(wrong))

    return handle


def refused(status: int, why: str, there: list[str] | None = None) -> web.Response:
    return web.json_response({"ok": False, "error": why, "on_screen": there or []}, status=status)


def change_fault(desk: Desk, wish: Json) -> Json:
    """Add, remove or clear faults.

    Raises:
        Impossible, ValueError: a value makes no sense.
    """
    faults = desk.stage.faults
    answer: Json = {"ok": True}
    if wish.get("clear"):
        faults.clear()
    elif "remove" in wish:
        if not is_number(wish["remove"]):
            raise Impossible("“remove” must be a fault's number.")
        faults.remove(int(wish["remove"]))
    else:
        names = ("method", "channel", "times", "seconds", "code", "says")
        given = {name: wish[name] for name in names if wish.get(name) is not None}
        if not is_number(given.get("seconds", 0)) or given.get("seconds", 0) < 0:
            raise Impossible("“seconds” must be a number, 0 or more.")
        if not isinstance(given.get("times", 1), int) or given.get("times", 1) < 1:
            raise Impossible("“times” must be a whole number, 1 or more.")
        if not (isinstance(given.get("says", ""), str) and str(given.get("says", "")).isprintable()):
            raise Impossible("“says” must be a line of text.")
        if "channel" in given:
            desk.channel(str(given["channel"]))
        answer["fault"] = faults.add(str(wish.get("kind")), **given).to_json()
    desk.stage.world.changed()
    return answer


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


async def stream(desk: Desk, request: web.Request) -> web.StreamResponse:
    """Tell a page of each change, until it goes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    world = desk.stage.world
    changed = world.listen()
    changed.set()
    try:
        while not desk.closing:
            try:
                async with asyncio.timeout(COMMENT_SECONDS):
                    await changed.wait()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            changed.clear()
            news = {"version": world.version, "calls": desk.stage.record.count, "now": desk.stage.clock.now.isoformat()}
            await response.write(f"event: change\ndata: {json.dumps(news)}\n\n".encode())
            await asyncio.sleep(MERGE_SECONDS)
    except ConnectionResetError:
        pass
    finally:
        world.unlisten(changed)
    return response
