"""Tell a person why something was not done, at the place where they asked for it."""

import json
import re
import secrets
from collections.abc import Sequence
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.errors import FieldErrors, Refusal
from bot.slack import render
from bot.slack.render import Message
from bot.slack.trouble import code_of
from bot.slack.typed import as_typed
from storage import arrivals
from storage.arrivals import Repeated
from storage.database import DatabaseBusy, DatabaseFull, DatabaseGone, DatabaseUnsure

log = structlog.get_logger(__name__)

JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json; charset=utf-8"]}


# Slack shows what stands under a field as it is: no mark of a command.
COMMAND = re.compile(r"`(/[^`]+)`")
# Of a request that came twice: its form is open, or shows what was picked since.
DONE = ("exchanged_trigger_id", "hash_conflict")


async def is_done(error: Exception, context: Any) -> bool:
    """Whether this was a repetition: what it asked for is done, and is no longer possible for that very reason."""
    if isinstance(error, SlackApiError):
        return code_of(error) in DONE
    caller = context.get("caller")
    if not isinstance(error, Refusal) or caller is None or not caller.arrival or context.get("arrived"):
        return isinstance(error, Repeated)
    async with context["database"].reading(caller.workspace_id) as session:
        return await arrivals.is_known(session, caller.arrival)


def words_for(error: Exception) -> Message:
    """What the person reads. Everything that is no refusal is a fault of ours, and is logged as one."""
    match error:
        case Refusal():
            return render.message("errors/refusal", message=error.message, hint=error.hint)
        case DatabaseBusy():
            return render.message("errors/busy")
        case DatabaseFull():
            return render.message("errors/full")
        case DatabaseUnsure():
            return render.message("errors/unsure")
        case DatabaseGone():
            return render.message("errors/gone")
        case SlackApiError() if code_of(error) == "expired_trigger_id":
            return render.message("errors/expired")
        case SlackApiError() | ClientError() | TimeoutError():
            log.warning("slack_failed", error=code_of(error))
            return render.message("errors/slack", error=code_of(error))
        case _:
            reference = secrets.token_hex(4)
            log.error("bug", reference=reference, exc_info=error)
            return render.message("errors/bug", reference=reference)


async def explain(error: Exception, body: dict[str, Any], context: Any, client: Any) -> BoltResponse:
    """Answer a request that failed: in place for a command, at the field or over the form for a modal."""
    if await is_done(error, context):
        return BoltResponse(status=200, body="")
    if body.get("type") == "view_submission" and isinstance(error, FieldErrors):
        return reply(
            {"response_action": "errors", "errors": {field: plain(words) for field, words in error.errors.items()}}
        )
    message = words_for(error)
    if "command" in body and not isinstance(error, Refusal):
        # Slack has cleared the composer: what was typed is nowhere else.
        typed = as_typed(f"{body['command']} {body.get('text', '')}".strip())
        message = render.message("errors/typed", said=message, typed=typed)
    try:
        return await say(message, body, context, client, retry=not isinstance(error, Refusal))
    except (SlackApiError, ClientError, TimeoutError) as failed:
        log.warning("refusal_unsaid", error=code_of(failed))
    await say_apart(message, context, client)
    return BoltResponse(status=200, body="")


async def say_apart(message: Message, context: Any, client: Any) -> None:
    """Where Slack shows nothing at the place itself: as a message from Payoff to the person."""
    try:
        await client.chat_postMessage(channel=context.user_id, **message.post())
    except (SlackApiError, ClientError, TimeoutError) as failed:
        log.error("person_untold", error=code_of(failed))


async def say(message: Message, body: dict[str, Any], context: Any, client: Any, *, retry: bool) -> BoltResponse:
    """Put the words where the person looks."""
    kind = body.get("type", "command")
    if kind == "command" or "command" in body:
        return reply(message.ephemeral())
    if kind == "view_submission":
        # Over the form, not instead of it: closing the notice leads back to all that was typed.
        return reply({"response_action": "push", "view": notice(message)})
    if kind == "block_actions" and "view" in body:
        open_view = client.views_push if body["view"]["type"] == "modal" else client.views_open
        await open_view(trigger_id=body["trigger_id"], view=notice(message))
    elif kind in ("block_actions", "message_action") and context.get("response_url"):
        await context.respond(**message.ephemeral(), replace_original=False)
    elif "trigger_id" in body:
        await client.views_open(trigger_id=body["trigger_id"], view=notice(message))
    elif kind == "event_callback":
        event = body["event"]
        if retry and "X-Slack-Retry-Num" not in body:
            log.warning("event_failed", event_type=event.get("type"))
        place = event.get("channel") or event.get("item", {}).get("channel")
        if place and "user" in event:
            thread = event.get("thread_ts") or event.get("ts")
            await client.chat_postEphemeral(
                channel=place, user=event["user"], thread_ts=thread, text=message.text, blocks=message.blocks
            )
    return BoltResponse(status=200, body="")


def plain(words: str) -> str:
    """What is said under a field."""
    return COMMAND.sub(r"\1", words)


def notice(message: Message) -> dict[str, Any]:
    """A small modal that says only this."""
    return render.notice(message)


def reply(content: dict[str, Any]) -> BoltResponse:
    """A JSON answer in the response itself."""
    return BoltResponse(status=200, body=json.dumps(content), headers=JSON)
