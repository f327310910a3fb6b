"""Take what people type, click and ask."""

from slack_bolt.async_app import AsyncApp

from commands import (
    again,
    checkins,
    evidence,
    home,
    mentions,
    metrics,
    outcomes,
    payoff,
    posts,
    refusals,
    releases,
    reviews,
    settings,
    shortcuts,
    value,
    workspaces,
)


def register(app: AsyncApp) -> None:
    """Listen to all of it."""
    for noun in (
        outcomes, metrics, releases, value, payoff, checkins, reviews, home, settings, evidence, shortcuts, mentions,
        again, posts, workspaces, refusals,
    ):  # fmt: skip
        noun.register(app)
