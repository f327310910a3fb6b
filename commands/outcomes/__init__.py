"""Take what people ask of outcomes."""

from slack_bolt.async_app import AsyncApp

from commands.outcomes import close, edit, milestone, new, show  # noqa: F401


def register(app: AsyncApp) -> None:
    """Listen to the buttons and forms of an outcome."""
    new.register(app)
    edit.register(app)
    close.register(app)
