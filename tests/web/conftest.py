"""A Payoff that any workspace may install."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar
from yarl import URL

from bot.app import Payoff, build
from bot.sandbox.server import Slack
from bot.settings import Settings
from bot.slack import manifest
from bot.web.server import Server, bind, server
from storage.database import Database


@dataclass
class StoppedClock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@dataclass
class Process:
    """One of the processes that serve the same database."""

    app: Payoff
    slack: Slack
    clock: StoppedClock
    url: str
    http: Server
    serving: asyncio.Task[None]

    async def stop(self) -> None:
        self.http.should_exit = True
        await self.serving
        await self.app.stop()


@dataclass
class Browser:
    """A person's browser: it keeps cookies, and goes only where it is sent."""

    session: ClientSession
    process: Process

    async def get(self, path: str) -> tuple[int, str, str]:
        """The status, where it points to, and the page."""
        async with self.session.get(f"{self.process.url}{path}", allow_redirects=False) as answer:
            return answer.status, answer.headers.get("location", ""), await answer.text()

    async def begin(self) -> str:
        """Start to install; returns the state that Slack would send back."""
        _, location, _ = await self.get("/slack/install")
        return parse_qs(urlsplit(location).query)["state"][0]

    async def allow(self, state: str, code: str) -> tuple[int, str]:
        """Come back from Slack, having said yes there."""
        status, _, page = await self.get(str(URL("/slack/oauth_redirect").with_query(state=state, code=code)))
        return status, page


async def start(slack: Slack, clock: StoppedClock, database_url: str, *, secret_key: str = "k" * 32) -> Process:
    """Start a process that workspaces install from."""
    listener = bind("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = Settings(
        _env_file=None,
        slack_client_id=slack.stage.app.client_id,
        slack_client_secret=slack.stage.app.client_secret,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        secret_key=secret_key,
        public_url=url,
        database_url=database_url,
    )
    app = build(settings, database=Database(database_url), time=lambda: clock.now)
    await app.start(ticking=False)
    http = server(app.asgi(), grace_seconds=1)
    serving = asyncio.create_task(http.serve(sockets=[listener]))
    return Process(app, slack, clock, url, http, serving)


@pytest.fixture
async def process(database_url: str) -> AsyncIterator[Process]:
    """A process, and a Slack in which nobody has installed Payoff yet."""
    clock = StoppedClock()
    async with Slack.open(clock=clock, manifest=manifest.manifest()) as slack:
        running = await start(slack, clock, database_url)
        slack.deliver_to(f"{running.url}/slack/events")
        yield running
        await running.stop()


@pytest.fixture
async def browser(process: Process) -> AsyncIterator[Any]:
    """Ana's browser."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Browser(session, process)


@pytest.fixture
async def another_browser(process: Process) -> AsyncIterator[Any]:
    """Somebody else's browser."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Browser(session, process)
