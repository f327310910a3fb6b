"""Take what people ask of releases."""

from slack_bolt.async_app import AsyncApp

from commands.releases import cancel, criteria, delay, edit, more, people, plan, schedule, ship, show  # noqa: F401
from commands.releases.router import releases
from commands.routing import on_command


def register(app: AsyncApp) -> None:
    """Listen to /release, and to every button and form of a release."""
    on_command(app, releases)
    for moment in (plan, edit, schedule, ship, delay, cancel, people, criteria, more):
        moment.register(app)
