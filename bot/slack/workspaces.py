"""Know which workspace a request comes from, and speak to it with its own token."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, kw_only=True)
class Installed:
    """A workspace that may be served, and the token to speak to it with."""

    workspace_id: int
    slack_id: str
    bot_id: str
    bot_user_id: str
    token: str = field(repr=False)


@dataclass
class Directory:
    """The workspaces that this process serves, kept in memory: no request asks Slack who it is.

    `load` fetches one that is not known yet (another process may have installed it).
    """

    base_url: str
    session: ClientSession
    load: Any = None
    known: dict[str, Installed] = field(default_factory=dict)
    clients: dict[int, AsyncWebClient] = field(default_factory=dict)

    def add(self, installed: Installed) -> None:
        """Serve a workspace from now on, or with a new token."""
        self.known[installed.slack_id] = installed
        self.clients[installed.workspace_id] = self.client_with(installed.token)

    def forget(self, slack_id: str) -> None:
        """Serve a workspace no longer."""
        gone = self.known.pop(slack_id, None)
        if gone is not None:
            self.clients.pop(gone.workspace_id, None)

    async def find(self, *slack_ids: str | None) -> Installed | None:
        """The first of these teams or organisations that is installed."""
        for slack_id in slack_ids:
            if not slack_id:
                continue
            if slack_id in self.known:
                return self.known[slack_id]
            loaded: Installed | None = await self.load(slack_id) if self.load else None
            if loaded is not None:
                self.add(loaded)
                return loaded
        return None

    def client_with(self, token: str = "") -> AsyncWebClient:
        """A client that calls once: the SDK's own retry sends a message again after a dropped connection."""
        return AsyncWebClient(token=token, base_url=self.base_url, session=self.session, retry_handlers=[])

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """What Bolt wants to know of a request's workspace; None refuses the request."""
        installed = await self.find(team_id, enterprise_id)
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=installed.bot_id,
            bot_user_id=installed.bot_user_id,
            bot_token=installed.token,
        )
