"""Check that workspaces can install Payoff: the app's own credentials, and the address they come back to."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from aiohttp import ClientConnectorDNSError, ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commandline.doctor.finding import Finding
from bot.settings import Settings
from bot.slack.trouble import code_of

AT_HOME = ("localhost", "127.0.0.1")


async def findings(settings: Settings, client: AsyncWebClient, session: ClientSession) -> AsyncIterator[Finding]:
    """All that can be told before the first workspace comes."""
    if settings.slack_client_secret is not None:
        yield await check_client(client, settings.slack_client_id, settings.slack_client_secret.get_secret_value())
    if settings.public_url:
        yield await check_address(session, settings.public_url)


async def check_client(client: AsyncWebClient, client_id: str, client_secret: str) -> Finding:
    """Whether Slack knows the app. It is asked with a code that cannot be right, and says first what else is wrong."""
    try:
        await client.api_call(
            "oauth.v2.access", data={"client_id": client_id, "client_secret": client_secret, "code": "none"}
        )
    except (SlackApiError, ClientError, TimeoutError) as error:
        code = code_of(error)
        if code in ("invalid_client_id", "bad_client_secret"):
            name = "SLACK_CLIENT_ID" if code == "invalid_client_id" else "SLACK_CLIENT_SECRET"
            return Finding(
                "App credentials",
                f"Slack does not accept {name} ({code}).",
                "Copy both again: api.slack.com/apps → Payoff → Basic Information → App Credentials.",
            )
    return Finding("App credentials", "Slack knows them")


async def check_address(session: ClientSession, url: str) -> Finding:
    """Whether the address leads here; before the first start nobody answers there, which is no fault."""
    name = "Public address"
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in AT_HOME:
        return Finding(name, f"{url} is not https.", "Slack sends people back to https only: set PAYOFF_PUBLIC_URL.")
    try:
        async with session.get(f"{url}/healthz", allow_redirects=False) as answer:
            if answer.status == 200 and await answer.text() == "ok\n":
                return Finding(name, f"{url} leads to Payoff")
            return Finding(
                name,
                f"{url} is answered by something else ({answer.status}).",
                "Let the proxy hand all paths on to Payoff, or correct PAYOFF_PUBLIC_URL.",
            )
    except ClientConnectorDNSError:
        return Finding(name, f"{parts.hostname} is not known.", "Correct PAYOFF_PUBLIC_URL, or make the name known.")
    except (ClientError, TimeoutError):
        return Finding(name, f"nobody answers at {url} yet; Payoff has to, once it runs")
