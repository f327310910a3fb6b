"""Take what stakeholders ask: what was it worth?"""

from slack_bolt.async_app import AsyncApp

from commands.routing import on_command
from commands.value import explain, lists, show  # noqa: F401
from commands.value.router import value


def register(app: AsyncApp) -> None:
    """Listen to /value."""
    on_command(app, value)
