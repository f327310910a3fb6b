"""Register a Web API method and what may call it."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.backstage import Backstage
from bot.sandbox.state import BOT_USER, Channel, Json, World
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.errors import Failure

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One call: what is behind the screen, and the arguments."""

    stage: Backstage
    args: Arguments

    @property
    def world(self) -> World:
        return self.stage.world

    def need_scope(self, scope: str) -> None:
        """Refuse an app whose manifest does not ask for this scope."""
        if self.stage.app.lacks(scope):
            provided = ",".join(self.stage.app.scopes or [])
            raise Failure("missing_scope", needed=scope, provided=provided)

    def channel(self, name: str = "channel", *, member: bool = False) -> Channel:
        """The channel that an argument names, if the app may know of it."""
        channel = self.world.channels.get(self.args.need(name))
        if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
            raise Failure("channel_not_found")
        if member and BOT_USER not in channel.members:
            raise Failure("not_in_channel")
        return channel

    def page(self, items: list[T], default: int = 100, most: int = 1000) -> tuple[list[T], str]:
        """One page of a list, and the cursor of the next."""
        limit = self.args.number("limit", default, most)
        start = offset_of(self.args.text("cursor"), len(items))
        end = start + limit
        return items[start:end], cursor_of(end) if end < len(items) else ""


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method's handler; `by` says whose token it takes: bot, app or anyone."""

    handler: Handler
    scope: str | None
    by: str


METHODS: dict[str, Method] = {}


def method(name: str, *, scope: str | None = None, by: str = "bot") -> Callable[[Handler], Handler]:
    """Register a handler under the method's name."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scope, by)
        return handler

    return register


def cursor_of(offset: int) -> str:
    """A cursor as opaque as Slack's."""
    return b64encode(f"next:{offset}".encode()).decode()


def offset_of(cursor: str, count: int) -> int:
    """Where a page begins.

    Raises:
        Failure: the cursor is none that was given out.
    """
    if not cursor:
        return 0
    try:
        offset = int(b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except ValueError:
        raise Failure("invalid_cursor") from None
    if not 0 < offset <= count:
        raise Failure("invalid_cursor")
    return offset
