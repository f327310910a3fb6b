"""Take what stakeholders ask: what was it worth?"""

from slack_bolt.async_app import AsyncApp

from commands.value import (
    accuracy,  # noqa: F401
    decide,
    explain,  # noqa: F401
    forecasts,
    lists,  # noqa: F401
    noise,  # noqa: F401
    pipeline,  # noqa: F401
    roi,  # noqa: F401
    shares,
    show,  # noqa: F401
    subscriptions,
)


def register(app: AsyncApp) -> None:
    """Listen to the buttons that no reading of a number has."""
    decide.register(app)
    forecasts.register(app)
    shares.register(app)
    subscriptions.register(app)
