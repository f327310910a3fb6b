"""Wire Payoff together: Bolt, the database, the clock, and the three ways in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.types import ASGIApp

import commands
from bot.flows import workspaces
from bot.flows.caller import Caller
from bot.jobs.clock import Clock
from bot.jobs.posts import Postman
from bot.meter import Meter
from bot.settings import Settings
from bot.slack import charts
from bot.slack.responding import Respond
from bot.slack.workspaces import Authorize, Directory
from bot.web.application import application
from bot.web.intake import Intake
from storage.database import Database

log = structlog.get_logger(__name__)

Next = Callable[[], Awaitable[BoltResponse]]


def now_in_utc() -> datetime:
    """The one place where the time of day is read."""
    return datetime.now(UTC)


class Payoff:
    """A running Payoff: `start` it, hand requests to `bolt`, `stop` it."""

    def __init__(self, settings: Settings, database: Database, time: Callable[[], datetime]) -> None:
        self.settings = settings
        self.database = database
        self.time = time
        self.meter = Meter()
        database.on_refusal = self.meter.heard
        self.session: ClientSession
        self.directory: Directory
        self.bolt: AsyncApp
        self.intake: Intake
        self.postman: Postman
        self.clock: Clock

    async def start(self, *, ticking: bool = True) -> None:
        """Open what runs, and learn which workspaces there are."""
        # One session for all calls: the SDK would otherwise shake hands anew for each.
        self.session = ClientSession(timeout=ClientTimeout(total=self.settings.slack_timeout_seconds))
        self.directory = Directory(self.settings.slack_api_url, self.session)
        self.bolt = self.build_bolt()
        self.intake = Intake(self.bolt, self.meter)
        try:
            await workspaces.open_directory(self.database, self.directory, self.settings, now=self.time())
        except BaseException:
            await self.session.close()
            raise
        self.postman = Postman(self.database, self.directory, self.time, self.meter)
        self.clock = Clock(self.postman, poll_seconds=self.settings.poll_seconds)
        if ticking:
            self.clock.start()

    async def stop(self) -> None:
        """Let what runs finish, and close."""
        await self.clock.stop()
        charts.close()
        await self.session.close()
        await self.database.close()

    def asgi(self, **checks: Callable[[], bool]) -> ASGIApp:
        """The web side. Readiness asks the clock, and whatever else is named here."""
        return application(
            settings=self.settings,
            database=self.database,
            directory=self.directory,
            intake=self.intake,
            time=self.time,
            checks={"clock": self.clock.is_ticking, **checks},
        )

    def build_bolt(self) -> AsyncApp:
        """Bolt, with what listeners may name put into its context."""
        bolt = AsyncApp(
            # For a name of its own it would look through every caller's source, which takes longer than all the rest.
            name="payoff",
            client=self.directory.client_with(),
            # That None refuses a request is left out of Bolt's types.
            authorize=Authorize(self.directory),  # type: ignore[arg-type]
            # Answers from the listener itself: the default polls for it, and loses events whose listener raised.
            process_before_response=True,
            # Whatever comes over HTTP has been checked in bot.web.slack, before it was read.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        bolt.use(Before(self))
        commands.register(bolt)
        bolt.listener_runner.listener_completion_handler = After(self)
        return bolt

    async def furnish(self, context: Any, body: dict[str, Any]) -> None:
        """Put into Bolt's context what a listener may name."""
        installed = await self.directory.find(context.team_id, context.enterprise_id)
        if installed is None:
            # An uninstalled workspace's last events: the listeners for those ask for no caller.
            context["caller"] = None
        else:
            context["caller"] = Caller(
                workspace_id=installed.workspace_id,
                user_id=context.user_id or "",
                channel_id=context.channel_id or "",
                arrival=arrival_of(body),
            )
        context["now"] = self.time()
        context["database"] = self.database
        context["settings"] = self.settings
        context["respond"] = respond_to(context, body)
        context["directory"] = self.directory

    def look_at_posts(self) -> None:
        """What a request left owing should not wait for the next tick; one that owes nothing costs no look."""
        if self.database.owes:
            self.database.owes = False
            self.clock.nudge()


@dataclass(frozen=True)
class Before(AsyncMiddleware):
    """What comes before every listener. For a function, Bolt would work out all that it might name, each time."""

    payoff: Payoff

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Next) -> BoltResponse | None:  # noqa: A002
        await self.payoff.furnish(req.context, req.body)
        return await next()


@dataclass(frozen=True)
class After(AsyncListenerCompletionHandler):
    """What comes after every listener."""

    payoff: Payoff

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self.payoff.look_at_posts()


def respond_to(context: Any, body: dict[str, Any]) -> Respond:
    """What answers a click, in the thread it was made in."""
    thread = str(body.get("container", {}).get("thread_ts") or "")
    return Respond(
        context.response_url,
        context.client,
        channel=context.channel_id or "",
        user=context.user_id or "",
        thread=thread,
    )


def arrival_of(body: dict[str, Any]) -> str:
    """The name of a request that stays the same when Slack sends it again."""
    if "event_id" in body:
        return f"event:{body['event_id']}"
    if body.get("type") in ("view_submission", "view_closed"):
        # A view that was updated has a new hash: its next submission is another.
        return f"{body['type']}:{body['view']['id']}:{body['view'].get('hash', '')}"
    return f"trigger:{body['trigger_id']}" if body.get("trigger_id") else ""


def build(settings: Settings, *, database: Database | None = None, time: Callable[[], datetime] = now_in_utc) -> Payoff:
    """A Payoff that is ready to start."""
    return Payoff(settings, database or Database(settings.database_url), time)
