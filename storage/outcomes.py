"""Keep outcomes, and every version of what they meant."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.rows import Row, one_of

KINDS = ("customer_problem", "business_outcome", "hypothesis")
CATEGORIES = (
    "adoption", "engagement", "revenue", "productivity", "cost_saving", "satisfaction", "risk",
)  # fmt: skip


class Meaning(SQLModel):
    """What an outcome means: the fields that a new version may change."""

    name: str
    kind: str
    category: str
    statement: str = ""
    metric_id: int | None = Field(default=None, foreign_key="metric.id")
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    # What it serves: "okr", "hypothesis", "journey", or "" for nothing yet, and the words or key of it.
    link_kind: str = ""
    link: str = ""
    # Where the problem was seen: links and quotes, one a line (R20).
    discovery: str = ""
    owner_id: str = ""
    # People who defined it together: [{"user": "U1", "role": "product"}]; roles in bot.value.roles.
    definers: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)


class Outcome(Row, Meaning, table=True):
    """A change someone wants, as it is meant today."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        one_of("kind", *KINDS),
        one_of("category", *CATEGORIES),
        one_of("state", "open", "paused", "closed"),
    )

    # Counts up within a workspace: OUT-3.
    number: int
    folded: str = Field(index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    state: str = "open"
    version: int = 1
    created_by: str = ""
    created_at: datetime
    closed_at: datetime | None = None
    closed_why: str = ""


class OutcomeVersion(Row, Meaning, table=True):
    """What an outcome meant in one version; never changed once written."""

    __tablename__ = "outcome_version"
    __table_args__ = (UniqueConstraint("outcome_id", "version"),)

    outcome_id: int = Field(foreign_key="outcome.id")
    version: int
    who: str = ""
    why: str = ""
    at: datetime
