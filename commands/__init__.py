"""Take what people type, click and ask."""

from slack_bolt.async_app import AsyncApp

from commands import (
    again,
    attention,
    channels,
    checkins,
    evidence,
    home,
    mentions,
    metrics,
    outcomes,
    payoff,  # noqa: F401
    posts,
    refusals,
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
from commands.routing import on_commands


def register(app: AsyncApp) -> None:
    """Listen to all of it."""
    # Bolt asks one listener after the other whether a request is its own: commands come most often.
    on_commands(app)
    for noun in (
        outcomes, metrics, releases, checkins, rules, reviews, home, settings, attention, evidence, shortcuts,
        mentions, again, posts, status, value, signals, channels, workspaces, refusals,
    ):  # fmt: skip
        noun.register(app)
