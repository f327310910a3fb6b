"""What a request left to be done later is done once, wherever the process ends: asked to, or killed."""

import ast
import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from bot.sandbox.clock import Clock
from bot.sandbox.server import Slack
from bot.slack import manifest
from tests.playing import card_of, define_metric, hand_in, plan_release
from tests.shell import ROOT, environment
from tests.test_house import modules, place_of

# Of a lease and of a quiet time in these processes: as short as their timeout allows.
SETTINGS = {
    "PROOF_LEASE": "5",
    "PROOF_QUIET": "1.5",
    "PAYOFF_SLACK_TIMEOUT_SECONDS": "2",
    "PAYOFF_DRAIN_SECONDS": "0.2",
}
PATIENCE = 60.0


class Process:
    """Payoff in a process of its own, and others after it on the same database."""

    def __init__(self, slack: Slack, folder: Path) -> None:
        self.slack, self.folder = slack, folder
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start, and let Slack know where."""
        given = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'payoff.db'}",
            "HOST": "127.0.0.1",
            "PORT": "0",
            "PAYOFF_LOG": "json",
            "PAYOFF_POLL_SECONDS": "0.1",
        }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.proofs.replica",
            cwd=self.folder,
            env=environment(given | SETTINGS),
            stderr=asyncio.subprocess.PIPE,
        )
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while b'"ready"' not in (line := await self.process.stderr.readline()):
                assert line, "It ended before it was ready."
        port = int(line.partition(b'"port": ')[2].partition(b",")[0].rstrip(b"}\n"))
        await answers(f"http://127.0.0.1:{port}/readyz")
        self.slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")

    async def end(self, number: signal.Signals) -> int:
        """Send a signal, and wait for the exit code as long as whoever stops a service does."""
        assert self.process is not None
        self.process.send_signal(number)
        await asyncio.wait_for(self.process.communicate(), 10)
        return self.process.returncode or 0


async def answers(url: str) -> None:
    """Until someone answers there."""
    async with asyncio.timeout(PATIENCE), ClientSession() as session:
        while True:
            with suppress(ClientError):
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.05)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.open(clock=Clock(datetime.now(UTC), ticking=True), manifest=manifest.manifest()) as slack:
        slack.trigger_seconds = slack.ack_seconds = 30
        yield slack


@pytest.fixture
async def payoff(slack: Slack, tmp_path: Path) -> AsyncIterator[Process]:
    running = Process(slack, tmp_path)
    await running.start()
    yield running
    if running.process is not None and running.process.returncode is None:
        running.process.kill()
        await running.process.communicate()


async def until(slack: Slack, holds: Callable[[], bool]) -> None:
    """Until something is so in this Slack."""
    changed = slack.stage.world.listen()
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await changed.wait()
            changed.clear()


def called(slack: Slack, method: str) -> int:
    """How often a method has been called, answered or not."""
    return sum(call.method == method for call in slack.calls)


def rows(count: int) -> bytes:
    """A file of hours; more than a few thousand are too many to be read while someone waits."""
    first = datetime(2003, 1, 1, tzinfo=UTC)
    return "\n".join(
        ["date,value", *(f"{first + timedelta(hours=hour):%Y-%m-%d %H:%M},{hour % 97}" for hour in range(count))]
    ).encode()


def told(person: Any) -> list[str]:
    """What came of imports."""
    return [message.words for message in person.messages("@Payoff") if "new," in message.words]


Begin = Callable[[Slack, Any], Awaitable[None]]


async def while_the_file_is_fetched(slack: Slack, ana: Any) -> None:
    """An import waits for Slack's answer about the file."""
    slack.faults.add("slow", method="files.info", times=2, seconds=1.5)
    before = called(slack, "files.info")
    await hand_in(ana, rows(6_000))
    await until(slack, lambda: called(slack, "files.info") >= before + 2)


async def while_the_rows_are_read(slack: Slack, ana: Any) -> None:
    """An import reads many rows, and keeps them: Slack is asked nothing meanwhile."""
    await hand_in(ana, rows(100_000))
    await until(slack, lambda: called(slack, "files.info") >= 2)


async def while_the_result_is_said(slack: Slack, ana: Any) -> None:
    """The readings are kept, and Slack has the message and has not said so yet."""
    slack.faults.add("slow", method="chat.postMessage", times=1, seconds=1.5)
    await hand_in(ana, rows(6_000))
    await until(slack, lambda: bool(told(ana)))


ENDS = [signal.SIGTERM, signal.SIGKILL]


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
@pytest.mark.parametrize("begin", [while_the_file_is_fetched, while_the_rows_are_read, while_the_result_is_said])
async def test_an_import_is_done_and_told_of_once(
    slack: Slack, payoff: Process, begin: Begin, number: signal.Signals
) -> None:
    ana = slack.as_("ana")
    await define_metric(ana, value="")
    await begin(slack, ana)
    await ana.close_all()

    code = await payoff.end(number)
    await payoff.start()
    await until(slack, lambda: bool(told(ana)))
    # Whatever else would come of it has come when the next thing was said.
    await plan_release(ana)
    await until(slack, lambda: any(not m.ephemeral for m in ana.messages("#checkout")))

    assert code == (0 if number is signal.SIGTERM else -signal.SIGKILL)
    (only,) = told(ana)
    assert "new, 0 corrected, 0 known already" in only
    (shown,) = await ana.type("#checkout", "/metric list")
    assert "Checkout conversion" in shown.words


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
async def test_a_message_that_is_being_sent_is_sent_once(slack: Slack, payoff: Process, number: signal.Signals) -> None:
    ana = slack.as_("ana")
    slack.faults.add("slow", method="chat.postMessage", times=1, seconds=1.5)
    await plan_release(ana)
    await until(slack, lambda: called(slack, "chat.postMessage") > 0)

    code = await payoff.end(number)
    await payoff.start()
    await plan_release(ana, "Guest checkout")
    await until(slack, lambda: any("Guest checkout" in m.words for m in ana.messages("#checkout")))

    assert code == (0 if number is signal.SIGTERM else -signal.SIGKILL)
    card_of(ana)
    card_of(ana, "Guest checkout")


def test_every_task_is_kept_by_who_waits_for_it() -> None:
    # The loop itself holds a task but weakly: one that nobody keeps may vanish in the middle of its work.
    lost = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_dropped = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            if is_dropped and ast.unparse(node.value.func).endswith(("create_task", "ensure_future")):  # type: ignore[attr-defined]
                lost.append(f"{place_of(path)}:{node.lineno}")

    assert lost == []
    assert (ROOT / "bot").is_dir()
