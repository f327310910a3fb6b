"""Fill a workspace with one row of every table."""

from datetime import UTC, datetime

# Tuesday, 10:00 in Berlin.
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
