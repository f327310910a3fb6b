"""Take the answers to check-ins."""

from slack_bolt.async_app import AsyncApp

from commands.checkins import answer, later


def register(app: AsyncApp) -> None:
    """Listen to every button and form of a check-in."""
    answer.register(app)
    later.register(app)
