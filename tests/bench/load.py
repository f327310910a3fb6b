"""Press a server from a process of its own: signed slash commands, over connections that are kept open."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from tests.bench.wire import Connection, listening


@dataclass(frozen=True)
class Command:
    """A slash command; `{number}` in its text is another number in each request, and `says` is in each answer."""

    name: str
    text: str
    says: str
    # Whether something in the workspace changes before each request.
    after_a_change: bool = False


@dataclass(frozen=True)
class Pressing:
    """How often a command is sent, over how many connections at once, to whom."""

    port: int
    secret: str
    command: Command
    connections: int
    requests: int
    # The database's file.
    file: Path
    # Begins the numbers in the texts and the names of the requests: no two are alike.
    first: int


def presser() -> ProcessPoolExecutor:
    """The process that presses."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


def press(pressing: Pressing) -> list[float]:
    """Do it; the seconds that each answer took.

    Raises:
        ValueError: an answer is not the one that was wanted.
    """
    return asyncio.run(pressed(pressing))


async def pressed(pressing: Pressing) -> list[float]:
    """All connections at work, until the last request is answered."""
    numbers = range(pressing.first, pressing.first + pressing.requests)
    async with listening() as (port, told):
        # Signed before the first is sent: the server is measured, not this process.
        waiting = iter([(f"/{number}", request(pressing, number, port)) for number in numbers])
        with closing(sqlite3.connect(pressing.file, isolation_level=None)) as database:
            each = await asyncio.gather(*(work(pressing, waiting, told, database) for _ in range(pressing.connections)))
    return [seconds for taken in each for seconds in taken]


async def work(
    pressing: Pressing, waiting: Iterator[tuple[str, bytes]], told: dict[str, bytes], database: sqlite3.Connection
) -> list[float]:
    """One connection: send the next request as soon as the last is answered, there or at its response URL."""
    taken, wanted = [], pressing.command.says
    async with Connection.to(pressing.port) as connection:
        for path, each in waiting:
            if pressing.command.after_a_change:
                # As another process would: the server has no part in it.
                database.execute("UPDATE workspace SET revision = revision + 1")
            began = perf_counter()
            status, body = await connection.send(each)
            taken.append(perf_counter() - began)
            if status != 200 or wanted not in said(body or told.get(path, b"")):
                raise ValueError(f"/{pressing.command.name} was answered with {status}: {body[:300]!r}")
    return taken


def said(body: bytes) -> str:
    """The words of an answer."""
    return str(json.loads(body).get("text", "")) if body.startswith(b"{") else body.decode()


def request(pressing: Pressing, number: int, port: int) -> bytes:
    """A command as Slack sends it; its response URL is at `port`."""
    body = urlencode(
        {
            "token": "of-no-use",
            "team_id": "T0PAYOFF",
            "team_domain": "northwind",
            "channel_id": "C0CHECKOUT",
            "channel_name": "checkout",
            "user_id": "U0ANA",
            "user_name": "ana",
            "command": f"/{pressing.command.name}",
            "text": pressing.command.text.format(number=number),
            "api_app_id": "A0PAYOFF",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:{port}/{number}",
            "trigger_id": f"1.{number}.bench",
        }
    )
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(pressing.secret).generate_signature(timestamp=timestamp, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        "host: localhost\r\n"
        "user-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "accept: */*\r\n"
        "accept-encoding: gzip,deflate\r\n"
        "content-type: application/x-www-form-urlencoded\r\n"
        f"content-length: {len(body)}\r\n"
        f"x-slack-request-timestamp: {timestamp}\r\n"
        f"x-slack-signature: {signature}\r\n\r\n"
    )
    return f"{head}{body}".encode()
