"""Keep check-ins: one look at one promise, due at a moment after shipping."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of

STATES = ("planned", "asked", "answered", "skipped", "cancelled", "missed")


class CheckIn(Row, table=True):
    """One look at one promise."""

    __tablename__ = "checkin"
    __table_args__ = (
        UniqueConstraint("promise_id", "day"),
        one_of("state", *STATES),
        Index("ix_checkin_state_due", "state", "due_at"),
    )

    promise_id: int = Field(foreign_key="promise.id", index=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    team_id: int = Field(foreign_key="team.id")
    # Days after shipping: 7, 30, 90.
    day: int
    due_at: datetime
    state: str = "planned"
    asked_at: datetime | None = None
    # Put off until then, by a person: nothing is asked or reminded before.
    snoozed_until: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    skipped_why: str = ""
