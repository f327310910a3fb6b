"""Whoever installs an app is asked first, and the app hears the answer."""

import re
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.sandbox.server import Slack

TARGET = "http://127.0.0.1:1/slack/oauth_redirect"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ask(slack: Slack, session: aiohttp.ClientSession, **given: str) -> tuple[int, str]:
    query = {"client_id": slack.client_id, "scope": "commands", "redirect_uri": TARGET, "state": "s 1", **given}
    async with session.get(f"{slack.url}/oauth/v2/authorize", params=query) as response:
        return response.status, await response.text()


async def test_the_page_leads_back_with_a_code_or_a_refusal(slack: Slack, session: aiohttp.ClientSession) -> None:
    _, page = await ask(slack, session)

    allow, deny = (parse_qs(urlsplit(unescape(link)).query) for link in re.findall(r'href="([^"]+)"', page))

    assert "Payoff is requesting permission to access the Northwind Outfitters workspace" in page
    assert allow["state"] == deny["state"] == ["s 1"]
    assert slack.stage.app.codes == {allow["code"][0]: "U0ANA"}
    assert deny["error"] == ["access_denied"]


@pytest.mark.parametrize("wrong", [{"client_id": "1.2"}, {"redirect_uri": "javascript:alert(1)"}])
async def test_a_stranger_is_sent_nowhere(slack: Slack, session: aiohttp.ClientSession, wrong: dict[str, str]) -> None:
    status, page = await ask(slack, session, **wrong)

    assert status == 400
    assert "href" not in page
    assert slack.stage.app.codes == {}


async def test_only_an_address_of_the_manifest_is_led_to(session: aiohttp.ClientSession) -> None:
    manifest = {"oauth_config": {"redirect_urls": ["https://payoff.example/"]}}
    async with Slack.open(manifest=manifest) as slack:
        status, _ = await ask(slack, session)

    assert status == 400
