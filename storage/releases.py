"""Keep releases, what makes each good enough to ship, and who follows it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of

STATES = ("draft", "planned", "scheduled", "shipped", "reviewing", "closed", "cancelled")


class Release(Row, table=True):
    """A slice to ship: key, name, window, state, owner."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        one_of("state", *STATES),
        one_of("confidence", "", "low", "medium", "high"),
        one_of("why_now", "", "ready", "external_date", "internal_deadline"),
    )

    # Counts up within a workspace: REL-7.
    number: int
    team_id: int = Field(foreign_key="team.id", index=True)
    name: str
    folded: str = Field(index=True)
    description: str = ""
    state: str = "draft"
    window_from: date | None = None
    window_to: date | None = None
    confidence: str = ""
    why_now: str = ""
    # A maintenance release is exempt from the gate, with a reason, and counted apart.
    maintenance: bool = False
    exempt_why: str = ""
    # Scheduled without an outcome, by whom and why, where the team's gate warns or a role overrode it.
    override_by: str = ""
    override_why: str = ""
    owner_id: str = ""
    deputy_id: str = ""
    feature_count: int | None = None
    revision: int = 1
    created_by: str = ""
    created_at: datetime
    scheduled_at: datetime | None = None
    shipped_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None


class Criterion(Row, table=True):
    """One thing that must be true for a release to be good enough to ship."""

    release_id: int = Field(foreign_key="release.id", index=True)
    position: int = 0
    text: str
    owner_id: str = ""
    evidence: str = ""
    agreed_by: str = ""
    agreed_at: datetime | None = None


class Follower(Row, table=True):
    """Someone who is told of every change of a release."""

    __table_args__ = (UniqueConstraint("release_id", "user_id"),)

    release_id: int = Field(foreign_key="release.id", index=True)
    user_id: str
    since: datetime
