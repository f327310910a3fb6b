"""Socket Mode greets, delivers, waits for acknowledgements, and reconnects."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, button, buttons
from tests.sandbox.slacks_types import check_request


@asynccontextmanager
async def a_socket(slack: Slack) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare socket that has been greeted."""
    answer = await AsyncWebClient(slack.app_token, slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(answer["url"]) as socket:
        hello = await socket.receive_json()
        assert hello["type"] == "hello"
        assert hello["connection_info"]["app_id"] == "A0PAYOFF"
        yield socket


async def test_an_envelope_waits_for_its_acknowledgement(slack: Slack) -> None:
    async with a_socket(slack) as socket:
        typing = asyncio.create_task(slack.as_("ana").type("#checkout", "/release list"))
        envelope = await socket.receive_json()
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"] is True
        assert envelope["payload"]["text"] == "list"

        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Two releases"}})

        (message,) = await typing
        assert message.words == "Two releases"


@pytest.mark.parametrize(
    ("act", "kind", "takes_answer"),
    [
        ("command", "slash_commands", True),
        ("shortcut", "interactive", True),
        ("click", "interactive", True),
        ("mention", "events_api", False),
    ],
)
async def test_an_envelope_is_what_the_official_client_reads(
    slack: Slack, client: AsyncWebClient, act: str, kind: str, takes_answer: bool
) -> None:
    ana = slack.as_("ana")
    await client.chat_postMessage(channel="C0CHECKOUT", text="x", blocks=[buttons(button("Ship"))])
    acts: dict[str, Callable[[], Coroutine[Any, Any, Any]]] = {
        "command": lambda: ana.type("#checkout", "/release list"),
        "shortcut": lambda: ana.shortcut("Plan a release"),
        "click": lambda: ana.click("Ship"),
        "mention": lambda: ana.type("#checkout", "@Payoff hello"),
    }
    async with a_socket(slack) as socket:
        acting = asyncio.create_task(acts[act]())
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await acting

    read = SocketModeRequest.from_dict(envelope)
    assert read is not None
    assert (read.type, read.accepts_response_payload) == (kind, takes_answer)
    more = {"retry_attempt", "retry_reason"} if kind == "events_api" else set()
    assert set(envelope) == {"envelope_id", "type", "payload", "accepts_response_payload"} | more
    assert (read.retry_attempt, read.retry_reason) == ((0, "") if more else (None, None))
    check_request(read.payload)


async def test_an_event_that_is_not_acknowledged_comes_again(slack: Slack) -> None:
    slack.ack_seconds = 0.05
    slack.retry_waits = (0.0,)
    async with a_socket(slack) as socket:
        typing = asyncio.create_task(slack.as_("ana").type("#checkout", "@Payoff hello"))
        first, second = await socket.receive_json(), await socket.receive_json()
        await socket.send_json({"envelope_id": second["envelope_id"]})
        await typing

    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["accepts_response_payload"] is False


async def test_envelopes_go_to_the_connections_in_turn(slack: Slack) -> None:
    async with a_socket(slack) as one, a_socket(slack) as other:
        for socket in (one, other):
            typing = asyncio.create_task(slack.as_("ana").type("#checkout", "/release list"))
            envelope: dict[str, Any] = await socket.receive_json(timeout=2)
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
            await typing


async def test_a_socket_that_closes_before_it_answers_is_a_failure(slack: Slack) -> None:
    async with a_socket(slack) as socket:
        typing = asyncio.create_task(slack.as_("ana").type("#checkout", "/release list"))
        await socket.receive_json()
        await socket.close()

        (message,) = await typing

    assert message.words == "/release failed with the error “dispatch_failed”"


async def test_a_connection_is_opened_once_with_its_ticket(slack: Slack) -> None:
    answer = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(answer["url"]):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(answer["url"])


async def test_asked_to_refresh_the_client_connects_anew(slack: Slack) -> None:
    bare = Bare(slack)
    bare.on_command(text="Here again")
    async with bare.over_socket():
        hub = slack.stage.courier.sockets
        (old,) = hub.connections

        await slack.refresh_sockets()
        await slack.connected()

        assert hub.connections[0] is not old
        (message,) = await slack.as_("ana").type("#checkout", "/release list")
        assert message.words == "Here again"


async def test_nonsense_on_a_socket_is_ignored(slack: Slack) -> None:
    async with a_socket(slack) as socket:
        await socket.send_str("{")
        await socket.send_str(json.dumps({"envelope_id": "unknown"}))
        typing = asyncio.create_task(slack.as_("ana").type("#checkout", "/release list"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})

        assert await typing == []
