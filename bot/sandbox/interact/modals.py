"""Submit and close modals, and do what the app answers."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import state_values, walk
from bot.sandbox.interact import payloads
from bot.sandbox.interact.answers import complain
from bot.sandbox.interact.fields import wrong_fields
from bot.sandbox.state import Choices, Json, View
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.views import add_view, read_view, replace_view, to_wire

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(stage: Backstage, view: View) -> None:
    """Submit the top modal; what the app answers is on the screen when this returns."""
    values = state_values(view.blocks, view.choices, view.channel)
    view.trouble = None
    view.errors = wrong_fields(view, values)
    stage.world.changed()
    if view.errors:
        return
    payload = payloads.envelope(
        stage,
        "view_submission",
        view.user,
        trigger_id=stage.triggers.issue(view.user, view_id=view.id, channel=view.channel),
        view=to_wire(stage, view, values),
        response_urls=response_urls(stage, view, values),
    )
    name = f"view_submission {view.body['callback_id']}"
    answer = await stage.courier.deliver("interactive", payload, name=name, user=view.user)
    stage.world.changed()
    if answer.error is not None:
        view.trouble = TROUBLE
        return
    try:
        await obey(stage, view, answer.body if isinstance(answer.body, dict) else {})
    except Failure as failure:
        complain(stage, f"The answer to {name}", failure)
        view.trouble = TROUBLE


def response_urls(stage: Backstage, view: View, values: Choices) -> list[Json]:
    """A response URL for each channel that was chosen in a field that asks for one."""
    urls = []
    for placed in walk(view.blocks):
        if placed.is_input and placed.element.get("response_url_enabled"):
            state = values[placed.block_id][placed.action_id]
            channel = state.get("selected_conversation") or state.get("selected_channel")
            if channel:
                url = stage.responses.issue("app", channel, view.user)
                ids = {"block_id": placed.block_id, "action_id": placed.action_id, "channel_id": channel}
                urls.append({**ids, "response_url": url})
    return urls


async def obey(stage: Backstage, view: View, body: Json) -> None:
    """Do what the answer to a submission says; nothing said closes the modal.

    Raises:
        Failure: Slack would not take the view or the errors in it.
    """
    match body.get("response_action"):
        case None:
            remove(stage, view)
        case "errors":
            view.errors = checked_errors(view, body.get("errors"))
        case "update":
            replace_view(stage, view, read_view(stage, body.get("view"), "modal"))
        case "push":
            add_view(stage, view.user, read_view(stage, body.get("view"), "modal"), channel=view.channel)
        case "clear":
            await clear(stage, view.user)
        case other:
            raise Failure("invalid_arguments", f"[ERROR] unknown response_action: {other}")
    stage.world.changed()


def checked_errors(view: View, given: Any) -> dict[str, str]:
    """The errors of an answer, each at an input block of the view."""
    if not isinstance(given, dict) or not given:
        raise Failure("invalid_arguments", "[ERROR] errors must name input blocks")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    for block_id, message in given.items():
        if block_id not in inputs:
            raise Failure("invalid_arguments", f"[ERROR] there is no input block {block_id}")
        if not isinstance(message, str) or not message:
            raise Failure("invalid_arguments", f"[ERROR] the error at {block_id} is no text")
    return given


def remove(stage: Backstage, view: View) -> None:
    """Take a view off its stack, unless it went while the app thought."""
    stack = stage.world.stack(view.user)
    if view in stack:
        stack.remove(view)


async def close(stage: Backstage, view: View) -> None:
    """Close the top modal, as its ✕ or Cancel does."""
    if view.body["clear_on_close"]:
        await clear(stage, view.user)
        return
    remove(stage, view)
    stage.world.changed()
    await tell_closed(stage, view, cleared=False)


async def clear(stage: Backstage, user: str) -> None:
    """Close all of a person's modals."""
    stack = stage.world.stack(user)
    closing = stack[::-1]
    stack.clear()
    stage.world.changed()
    for view in closing:
        await tell_closed(stage, view, cleared=True)


async def tell_closed(stage: Backstage, view: View, *, cleared: bool) -> None:
    """Tell the app of a closed view, if the view asked for it."""
    if view.body["notify_on_close"]:
        values = state_values(view.blocks, view.choices, view.channel)
        wire = to_wire(stage, view, values)
        payload = payloads.envelope(stage, "view_closed", view.user, view=wire, is_cleared=cleared)
        name = f"view_closed {view.body['callback_id']}"
        await stage.courier.deliver("interactive", payload, name=name, user=view.user)
