"""Take what people ask of outcomes."""

from slack_bolt.async_app import AsyncApp

from commands.outcomes import close, edit, new, show  # noqa: F401
from commands.outcomes.router import outcomes
from commands.routing import on_command


def register(app: AsyncApp) -> None:
    """Listen to /outcome, and to its buttons and forms."""
    on_command(app, outcomes)
    new.register(app)
    edit.register(app)
    close.register(app)
