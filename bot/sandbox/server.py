"""Open a Slack of our own on loopback, and close it again."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox import company, consent, pipeline, uploads
from bot.sandbox.backstage import Backstage
from bot.sandbox.clock import Clock, Watch
from bot.sandbox.control import api
from bot.sandbox.control.desk import Desk
from bot.sandbox.dispatch import Courier
from bot.sandbox.faults import Faults
from bot.sandbox.installation import Installation
from bot.sandbox.interact import workspace
from bot.sandbox.person import Person
from bot.sandbox.record import Call, Record
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.state import World
from bot.sandbox.triggers import ResponseUrls, Triggers

PAGE = Path(__file__).parent / "page"
Advance = Callable[[datetime, datetime], Awaitable[None]]


def build(clock: Watch, manifest: dict[str, Any] | None) -> Backstage:
    """A furnished workspace with the app installed."""
    world = World(clock)
    app = Installation(manifest)
    company.furnish(world, app.name)
    record = Record()
    # A fault that lags begins with what was said before it.
    faults = Faults(world.next_ts)
    courier = Courier(app, SocketHub(app.app_id), record, faults, clock)
    responses = ResponseUrls(lambda: clock.now)
    stage = Backstage(world, app, clock, faults, record, courier, Triggers(), responses)
    faults.begin = lambda fault: workspace.begin(stage, fault)
    faults.end = lambda fault: workspace.end(stage, fault)
    faults.resolve = lambda name: getattr(world.find_channel(name), "id", name)
    return stage


class Slack:
    """A running sandbox: `async with Slack.open() as slack`."""

    def __init__(self, stage: Backstage, on_advance: Advance | None) -> None:
        self.stage = stage
        self.desk = Desk(stage, on_advance)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        *,
        clock: Watch | None = None,
        manifest: dict[str, Any] | None = None,
        on_advance: Advance | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> "AsyncIterator[Slack]":
        """Serve a fresh workspace until the block ends.

        Args:
            clock: whatever tells the time; its own, standing still, if left out.
            manifest: the app's manifest; left out, the app may do everything.
            on_advance: called by the time machine with the old and the new moment; it moves the clock.
            host: the address to listen on.
            port: the port to listen on; 0 takes a free one.
        """
        slack = cls(build(clock or Clock(), manifest), on_advance)
        runner = web.AppRunner(slack._routes(), access_log=None, handle_signals=False, shutdown_timeout=0.2)
        await runner.setup()
        listener = socket.create_server((host, port), backlog=128)
        try:
            await web.SockSite(runner, listener).start()
            slack.stage.url = f"http://{host}:{listener.getsockname()[1]}"
            slack.stage.responses.base = f"{slack.stage.url}/response"
            yield slack
        finally:
            await slack.stage.stop()
            slack.desk.close()
            await slack.stage.courier.sockets.close()
            await runner.cleanup()
            await slack.stage.courier.close()
            listener.close()

    def _routes(self) -> web.Application:
        stage = self.stage
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", partial(pipeline.serve, stage))
        app.router.add_post("/response/{name:.+}", partial(pipeline.serve_response_url, stage))
        app.router.add_get("/link/", stage.courier.sockets.serve)
        uploads.add_routes(app, stage)
        consent.add_routes(app, stage)
        api.add_routes(app, self.desk, PAGE)
        return app

    # What the app needs to know

    @property
    def url(self) -> str:
        return self.stage.url

    @property
    def api_url(self) -> str:
        """The address of the Web API, for `AsyncWebClient(base_url=…)`."""
        return f"{self.stage.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.stage.app.bot_token

    @property
    def app_token(self) -> str:
        return self.stage.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.stage.app.signing_secret

    @property
    def client_id(self) -> str:
        return self.stage.app.client_id

    @property
    def client_secret(self) -> str:
        return self.stage.app.client_secret

    def deliver_to(self, url: str | None) -> None:
        """Where signed requests go while no socket is open."""
        self.stage.courier.request_url = url

    # What a test looks at, and turns

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far: method, arguments, answer."""
        return self.stage.record.to("to_slack")

    @property
    def deliveries(self) -> list[Call]:
        """Every request to the app so far: its name, the payload, the answer."""
        return self.stage.record.to("to_app")

    @property
    def complaints(self) -> list[str]:
        """What the app answered to commands and submissions that Slack would not have taken."""
        return self.stage.complaints

    @property
    def trigger_seconds(self) -> float:
        """How long a trigger id lives, in real seconds."""
        return self.stage.triggers.seconds

    @trigger_seconds.setter
    def trigger_seconds(self, seconds: float) -> None:
        self.stage.triggers.seconds = seconds

    @property
    def ack_seconds(self) -> float:
        """How long Slack waits for the app, in real seconds."""
        return self.stage.courier.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self.stage.courier.ack_seconds = seconds

    @property
    def retry_waits(self) -> tuple[float, ...]:
        """Real seconds before each further try of an event that failed; Slack's own are 0, 60 and 300."""
        return self.stage.courier.retry_waits

    @retry_waits.setter
    def retry_waits(self, waits: tuple[float, ...]) -> None:
        self.stage.courier.retry_waits = waits

    @property
    def faults(self) -> Faults:
        return self.stage.faults

    def as_(self, name: str) -> Person:
        """One person's hands and eyes; always the same ones for the same person."""
        return self.desk.person(name)

    async def quiet(self) -> None:
        """Wait until every event is delivered."""
        await self.stage.quiet()

    async def connected(self) -> None:
        """Wait until the app has a socket open."""
        await self.stage.courier.sockets.connected.wait()

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Make the app connect anew."""
        await self.stage.courier.sockets.refresh(reason)

    async def archive(self, channel: str) -> None:
        workspace.set_archived(self.stage, self.desk.channel(channel), archived=True)
        await self.quiet()

    async def unarchive(self, channel: str) -> None:
        workspace.set_archived(self.stage, self.desk.channel(channel), archived=False)
        await self.quiet()

    async def rename(self, channel: str, name: str) -> None:
        workspace.rename(self.stage, self.desk.channel(channel), name)
        await self.quiet()

    async def invite(self, channel: str, who: str = "@Payoff") -> None:
        """Let someone, or the app, into a channel."""
        workspace.add_member(self.stage, self.desk.channel(channel), self.desk.member(who).id, inviter="U0ANA")
        await self.quiet()

    async def kick(self, channel: str, who: str = "@Payoff") -> None:
        """Put someone, or the app, out of a channel."""
        workspace.remove_member(self.stage, self.desk.channel(channel), self.desk.member(who).id)
        await self.quiet()

    async def delete_channel(self, channel: str) -> None:
        workspace.delete_channel(self.stage, self.desk.channel(channel))
        await self.quiet()

    async def change_id(self, channel: str, id_: str) -> None:
        """Give a channel another id."""
        workspace.change_id(self.stage, self.desk.channel(channel), id_)
        await self.quiet()

    async def deactivate(self, who: str) -> None:
        """Someone leaves the company."""
        workspace.deactivate(self.stage, self.desk.member(who))
        await self.quiet()

    async def reactivate(self, who: str) -> None:
        """Someone who had left comes back."""
        workspace.reactivate(self.stage, self.desk.member(who))
        await self.quiet()

    async def move(self, who: str, zone: str) -> None:
        """Someone goes to another time zone."""
        workspace.move(self.stage, self.desk.member(who), zone)
        await self.quiet()

    async def revoke(self) -> None:
        """Take the app's token back."""
        await workspace.revoke(self.stage)

    async def uninstall(self) -> None:
        """Take the app out of the workspace."""
        await workspace.uninstall(self.stage)

    def oauth_code(self, who: str = "ana") -> str:
        """What Slack hands over after someone allowed the app: to be exchanged by oauth.v2.access."""
        return consent.new_code(self.stage, self.desk.member(who).id)
