"""Take what people type, click and ask."""

from slack_bolt.async_app import AsyncApp

from commands import (  # noqa: F401
    again,
    attention,
    channels,
    checkins,
    evidence,
    home,
    mentions,
    metrics,
    outcomes,
    payoff,
    posts,
    releases,
    reviews,
    rules,
    settings,
    shortcuts,
    signals,
    status,
    value,
    workspaces,
)
from commands.listening import listen
from commands.refusals import explain
from commands.routing import on_commands


def register(app: AsyncApp) -> None:
    """Listen to all of it."""
    # Commands come most often, and are asked first whether a request is theirs.
    on_commands(app)
    listen(app)
    # Every refusal and fault ends here.
    app.error(explain)
