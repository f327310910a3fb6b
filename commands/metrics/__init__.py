"""Take what people ask of metrics."""

from slack_bolt.async_app import AsyncApp

from commands.metrics import alerts, archive, define, edit, importing, record, show  # noqa: F401


def register(app: AsyncApp) -> None:
    """Listen to the forms of a metric."""
    define.register(app)
    archive.register(app)
    edit.register(app)
    record.register(app)
    importing.register(app)
    alerts.register(app)
