"""Keep metrics: named numbers with a unit and a good direction."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of


class Metric(Row, table=True):
    """A named number with a unit, a good direction, and how fresh it must be."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "folded"),
        one_of("direction", "up", "down"),
    )

    name: str
    # The name as bot.value.naming.fold sees it: two names that fold alike are the same name.
    folded: str
    # "%", a currency ("EUR"), or a word ("ms", "signups"); "" counts things.
    unit: str = ""
    direction: str = "up"
    # Days after which the newest reading is stale.
    fresh_days: int = 7
    description: str = ""
    owner_id: str = ""
    created_by: str = ""
    created_at: datetime
    archived_at: datetime | None = None
