"""Keep what came in from Slack, so that what comes twice does its work once."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from storage.rows import Row


class Arrival(Row, table=True):
    """One event, click, command or submission whose work is done."""

    __table_args__ = (UniqueConstraint("workspace_id", "key_text"),)

    key_text: str
    at: datetime
