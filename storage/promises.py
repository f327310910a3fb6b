"""Keep promises: this release moves this outcome by this much."""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of


class Promise(Row, table=True):
    """How much a release is promised to move an outcome, and what that would be worth.

    Amounts are changes in the metric's unit; for a metric that should fall they are negative.
    """

    __table_args__ = (
        UniqueConstraint("release_id", "outcome_id"),
        one_of("state", "open", "frozen", "withdrawn"),
    )

    release_id: int = Field(foreign_key="release.id", index=True)
    outcome_id: int = Field(foreign_key="outcome.id", index=True)
    # The outcome's version that was promised; frozen when the release ships.
    outcome_version: int
    low: float
    likely: float
    high: float
    # How sure, in percent.
    sure: int = 50
    # What happens if it does not work, in the team's own words.
    otherwise: str = ""
    # Worth a year, in minor units ("cents") of `currency`; empty when nobody put money on it.
    worth_low: int | None = Field(default=None, sa_type=BigInteger)
    worth_likely: int | None = Field(default=None, sa_type=BigInteger)
    worth_high: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = ""
    state: str = "open"
    promised_by: str = ""
    promised_at: datetime
    frozen_at: datetime | None = None
