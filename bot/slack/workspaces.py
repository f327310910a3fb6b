"""Know which workspace a request comes from, and speak to it with its own token."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

# How long a workspace is taken for what it was when it was last read: another process may have installed it anew,
# with another token, or seen it go.
FRESH_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Installed:
    """A workspace that may be served, and the token to speak to it with."""

    workspace_id: int
    slack_id: str
    bot_id: str
    bot_user_id: str
    token: str = field(repr=False)


# Reads a workspace by Slack's id for it, or by its row's number; None: it is not installed.
Load = Callable[[str | int], Awaitable[Installed | None]]


@dataclass
class Directory:
    """The workspaces that this process serves, kept in memory: no request asks Slack who it is.

    Without `load` there is only what was added, and it stays.
    """

    base_url: str
    session: ClientSession
    load: Load | None = None
    known: dict[str, Installed] = field(default_factory=dict)
    clients: dict[int, AsyncWebClient] = field(default_factory=dict)
    read_at: dict[str, float] = field(default_factory=dict)

    def add(self, installed: Installed) -> None:
        """Serve a workspace from now on, or with a new token."""
        before = self.known.get(installed.slack_id)
        if before is None or before.token != installed.token or installed.workspace_id not in self.clients:
            self.clients[installed.workspace_id] = self.client_with(installed.token)
        self.known[installed.slack_id] = installed
        self.read_at[installed.slack_id] = asyncio.get_running_loop().time()

    def forget(self, slack_id: str) -> None:
        """Serve a workspace no longer."""
        gone = self.known.pop(slack_id, None)
        if gone is not None:
            self.clients.pop(gone.workspace_id, None)
            self.read_at.pop(slack_id, None)

    async def find(self, *slack_ids: str | None) -> Installed | None:
        """The first of these teams or organisations that is installed."""
        named = [slack_id for slack_id in slack_ids if slack_id]
        for slack_id in named:
            if slack_id in self.known and self.is_fresh(slack_id):
                return self.known[slack_id]
        for slack_id in named:
            installed = await self.read(slack_id)
            if installed is not None:
                return installed
        return None

    async def client_of(self, workspace_id: int) -> AsyncWebClient | None:
        """A client with this workspace's token; None: it is not installed any more."""
        slack_id = next((known.slack_id for known in self.known.values() if known.workspace_id == workspace_id), None)
        if slack_id is None or not self.is_fresh(slack_id):
            await self.read(slack_id or workspace_id)
        return self.clients.get(workspace_id)

    def is_fresh(self, slack_id: str) -> bool:
        """Whether what is known of a workspace may be trusted without reading it again."""
        return self.load is None or asyncio.get_running_loop().time() - self.read_at[slack_id] < FRESH_SECONDS

    async def read(self, which: str | int) -> Installed | None:
        """Read a workspace anew."""
        if self.load is None:
            return None
        loaded = await self.load(which)
        if loaded is not None:
            self.add(loaded)
        elif isinstance(which, str):
            self.forget(which)
        return loaded

    def client_with(self, token: str = "") -> AsyncWebClient:
        """A client that calls once: the SDK's own retry sends a message again after a dropped connection."""
        return AsyncWebClient(token=token or None, base_url=self.base_url, session=self.session, retry_handlers=[])


class Authorize(AsyncAuthorize):
    """Tells Bolt whose request this is, without asking Slack."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: Any) -> AuthorizeResult | None:
        """What Bolt wants to know of a request's workspace; None refuses the request."""
        installed = await self.directory.find(team_id, enterprise_id)
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=installed.bot_id,
            bot_user_id=installed.bot_user_id,
            bot_token=installed.token,
        )
