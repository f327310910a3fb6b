"""Take what people ask of metrics."""

from commands.metrics import alerts, archive, define, edit, importing, record, show  # noqa: F401
