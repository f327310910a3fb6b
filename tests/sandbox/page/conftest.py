"""Open the sandbox's page in Chromium, with the gallery's app behind it, or Payoff itself."""

import os
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.sandbox.clock import Clock
from bot.sandbox.server import Slack
from bot.slack import manifest
from tests.conftest import Running, running
from tests.sandbox.bare import Bare
from tests.sandbox.page import gallery
from tests.sandbox.page.screen import Screen

FIRST_MOMENT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def find_chromium() -> str | None:
    """The browser named by PAYOFF_CHROMIUM, or the system's."""
    named = os.environ.get("PAYOFF_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests."""
    path = find_chromium()
    if path is None:
        pytest.skip("no browser: install chromium, or name one in PAYOFF_CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def app() -> AsyncIterator[Bare]:
    """A fresh sandbox, Tuesday at ten in Berlin, with the gallery's app over signed HTTP."""
    async with Slack.open(clock=Clock(FIRST_MOMENT)) as slack, gallery.furnish(Bare(slack)).over_http() as app:
        yield app


@pytest_asyncio.fixture(loop_scope="session")
async def payoff(database_url: str) -> AsyncIterator[Running]:
    """A Payoff as it is installed, delivering as it goes; the page's time machine moves its clock."""
    # Time goes on: what stands in one channel comes a second after the other.
    clock = Clock(FIRST_MOMENT)
    clock.tick()
    async with running(database_url, manifest.manifest(), clock=clock) as payoff:
        payoff.app.clock.start()

        async def advance(_: datetime, until: datetime) -> None:
            await payoff.advance(to=until)

        payoff.slack.desk.on_advance = advance
        yield payoff


@pytest.fixture
def looks() -> dict[str, Any]:
    """How the browser is set up; a test that wants another one overrides this by parametrizing it."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser, looks: dict[str, Any]) -> AsyncIterator[BrowserContext]:
    settings = {"viewport": {"width": 1280, "height": 800}, "timezone_id": "America/New_York", **looks}
    context = await browser.new_context(**settings)
    context.set_default_timeout(15000)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> Page:
    return await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def screen(page: Page, app: Bare) -> AsyncIterator[Screen]:
    """Ana before #checkout, with the gallery's app."""
    async for screen in watched(page, app.slack):
        yield screen


@pytest_asyncio.fixture(loop_scope="session")
async def real(page: Page, payoff: Running) -> AsyncIterator[Screen]:
    """Ana before #checkout, with Payoff."""
    async for screen in watched(page, payoff.slack):
        yield screen


async def watched(page: Page, slack: Slack) -> AsyncIterator[Screen]:
    """Ana before #checkout. Afterwards: nothing was complained about in the console, nothing fetched from outside."""
    screen = Screen(page, slack.url)
    await screen.go("ana/checkout")
    yield screen
    assert screen.complaints == []
    assert screen.fetched_elsewhere == []
