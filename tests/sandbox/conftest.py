"""Open a sandbox for each test, with a bare app at its other end."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import Clock
from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare
from tests.sandbox.robot import Robot

FIRST_MOMENT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """A fresh sandbox, Tuesday at ten in Berlin."""
    async with Slack.open(clock=Clock(FIRST_MOMENT)) as slack:
        yield slack


@pytest.fixture
async def client(slack: Slack) -> AsyncWebClient:
    """The official client, with the app's token."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
async def bare(slack: Slack) -> AsyncIterator[Bare]:
    """A bare app over signed HTTP."""
    async with Bare(slack).over_http() as bare:
        yield bare


@pytest.fixture(params=["http", "socket"])
async def either(slack: Slack, request: pytest.FixtureRequest) -> AsyncIterator[Bare]:
    """A bare app over signed HTTP, and again over Socket Mode."""
    bare = Bare(slack)
    async with bare.over_http() if request.param == "http" else bare.over_socket():
        yield bare


@pytest.fixture
async def robot(slack: Slack) -> AsyncIterator[Robot]:
    """Someone outside, at the JSON API."""
    async with aiohttp.ClientSession() as session:
        yield Robot(slack, session)
