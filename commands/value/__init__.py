"""Take what stakeholders ask: what was it worth?"""

from commands.value import (  # noqa: F401
    accuracy,
    decide,
    explain,
    forecasts,
    lists,
    noise,
    pipeline,
    roi,
    shares,
    show,
    subscriptions,
)
