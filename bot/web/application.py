"""Answer everything that comes over HTTP."""

from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

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
) -> Starlette:
    """The web side of a running Payoff. `checks` are what readiness asks besides the database."""

    async def landing(_: Request) -> Response:
        return page("landing", installs=settings.installs)

    routes: list[BaseRoute] = []
    # Without a secret nothing could be checked, so nothing is taken: Slack comes through the socket then.
    if settings.slack_signing_secret is not None:
        secret = settings.slack_signing_secret.get_secret_value()
        routes.append(Route("/slack/events", SlackEvents(intake, secret), methods=["POST"]))
    routes.append(Route("/", landing))
    routes += Health(database, intake.meter, checks).routes()
    if settings.installs:
        routes += Installer(settings, database, directory, time).routes()
    return Starlette(routes=routes)
