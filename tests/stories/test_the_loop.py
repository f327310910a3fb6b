"""Live the whole loop over each way in: signed HTTP, Socket Mode, and from outside by a robot that reads the screen."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.web.socket import Socket
from tests.conftest import Running
from tests.stories.robot import Inside, Robot

QUESTION = "What outcome will this release deliver?"


async def live_the_loop(ana: Any, eva: Any, *, due: str, key: str = "REL-1") -> None:
    """A metric and an outcome, a plan, the question, a date, a release, a week, a look, an answer, a value."""
    await ana.type("#checkout", "/metric new Basket completion")
    await ana.fill("Unit", "%")
    await ana.fill("Where is it today?", "61%")
    assert not await ana.submit()
    await ana.close()

    await ana.type("#checkout", "/release plan Saved baskets")
    assert not await ana.submit()
    (card,) = await ana.sees("#checkout", "Saved baskets")
    assert QUESTION in card

    await ana.type("#checkout", "/release schedule Saved baskets tomorrow")
    await ana.choose("Outcome", "A new one…")
    await ana.fill("What gets better, and for whom?", "Shoppers find their basket again")
    await ana.choose("What kind of outcome is it?", "A customer's problem solved")
    await ana.choose("What does it move?", "Engagement")
    await ana.choose("Which number moves?", "Basket completion")
    await ana.fill("Where is it today?", "61")
    await ana.fill("Where should it be?", "61")
    await ana.choose("By when?", due)
    await ana.fill("How much of it will this release move?", "1, 2, 3")
    await ana.fill("Worth a year, if it works", "€73k")
    await ana.choose("Why now?", "It is ready and worth it")
    errors = await ana.submit()
    assert list(errors) == ["Where should it be?"]
    assert await ana.form_is_open()
    await ana.fill("Where should it be?", "65")
    assert not await ana.submit()
    assert not await ana.form_is_open()
    (card,) = await ana.sees("#checkout", "Saved baskets", saying="scheduled")
    assert "61 % → 65 %" in card

    await ana.advance(days=1)
    assert any("shipped" in words for words in await ana.type("#checkout", "/release ship Saved baskets"))
    await ana.advance(days=1)
    await ana.type("#checkout", "/metric record Basket completion 63.1%")
    await ana.advance(days=8)
    (asked,) = await ana.sees("#checkout", "Did Saved baskets pay off?")
    assert "63.1 %" in asked

    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Evidence", "https://dashboards.example/baskets")
    assert not await ana.submit()
    await ana.sees("#checkout", "Did Saved baskets pay off?", saying="Hit, verified")

    (value,) = await eva.type("#leadership", f"/value {key}")
    assert "hit" in value
    assert "claimed" not in value
    # 73,000 a year × 2.1 of 2 points promised × 9 days ÷ 365.
    assert "€1.9k evidenced, of €1.8k promised for its first nine days" in value


async def test_the_loop_over_signed_http(payoff: Running, ana: Any, eva: Any) -> None:
    await live_the_loop(Inside(payoff, ana), Inside(payoff, eva), due="2026-09-30")

    assert payoff.slack.deliveries


@pytest.fixture
async def over_socket(payoff: Running) -> AsyncIterator[Running]:
    """The same Payoff, with no address that Slack could call."""
    payoff.slack.deliver_to("http://127.0.0.1:9/nobody")
    socket = Socket(payoff.app.intake, payoff.slack.app_token, payoff.app.directory.client_with())
    await socket.open()
    yield payoff
    await socket.close(within_seconds=2)


async def test_the_loop_over_socket_mode(over_socket: Running, ana: Any, eva: Any) -> None:
    await live_the_loop(Inside(over_socket, ana), Inside(over_socket, eva), due="2026-09-30")


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """The demo as anyone starts it, in a process and a folder of its own; gives its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "demo",
        "--port",
        "0",
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = b""
    async with asyncio.timeout(240):
        while b"http://" not in said:
            line = await process.stdout.readline()
            assert line, said.decode()
            said += line
    yield said.decode().split("http://")[1].split()[0].rstrip("/.")
    process.terminate()
    await process.stdout.read()
    assert await process.wait() == 0


async def test_the_loop_from_outside_by_a_robot_that_reads_the_screen(demo: str) -> None:
    async with Robot(f"http://{demo}", "ana") as ana, Robot(f"http://{demo}", "eva") as eva:
        state = await ana.state()
        year = int(state["now"][:4]) + 1

        await live_the_loop(ana, eva, due=f"{year}-06-30", key="Saved baskets")
