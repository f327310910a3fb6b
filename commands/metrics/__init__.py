"""Take what people ask of metrics."""

from slack_bolt.async_app import AsyncApp

from commands.metrics import define, importing, record, show  # noqa: F401
from commands.metrics.router import metrics
from commands.routing import on_command


def register(app: AsyncApp) -> None:
    """Listen to /metric, and to its forms."""
    on_command(app, metrics)
    define.register(app)
    record.register(app)
    importing.register(app)
