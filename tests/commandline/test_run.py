"""`python -m bot run` serves Slack, over HTTP and over Socket Mode, and ends as it should."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox.server import Slack
from bot.slack import manifest
from tests.shell import bot, start


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.open(manifest=manifest.manifest()) as slack:
        yield slack


class Started:
    """A process that runs, and what it has logged so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.logged: list[dict[str, Any]] = []

    async def until(self, event: str) -> dict[str, Any]:
        """Read its log until this is in it."""
        assert self.process.stderr is not None
        while True:
            line = await asyncio.wait_for(self.process.stderr.readline(), 20)
            assert line, self.logged
            self.logged.append(json.loads(line))
            if self.logged[-1]["event"] == event:
                return self.logged[-1]

    async def end(self) -> int:
        """Send SIGTERM, and wait for the exit code."""
        self.process.send_signal(signal.SIGTERM)
        _, rest = await asyncio.wait_for(self.process.communicate(), 10)
        self.logged += map(json.loads, rest.splitlines())
        return self.process.returncode or 0


@pytest.fixture
async def run(slack: Slack, tmp_path: Path) -> AsyncIterator[Any]:
    """Start `python -m bot run` against the sandbox."""
    started: list[Started] = []

    async def begin(**given: str) -> Started:
        common = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url, "PORT": "0", "HOST": "127.0.0.1"}
        common |= {"PAYOFF_POLL_SECONDS": "0.1", "PAYOFF_DRAIN_SECONDS": "0"}
        running = Started(await start("run", cwd=tmp_path, **{**common, **given}))
        started.append(running)
        return running

    yield begin
    for each in started:
        if each.process.returncode is None:
            each.process.kill()
            await each.process.communicate()


async def test_slack_is_served_over_http(slack: Slack, run: Any) -> None:
    running = await run(SLACK_SIGNING_SECRET=slack.signing_secret)
    port = (await running.until("ready"))["port"]
    slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")

    (answer,) = await slack.as_("ana").type("#checkout", "/payoff help")

    assert "/payoff" in answer.words
    assert await running.end() == 0
    assert running.logged[-1]["event"] == "stopped"


async def test_slack_is_served_over_socket_mode_without_a_signing_secret(slack: Slack, run: Any) -> None:
    running = await run(SLACK_APP_TOKEN=slack.app_token)
    port = (await running.until("ready"))["port"]

    (answer,) = await slack.as_("ana").type("#checkout", "/payoff help")

    assert "/payoff" in answer.words
    async with ClientSession() as session:
        # What nobody could check is not taken.
        async with session.post(f"http://127.0.0.1:{port}/slack/events", data=b"{}") as refused:
            assert refused.status == 404
        found: dict[str, str] = {}
        while found.get("clock") != "ok":
            async with session.get(f"http://127.0.0.1:{port}/readyz") as ready:
                found = await ready.json()
        assert found == {"database": "ok", "clock": "ok", "serving": "ok", "socket": "ok"}
    assert await running.end() == 0


async def test_a_socket_that_breaks_is_opened_anew(slack: Slack, run: Any) -> None:
    running = await run(SLACK_APP_TOKEN=slack.app_token)
    await running.until("ready")

    await slack.refresh_sockets()
    await slack.connected()

    assert await slack.as_("ana").type("#checkout", "/payoff help")
    assert await running.end() == 0


async def test_at_the_signal_readiness_says_no_while_requests_are_still_answered(slack: Slack, run: Any) -> None:
    running = await run(SLACK_SIGNING_SECRET=slack.signing_secret, PAYOFF_DRAIN_SECONDS="60")
    url = f"http://127.0.0.1:{(await running.until('ready'))['port']}"
    slack.deliver_to(f"{url}/slack/events")

    running.process.send_signal(signal.SIGTERM)
    await running.until("stopping")

    # Each over a connection of its own: a server that has stopped takes none.
    for _ in range(300):
        async with ClientSession() as session, session.get(f"{url}/readyz") as ready:
            assert (ready.status, (await ready.json())["serving"]) == (503, "stopped")
    assert await slack.as_("ana").type("#checkout", "/payoff help")
    # A second signal waits for no more.
    assert await running.end() == 0


async def test_what_runs_when_the_signal_comes_is_finished(slack: Slack, run: Any) -> None:
    running = await run(SLACK_APP_TOKEN=slack.app_token)
    await running.until("ready")
    ana, changed = slack.as_("ana"), slack.stage.world.listen()
    # Slack opens the form, and is slow to say so: the command is still being answered when the signal comes.
    slack.faults.add("slow", method="views.open", seconds=1)
    typing = asyncio.create_task(ana.type("#checkout", "/metric new"))
    while ana.modal is None:
        await changed.wait()
        changed.clear()

    began = time.monotonic()
    code = await running.end()

    await typing
    assert slack.deliveries[-1].status == 200
    assert (code, time.monotonic() - began < 10) == (0, True)


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_SIGNING_SECRET": "s"}, 2, "SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, 2, "SLACK_APP_TOKEN (invalid_auth)"),
        ({"SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": "http://127.0.0.1:1/api/"}, 1, "cannot be reached at"),
        ({"SLACK_SIGNING_SECRET": "s", "HOST": "203.0.113.1"}, 2, "Nothing can listen at 203.0.113.1:0"),
        ({"SLACK_SIGNING_SECRET": "s", "HOST": "no.such.host.invalid"}, 2, "HOST is no.such.host.invalid"),
    ],
)
async def test_what_keeps_it_from_starting_is_said_with_what_to_do(
    slack: Slack, tmp_path: Path, given: dict[str, str], code: int, says: str
) -> None:
    common = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url, "PORT": "0", "HOST": "127.0.0.1"}

    ended = await bot("run", cwd=tmp_path, **{**common, **given})

    assert ended.code == code
    assert says in ended.err
    assert "Traceback" not in ended.err
    assert slack.bot_token not in ended.err


async def test_nothing_that_was_said_is_in_the_log(slack: Slack, run: Any) -> None:
    running = await run(SLACK_APP_TOKEN=slack.app_token)
    await running.until("ready")

    for text in ("/payoff nonsense-7351", "/release show nonsense-7351", "<@U0PAYOFF> nonsense-7351"):
        await slack.as_("ana").type("#checkout", text)

    assert await running.end() == 0
    assert "nonsense-7351" not in json.dumps(running.logged)
    assert slack.bot_token not in json.dumps(running.logged)
