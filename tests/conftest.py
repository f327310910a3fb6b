"""Start a real Payoff on a real database against a Slack of our own, for each test that asks for one."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import uvicorn
from hypothesis import settings as hypothesis_settings

from bot.app import Payoff, build
from bot.sandbox.clock import Clock, GoingBack, Watch
from bot.sandbox.server import Slack
from bot.settings import Settings
from bot.slack import manifest as of_payoff
from storage.database import Database
from storage.posts import PACE

pytest_plugins = ["tests.databases"]

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("payoff", deadline=None)
hypothesis_settings.load_profile("payoff")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without looking for garbage: modules and thousands of tests are none, and are not looked at again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


# Tuesday, 10:00 in Berlin.
FIRST_MOMENT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@dataclass
class StoppedClock:
    """A clock that stands still until a test moves it."""

    now: datetime = FIRST_MOMENT


@dataclass
class Running:
    """A Payoff that runs, and what a test may look at."""

    app: Payoff
    slack: Slack
    clock: Watch
    url: str

    @property
    def database(self) -> Database:
        return self.app.database

    @property
    def workspace_id(self) -> int:
        (installed,) = self.app.directory.known.values()
        return installed.workspace_id

    async def settle(self) -> None:
        """Deliver everything that is due now, a second after the other where it is for the same channel."""
        postman, begun = self.app.postman, self.clock.now
        await postman.deliver_due()
        while (next_at := await postman.next_due(of_due_by=begun)) is not None and next_at <= self.clock.now + PACE:
            self.set_time(max(next_at, self.clock.now))
            if not await postman.deliver_due():
                break

    async def advance(self, to: datetime | None = None, **span: float) -> None:
        """Let time pass, stopping at each moment at which a post is due."""
        await self.app.postman.walk(to or self.clock.now + timedelta(**span), self.set_time)
        await self.settle()

    def set_time(self, moment: datetime) -> None:
        # One that ticks may be there already, or get there first.
        with suppress(GoingBack):
            self.clock.now = max(moment, self.clock.now)


@asynccontextmanager
async def serving(asgi: Any) -> AsyncIterator[int]:
    """Serve an application in the test's own loop, on a free port of loopback, until what it began has ended.

    The server's own loop looks ten times a second whether it is to end, and would keep each test waiting for that.
    """
    config = uvicorn.Config(asgi, host="127.0.0.1", port=0, log_level="error", lifespan="off", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    await server.on_tick(0)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.servers[0].close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    if server.server_state.tasks:
        await asyncio.wait(server.server_state.tasks)


@asynccontextmanager
async def running(
    database_url: str,
    manifest: dict[str, Any] | None = None,
    *,
    first_moment: datetime = FIRST_MOMENT,
    clock: Clock | None = None,
) -> AsyncIterator[Running]:
    """Run a Payoff over signed HTTP, in a Slack that knows its manifest or lets it do everything.

    Its clock stands still, unless it is given another.
    """
    clock = clock or StoppedClock(first_moment)
    async with Slack.open(clock=clock, manifest=manifest) as slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=database_url,
        )
        app = build(settings, database=Database(database_url), time=lambda: clock.now)
        await app.start(ticking=False)
        async with serving(app.asgi()) as port:
            slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
            # Slack's three seconds would measure the machine; what is to be late says so itself.
            slack.trigger_seconds = slack.ack_seconds = 30
            yield Running(app, slack, clock, f"http://127.0.0.1:{port}")
        await app.stop()


@pytest.fixture
async def payoff(database_url: str) -> AsyncIterator[Running]:
    """A running Payoff, over signed HTTP, in a Slack that lets it do what its manifest asks for and no more."""
    async with running(database_url, of_payoff.manifest()) as payoff:
        yield payoff


@pytest.fixture
def ana(payoff: Running) -> Any:
    """Ana Ruiz, product."""
    return payoff.slack.as_("ana")


@pytest.fixture
def ben(payoff: Running) -> Any:
    """Ben Okafor, delivery lead."""
    return payoff.slack.as_("ben")


@pytest.fixture
def chloe(payoff: Running) -> Any:
    """Chloe Martin, support."""
    return payoff.slack.as_("chloe")


@pytest.fixture
def dev(payoff: Running) -> Any:
    """Dev Patel, engineer."""
    return payoff.slack.as_("dev")


@pytest.fixture
def eva(payoff: Running) -> Any:
    """Eva Lind, stakeholder in finance."""
    return payoff.slack.as_("eva")
