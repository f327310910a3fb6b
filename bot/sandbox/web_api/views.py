"""Open, push, update and publish views."""

import json
import secrets
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.checks import check_view
from bot.sandbox.installation import APP_ID
from bot.sandbox.normal import complete
from bot.sandbox.state import TEAM, Choices, Json, View
from bot.sandbox.triggers import Trigger, TriggerRefused
from bot.sandbox.web_api.content import check_files
from bot.sandbox.web_api.errors import Failure, missing
from bot.sandbox.web_api.method import Call, method

DEEPEST = 3
LARGEST = 250_000


def read_view(stage: Backstage, given: Any, kind: str) -> Json:
    """A view as the app sends it, checked and completed.

    Raises:
        Failure: Slack would not take it.
    """
    if given is None:
        raise missing("view")
    if len(json.dumps(given)) > LARGEST:
        raise Failure("view_too_large")
    problems = check_view(given, kind) or check_files(stage, given["blocks"])
    if problems:
        raise Failure("invalid_arguments", *problems)
    return {
        "type": kind,
        "callback_id": given.get("callback_id") or "",
        "title": text_of(given.get("title")) or {"type": "plain_text", "text": "View Title", "emoji": True},
        "blocks": complete(given["blocks"]),
        "private_metadata": given.get("private_metadata") or "",
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "close": text_of(given.get("close")),
        "submit": text_of(given.get("submit")),
        "external_id": given.get("external_id") or "",
    }


def text_of(given: Json | None) -> Json | None:
    return None if given is None else {"emoji": True} | given


def new_hash(stage: Backstage) -> str:
    return f"{stage.world.seconds}.{secrets.token_hex(4)}"


def to_wire(stage: Backstage, view: View, values: Choices | None = None) -> Json:
    """The view object of answers and payloads."""
    return {
        "id": view.id,
        "team_id": TEAM,
        **view.body,
        "state": {"values": values or {}},
        "hash": view.hash,
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM,
        "bot_id": stage.app.bot_id,
    }


def add_view(stage: Backstage, user: str, body: Json, *, channel: str | None = None) -> View:
    """Lay a view on top of a person's modals.

    Raises:
        Failure: there are three already, or its external id is taken.
    """
    stack = stage.world.stack(user)
    if len(stack) >= DEEPEST:
        raise Failure("push_limit_reached")
    refuse_twin(stage, body)
    id_ = stage.world.next_id("V")
    root = stack[0].id if stack else id_
    view = View(id_, user, body, new_hash(stage), root, stack[-1].id if stack else None, channel)
    stack.append(view)
    stage.world.changed()
    return view


def replace_view(stage: Backstage, view: View, body: Json) -> View:
    """Give a view new content; what was typed stays where block id and action id stay."""
    if body["external_id"] != view.body.get("external_id"):
        refuse_twin(stage, body)
    view.body = body
    view.hash = new_hash(stage)
    view.errors, view.trouble = {}, None
    stage.world.changed()
    return view


def refuse_twin(stage: Backstage, body: Json) -> None:
    if body["external_id"] and stage.world.find_view(external_id=body["external_id"]):
        raise Failure("duplicate_external_id")


def spend(call: Call) -> Trigger:
    """The trigger of a call, used up."""
    trigger_id = call.args.text("trigger_id") or call.args.text("interactivity_pointer")
    if not trigger_id:
        raise missing("trigger_id")
    try:
        trigger = call.stage.triggers.check(trigger_id)
    except TriggerRefused as refused:
        raise Failure(refused.code) from None
    trigger.spent = True
    return trigger


@method("views.open")
def open_view(call: Call) -> Json:
    body = read_view(call.stage, call.args.json("view"), "modal")
    trigger = spend(call)
    # A new modal takes the place of those that were open.
    call.world.stack(trigger.user).clear()
    view = add_view(call.stage, trigger.user, body, channel=trigger.channel)
    return {"ok": True, "view": to_wire(call.stage, view)}


@method("views.push")
def push(call: Call) -> Json:
    body = read_view(call.stage, call.args.json("view"), "modal")
    trigger = spend(call)
    stack = call.world.stack(trigger.user)
    if trigger.view_id is None or trigger.view_id not in [view.id for view in stack]:
        raise Failure("invalid_trigger_id")
    view = add_view(call.stage, trigger.user, body, channel=trigger.channel)
    return {"ok": True, "view": to_wire(call.stage, view)}


@method("views.update")
def update(call: Call) -> Json:
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        raise missing("view_id")
    view = call.world.find_view(view_id=view_id, external_id=external_id)
    if view is None:
        raise Failure("not_found")
    body = read_view(call.stage, call.args.json("view"), view.body["type"])
    refuse_stale(call, view)
    replace_view(call.stage, view, body)
    return {"ok": True, "view": to_wire(call.stage, view)}


@method("views.publish")
def publish(call: Call) -> Json:
    user = call.args.need("user_id")
    member = call.world.members.get(user)
    if member is None or member.is_bot:
        raise Failure("user_not_found")
    if not call.stage.app.has_home:
        raise Failure("not_enabled")
    body = read_view(call.stage, call.args.json("view"), "home")
    view = call.world.homes.get(user)
    if view is None:
        id_ = call.world.next_id("V")
        view = call.world.homes[user] = View(id_, user, body, new_hash(call.stage), id_)
        call.world.changed()
    else:
        refuse_stale(call, view)
        replace_view(call.stage, view, body)
    return {"ok": True, "view": to_wire(call.stage, view)}


def refuse_stale(call: Call, view: View) -> None:
    """Refuse to overwrite a view that has changed since the app looked."""
    if (given := call.args.text("hash")) and given != view.hash:
        raise Failure("hash_conflict")
