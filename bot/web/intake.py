"""Hand what Slack sends to Bolt, whichever way it came, and measure how long the answer took."""

from time import perf_counter
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.meter import Meter

log = structlog.get_logger(__name__)

KINDS = {
    "event_callback": "event",
    "block_actions": "action",
    "block_suggestion": "options",
    "view_submission": "view_submission",
    "view_closed": "view_closed",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "url_verification": "url_verification",
}


class Intake:
    """Where everything that Slack sends comes by."""

    def __init__(self, bolt: AsyncApp, meter: Meter) -> None:
        self.bolt = bolt
        self.meter = meter

    async def take(self, request: AsyncBoltRequest) -> BoltResponse:
        """Bolt's answer; 500 when a fault of ours left no other, so that Slack sends an event again."""
        began = perf_counter()
        kind = kind_of(request.body)
        try:
            response = await self.bolt.async_dispatch(request)
        except Exception:
            log.exception("request_failed", kind=kind)
            response = BoltResponse(status=500, body="")
        self.meter.answered(kind, response.status, perf_counter() - began)
        return response


def kind_of(body: dict[str, Any]) -> str:
    """What kind of request this is, in one of few words."""
    return "command" if "command" in body else KINDS.get(str(body.get("type")), "other")
