"""What comes to `/slack/events` is taken only if Slack sent it, whole and lately."""

import hashlib
import hmac
import json
import socket
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession

COMMAND = urlencode(
    {
        "command": "/payoff",
        "text": "help",
        "team_id": "T0PAYOFF",
        "channel_id": "C0CHECKOUT",
        "user_id": "U0ANA",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:1/",
    }
).encode()
FORM = "application/x-www-form-urlencoded"


def signed(secret: str, body: bytes, *, timestamp: str = "", content: str = FORM) -> dict[str, str]:
    """The headers with which Slack would send this body."""
    timestamp = timestamp or str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "content-type": content,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
    }


async def post(payoff: Any, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with (
        ClientSession() as session,
        session.post(f"{payoff.url}/slack/events", data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_what_slack_signed_is_answered(payoff: Any) -> None:
    status, text = await post(payoff, COMMAND, signed(payoff.slack.signing_secret, COMMAND))

    assert status == 200
    assert "/payoff" in json.loads(text)["text"]


@pytest.mark.parametrize(
    "spoil",
    [
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=é"},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "soon"},
        {"x-slack-request-timestamp": "nan"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": "²"},
    ],
)
async def test_what_slack_did_not_sign_is_refused(payoff: Any, spoil: dict[str, str]) -> None:
    headers = {**signed(payoff.slack.signing_secret, COMMAND), **spoil}

    assert await post(payoff, COMMAND, headers) == (401, '{"error": "invalid_signature"}')


async def test_what_was_signed_with_another_secret_is_refused(payoff: Any) -> None:
    assert (await post(payoff, COMMAND, signed("0" * 32, COMMAND)))[0] == 401


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_what_was_signed_more_than_five_minutes_away_is_refused(payoff: Any, minutes: int) -> None:
    headers = signed(payoff.slack.signing_secret, COMMAND, timestamp=str(int(time.time()) + 60 * minutes))

    assert (await post(payoff, COMMAND, headers))[0] == 401


async def test_a_body_of_more_than_a_megabyte_is_refused_unread(payoff: Any) -> None:
    body = b"x" * 1_000_001

    status, text = await post(payoff, body, signed(payoff.slack.signing_secret, body))

    assert (status, text) == (413, '{"error": "too_large"}')


async def test_a_body_that_does_not_tell_its_length_is_cut_off_at_a_megabyte(payoff: Any) -> None:
    async def endless() -> Any:
        for _ in range(64):
            yield b"x" * 65_536

    async with ClientSession() as session, session.post(f"{payoff.url}/slack/events", data=endless()) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    ("body", "content"),
    [(b"{", "application/json"), (b"payload=%7B", FORM), (b"\xff\xfe", FORM), (b"[1]", "application/json")],
)
async def test_what_is_signed_and_yet_unreadable_is_refused(payoff: Any, body: bytes, content: str) -> None:
    headers = signed(payoff.slack.signing_secret, body, content=content)

    assert (await post(payoff, body, headers))[0] == 400


async def test_slack_may_verify_the_address(payoff: Any) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c1", "token": "t"}).encode()

    status, text = await post(payoff, body, signed(payoff.slack.signing_secret, body, content="application/json"))

    assert (status, json.loads(text)) == (200, {"challenge": "c1"})


async def test_nothing_but_post_is_taken(payoff: Any) -> None:
    async with ClientSession() as session, session.get(f"{payoff.url}/slack/events") as answer:
        assert answer.status == 405


async def test_a_client_that_hangs_up_in_the_middle_disturbs_nobody(payoff: Any) -> None:
    host, port = payoff.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf")

    status, _ = await post(payoff, COMMAND, signed(payoff.slack.signing_secret, COMMAND))

    assert status == 200
