"""Take what stakeholders ask: what was it worth?"""

from slack_bolt.async_app import AsyncApp

from commands.value import explain, forecasts, lists, noise, pipeline, roi, shares, show, subscriptions  # noqa: F401


def register(app: AsyncApp) -> None:
    """Listen to the buttons that no reading of a number has."""
    forecasts.register(app)
    shares.register(app)
    subscriptions.register(app)
