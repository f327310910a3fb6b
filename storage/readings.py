"""Keep readings: one value of a metric at one time, its source, and when it became known."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row


class Reading(Row, table=True):
    """One value of a metric at one time.

    A correction is a new row with a later `known_at`; of several rows for one `at`, the one known last counts.
    """

    __table_args__ = (
        UniqueConstraint("metric_id", "at", "known_at", "source"),
        Index("ix_reading_metric_at", "workspace_id", "metric_id", "at", "known_at"),
    )

    metric_id: int = Field(foreign_key="metric.id")
    value: float
    at: datetime
    known_at: datetime
    # "typed", "csv", or the name of what sent it.
    source: str = "typed"
    who: str = ""
