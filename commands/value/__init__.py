"""Take what stakeholders ask: what was it worth?"""

from slack_bolt.async_app import AsyncApp

from commands.value import decide, explain, forecasts, lists, noise, pipeline, roi, shares, show, subscriptions  # noqa: F401


def register(app: AsyncApp) -> None:
    """Listen to the buttons that no reading of a number has."""
    decide.register(app)
    forecasts.register(app)
    shares.register(app)
    subscriptions.register(app)
