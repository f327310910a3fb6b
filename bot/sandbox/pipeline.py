"""Take a Web API call from the wire: token, faults, scope, method, record."""

import asyncio
import json
import time
from base64 import b64decode
from copy import deepcopy
from typing import Any

from aiohttp import web

from bot.sandbox.backstage import Backstage
from bot.sandbox.faults import Fault
from bot.sandbox.interact.answers import answer as answer_in_place
from bot.sandbox.state import Json
from bot.sandbox.web_api import METHODS
from bot.sandbox.web_api import arguments as wire
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, Method


class HungUp(Exception):
    """The connection is to be closed without an answer."""


async def serve(stage: Backstage, request: web.Request) -> web.StreamResponse:
    """Answer `/api/<method>`."""
    name = request.match_info["method"]
    try:
        given = await wire.read(request)
    except Failure as failure:
        return web.json_response(failure.answer)
    given |= credentials(request)
    record = stage.record.begin("to_slack", name, given, at=stage.clock.now)
    began = time.perf_counter()
    try:
        status, answer, headers = await respond(stage, name, given, bearer(request, given))
        record.status, record.answer = status, deepcopy(answer)
        if isinstance(answer, str):
            return web.Response(text=answer, status=status, headers=headers)
        return web.json_response(answer, status=status, headers=headers, dumps=dumps)
    except HungUp:
        record.answer = "the connection was closed"
        return hang_up(request)
    finally:
        record.milliseconds = (time.perf_counter() - began) * 1000
        stage.world.changed()


def dumps(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def bearer(request: web.Request, given: Json) -> str:
    """The token of a call: in its header, or among its arguments."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else str(given.get("token", ""))


def credentials(request: web.Request) -> Json:
    """The client's id and secret, where they come in the header as OAuth's do."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return {}
    try:
        client_id, _, secret = b64decode(encoded).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": secret}


def hang_up(request: web.Request) -> web.Response:
    """Close the connection under the client's feet."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def respond(stage: Backstage, name: str, given: Json, token: str) -> tuple[int, Any, dict[str, str]]:
    """The status, body and headers of an answer, with whatever goes wrong on demand.

    Raises:
        HungUp: the client gets no answer.
    """
    channel = str(given.get("channel") or given.get("channel_id") or "") or None
    fault = next(filter(None, (stage.faults.take(kind, name, channel) for kind in INSTEAD)), None)
    if fault is not None:
        return instead(fault)
    slow = stage.faults.take("slow", name, channel)
    cut = stage.faults.take("hang_up", name, channel)
    botched = stage.faults.take("botched", name, channel)
    answer = perform(stage, name, given, token)
    if slow is not None:
        await asyncio.sleep(slow.seconds or 5.0)
    if cut is not None:
        raise HungUp
    if botched is not None:
        return 500, "Internal Server Error", {}
    headers = {"X-Slack-Req-Id": f"{stage.record.count:032x}"}
    if stage.app.scopes is not None:
        headers["X-OAuth-Scopes"] = ",".join(stage.app.scopes)
    return 200, answer, headers


# Faults that answer in the method's place.
INSTEAD = ("ratelimited", "server_error", "refuse", "error")


def instead(fault: Fault) -> tuple[int, Any, dict[str, str]]:
    """The answer of a fault that keeps the method from running."""
    match fault.kind:
        case "ratelimited":
            seconds = str(int(fault.seconds if fault.seconds is not None else 1))
            says = seconds if fault.says is None else fault.says
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": says} if says else {}
        case "server_error":
            return 500, "Internal Server Error", {}
        case "error":
            return 200, {"ok": False, "error": fault.code}, {}
    raise HungUp


def perform(stage: Backstage, name: str, given: Json, token: str) -> Json:
    """Run a method, if the token may."""
    method = METHODS.get(name)
    try:
        if method is None:
            raise Failure("unknown_method", req_method=name)
        check_token(stage, method, token)
        call = Call(stage, wire.Arguments(given))
        if method.scope is not None:
            call.need_scope(method.scope)
        return method.handler(call)
    except Failure as failure:
        return failure.answer


def check_token(stage: Backstage, method: Method, token: str) -> None:
    """Refuse a call without the right token."""
    if method.by == "anyone":
        return
    if not token:
        raise Failure("not_authed")
    wanted = stage.app.bot_token if method.by == "bot" else stage.app.app_token
    if token != wanted:
        known = token in (stage.app.bot_token, stage.app.app_token)
        raise Failure("not_allowed_token_type" if known else "invalid_auth")
    if stage.app.uninstalled:
        raise Failure("account_inactive")
    if stage.app.revoked or stage.faults.take("revoked"):
        raise Failure("token_revoked")


async def serve_response_url(stage: Backstage, request: web.Request) -> web.StreamResponse:
    """Answer a post to a response URL."""
    name = request.match_info["name"]
    try:
        given = await request.json()
    except ValueError:
        given = None
    record = stage.record.begin("to_slack", "response_url", given or {}, at=stage.clock.now)
    if not isinstance(given, dict):
        record.status = 400
        return web.Response(text="invalid_payload", status=400)
    fault = stage.faults.take("server_error", "response_url")
    if fault is not None:
        record.status = 500
        return web.Response(text="server_error", status=500)
    place = stage.responses.use(name)
    if isinstance(place, str):
        record.status, record.answer = 404, place
        return web.json_response({"ok": False, "error": place}, status=404)
    try:
        answer_in_place(stage, place, given)
    except Failure as failure:
        record.status, record.answer = 400, failure.answer
        # A response URL names the fault and no more.
        return web.Response(text=failure.code, status=400)
    record.status, record.answer = 200, "ok"
    return web.Response(text="ok")
