"""What is logged, and what never is."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot import log

SAID = "What Ana typed about the pay rise"


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Everything that was logged since, as it was written."""
    stream = io.StringIO()
    before = logging.root.handlers[:], logging.root.level
    log.set_up("json", stream=stream)
    yield stream.getvalue
    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = before


async def test_a_request_with_a_wrong_signature_is_not_written_down(logged: Callable[[], str]) -> None:
    # Even where somebody turned Bolt's own log up.
    app = AsyncApp(signing_secret="0" * 32, token="xoxb-1")
    for name in (app.logger.name, "slack_bolt.AsyncRequestVerification"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    headers = {"x-slack-request-timestamp": "1", "x-slack-signature": "v0=forged"}

    answer = await app.async_dispatch(AsyncBoltRequest(body=f"text={SAID}", headers=headers))

    assert answer.status == 401
    assert "Invalid request signature detected" in logged()
    assert SAID not in logged()
    assert "forged" not in logged()


@pytest.mark.parametrize("name", ["slack_bolt", "slack_bolt.AsyncApp", "slack_sdk.web.async_client"])
def test_a_library_of_slack_keeps_only_its_own_words(logged: Callable[[], str], name: str) -> None:
    try:
        raise ValueError(SAID)
    except ValueError:
        logging.getLogger(name).exception(f"Failed to run listener (error: {SAID})")
    logging.getLogger(name).warning("Received %s", SAID)

    failed, received = map(json.loads, logged().splitlines())
    assert failed["event"] == "Failed to run listener: ValueError"
    assert received["event"] == "Received %s"
    assert SAID not in logged()


@pytest.mark.parametrize(
    "secret",
    ["xoxb-12-ab", "xoxe.xoxp-1-ab", "xapp-1-A1-ab", "https://hooks.slack.com/commands/T1/2/3"],
)
def test_what_looks_like_a_secret_is_never_written(logged: Callable[[], str], secret: str) -> None:
    try:
        raise ValueError(f"no answer for {secret}")
    except ValueError:
        structlog.get_logger("bot.x").exception("it_failed", token=secret)
    logging.getLogger("uvicorn.error").error("said %s", secret)

    assert "it_failed" in logged()
    assert secret not in logged()


def test_our_own_events_are_one_json_object_a_line(logged: Callable[[], str]) -> None:
    structlog.get_logger("bot.x").info("post_not_sent", kind="card", error="two\nlines")

    (line,) = logged().splitlines()
    event = json.loads(line)
    assert event["event"] == "post_not_sent"
    assert event["error"] == "two\nlines"
    assert event["level"] == "info"
    assert event["logger"] == "bot.x"
    assert event["timestamp"].endswith("Z")


def test_in_text_no_value_can_pass_for_a_line_of_its_own() -> None:
    stream = io.StringIO()
    before = logging.root.handlers[:], logging.root.level
    log.set_up("text", stream=stream)

    structlog.get_logger("bot.x").info("refused", path="/x\n2026-01-01 [error] forged")

    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = before
    assert len(stream.getvalue().splitlines()) == 1
