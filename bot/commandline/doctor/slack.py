"""Check the tokens, the scopes, the signing secret and the clock against Slack itself."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commandline.doctor import installing
from bot.commandline.doctor.finding import Finding
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.trouble import code_of

TROUBLE = (SlackApiError, ClientError, TimeoutError)
# Slack's requests are refused when their time is five minutes off; one minute leaves room for more drift.
MOST_DRIFT = timedelta(minutes=1)


async def findings(settings: Settings, time: Callable[[], datetime]) -> AsyncIterator[Finding]:
    """All that Slack can tell."""
    if (finding := check_signing_secret(settings)) is not None:
        yield finding
    async with ClientSession(timeout=ClientTimeout(total=settings.slack_timeout_seconds)) as session:
        client = AsyncWebClient(base_url=settings.slack_api_url, session=session, retry_handlers=[])
        try:
            answer: Any = await client.api_test()
        except TROUBLE as error:
            yield Finding(
                "Slack",
                f"cannot be reached at {settings.slack_api_url} ({code_of(error)}).",
                "Check the network, the proxy, and SLACK_API_URL if it is set.",
            )
            return
        yield Finding("Slack", f"answers at {settings.slack_api_url}")
        yield check_clock(answer.headers.get("Date"), time())
        if settings.slack_bot_token is not None and not settings.installs:
            async for finding in check_bot_token(client, settings.slack_bot_token.get_secret_value()):
                yield finding
        if settings.slack_app_token is not None:
            yield await check_app_token(client, settings.slack_app_token.get_secret_value())
        if settings.installs:
            async for finding in installing.findings(settings, client, session):
                yield finding


def check_signing_secret(settings: Settings) -> Finding | None:
    """Whether the secret looks like one; its absence is told with the other settings."""
    if settings.slack_signing_secret is None:
        return Finding("Signing secret", "not needed over Socket Mode") if settings.over_socket else None
    if re.fullmatch(r"[0-9a-f]{32}", settings.slack_signing_secret.get_secret_value()):
        return Finding("Signing secret", "has the shape of one")
    return Finding(
        "Signing secret",
        "SLACK_SIGNING_SECRET does not look like one: it is 32 digits and letters from a to f.",
        "Copy it from api.slack.com/apps → Payoff → Basic Information → App Credentials; it is not the client secret.",
    )


def check_clock(date: str | None, now: datetime) -> Finding:
    """Whether this machine's clock agrees with Slack's."""
    try:
        drift = now - parsedate_to_datetime(date or "")
    except (TypeError, ValueError):
        return Finding("Clock", "could not be compared: Slack's answer has no date")
    seconds = round(abs(drift.total_seconds()))
    if abs(drift) <= MOST_DRIFT:
        return Finding("Clock", f"within {max(seconds, 1)} s of Slack's")
    return Finding(
        "Clock",
        f"{seconds} s {'ahead of' if drift > timedelta(0) else 'behind'} Slack's.",
        "Set this machine's clock, or let NTP do it: requests that are five minutes off are refused.",
    )


async def check_bot_token(client: AsyncWebClient, token: str) -> AsyncIterator[Finding]:
    """Whether the bot's token opens a workspace, and for what."""
    try:
        answer: Any = await client.auth_test(token=token)
    except TROUBLE as error:
        yield Finding(
            "Bot token",
            f"Slack does not accept SLACK_BOT_TOKEN ({code_of(error)}).",
            "Copy the Bot User OAuth Token again: api.slack.com/apps → Payoff → Install App.",
        )
        return
    yield Finding("Bot token", f"opens {answer.get('team')} ({answer.get('team_id')})")
    granted = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")} - {""}
    yield check_scopes(granted, set(manifest.bot_scopes()))


def check_scopes(granted: set[str], wanted: set[str]) -> Finding:
    """Whether the installed app may do what the manifest asks for."""
    if missing := sorted(wanted - granted):
        return Finding(
            "Scopes",
            f"missing {', '.join(missing)}.",
            "Paste the output of `python -m bot manifest` at api.slack.com/apps → Payoff → App Manifest, then "
            "Install App → Reinstall.",
        )
    more = sorted(granted - wanted)
    return Finding("Scopes", f"all {len(wanted)} granted" + (f"; not needed: {', '.join(more)}" if more else ""))


async def check_app_token(client: AsyncWebClient, token: str) -> Finding:
    """Whether a socket may be opened."""
    try:
        await client.apps_connections_open(app_token=token)
    except TROUBLE as error:
        return Finding(
            "App token",
            f"Slack does not accept SLACK_APP_TOKEN ({code_of(error)}).",
            "Generate an app-level token with the scope connections:write, and switch Socket Mode on: "
            "api.slack.com/apps → Payoff → Basic Information and Socket Mode.",
        )
    return Finding("App token", "opens a socket")
