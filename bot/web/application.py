"""Answer everything that comes over HTTP."""

from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.settings import Settings
from bot.slack.workspaces import Directory
from bot.web.health import Health
from bot.web.intake import Intake
from bot.web.oauth import Installer
from bot.web.pages import page
from bot.web.slack import SlackEvents
from storage.database import Database


def application(
    *,
    settings: Settings,
    database: Database,
    directory: Directory,
    intake: Intake,
    time: Callable[[], datetime],
    checks: Mapping[str, Callable[[], bool]],
) -> ASGIApp:
    """The web side of a running Payoff. `checks` are what readiness asks besides the database."""

    async def landing(_: Request) -> Response:
        return page("landing", installs=settings.installs)

    routes: list[BaseRoute] = [Route("/", landing), *Health(database, intake.meter, time, checks).routes()]
    if settings.installs:
        routes += Installer(settings, database, directory, time).routes()
    rest = Starlette(routes=routes)
    # Without a secret nothing could be checked, so nothing is taken: Slack comes through the socket then.
    if settings.slack_signing_secret is None:
        return rest
    return beside(rest, SlackEvents(intake, settings.slack_signing_secret.get_secret_value()))


def beside(rest: ASGIApp, events: SlackEvents) -> ASGIApp:
    """Slack's requests go straight to where they are taken: the way through routes would cost a fifth of an answer."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/slack/events":
            await events(scope, receive, send)
        else:
            await rest(scope, receive, send)

    return application
