"""Let a workspace install Payoff from a browser (OAuth v2), and no one else's browser finish it."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.flows import workspaces
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.seal import Sealer
from bot.slack.trouble import code_of
from bot.slack.workspaces import Directory
from bot.web.pages import page
from storage.database import Database, DatabaseTrouble

log = structlog.get_logger(__name__)

COOKIE = "payoff_install"
VALID = timedelta(minutes=10)


class Installer:
    """`/slack/install` sends a person to Slack; `/slack/oauth_redirect` is where Slack sends them back to."""

    def __init__(
        self, settings: Settings, database: Database, directory: Directory, time: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.database = database
        self.directory = directory
        self.time = time
        self.sealer = Sealer(settings.secret_keys)
        self.redirect_uri = f"{settings.public_url}/slack/oauth_redirect"

    def routes(self) -> list[Route]:
        """Where both are."""
        return [Route("/slack/install", self.begin), Route("/slack/oauth_redirect", self.finish)]

    async def begin(self, request: Request) -> Response:
        """Send a person to Slack, to say yes there. Only the browser that begins can finish."""
        nonce = secrets.token_urlsafe(24)
        state = self.state_for(nonce, self.time() + VALID)
        asked = {
            "client_id": self.settings.slack_client_id,
            "scope": ",".join(manifest.bot_scopes()),
            "state": state,
            "redirect_uri": self.redirect_uri,
        }
        api = urlsplit(self.settings.slack_api_url)
        response = RedirectResponse(f"{api.scheme}://{api.netloc}/oauth/v2/authorize?{urlencode(asked)}", 302)
        response.set_cookie(
            COOKIE,
            nonce,
            max_age=int(VALID.total_seconds()),
            path="/slack",
            httponly=True,
            secure=self.settings.public_url.startswith("https:"),
            samesite="lax",
        )
        return response

    async def finish(self, request: Request) -> Response:
        """Exchange Slack's code for a token, and keep it."""
        query = request.query_params
        if query.get("error"):
            return page("install_refused", status=400, why=query["error"])
        if not self.is_ours(query.get("state", ""), request.cookies.get(COOKIE, "")) or not query.get("code"):
            return page("install_expired", status=400)
        try:
            answer = await self.exchange(query["code"])
        except (SlackApiError, ClientError, TimeoutError, DatabaseTrouble) as error:
            code = code_of(error)
            log.warning("install_failed", error=code)
            return page("install_failed", status=502, error=code)
        response = page("installed", **answer)
        response.delete_cookie(COOKIE, path="/slack")
        return response

    async def exchange(self, code: str) -> dict[str, Any]:
        """Get the token and let the workspace in; returns what the page says of it."""
        client = self.directory.client_with()
        secret = self.settings.slack_client_secret
        # Not client.oauth_v2_access: it puts the secret into a header in a way that aiohttp is about to drop.
        granted: Any = await client.api_call(
            "oauth.v2.access",
            data={
                "client_id": self.settings.slack_client_id,
                "client_secret": secret.get_secret_value() if secret else "",
                "code": code,
                "redirect_uri": self.redirect_uri,
            },
        )
        # What was granted does not name the bot, by which Payoff knows its own messages.
        known: Any = await client.auth_test(token=granted["access_token"])
        whole = granted["enterprise"] if granted.get("is_enterprise_install") else granted["team"]
        await workspaces.install(
            self.database,
            self.directory,
            self.sealer,
            slack_id=whole["id"],
            name=whole.get("name") or "",
            bot_id=known["bot_id"],
            bot_user_id=known["user_id"],
            token=granted["access_token"],
            who=granted["authed_user"]["id"],
            now=self.time(),
        )
        return {"name": whole.get("name") or "your workspace", "team": whole["id"], "app": granted["app_id"]}

    def state_for(self, nonce: str, until: datetime) -> str:
        """What comes back from Slack: until when it is good, signed together with the browser's cookie."""
        moment = str(int(until.timestamp()))
        secret = self.settings.slack_client_secret
        key = secret.get_secret_value().encode() if secret else b""
        signature = hmac.new(key, f"install\0{moment}\0{nonce}".encode(), hashlib.sha256).hexdigest()
        return f"{moment}.{signature}"

    def is_ours(self, state: str, nonce: str) -> bool:
        """Whether this browser began the installation, not long ago."""
        moment, _, _ = state.partition(".")
        if not nonce or not (moment.isascii() and moment.isdigit() and len(moment) < 12):
            return False
        until = datetime.fromtimestamp(int(moment), self.time().tzinfo)
        return hmac.compare_digest(state.encode(), self.state_for(nonce, until).encode()) and self.time() < until
