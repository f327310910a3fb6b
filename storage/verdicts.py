"""Keep verdicts: what came of a promise, as answered; an edit is a new row."""

from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of

WORDS = ("hit", "partly", "missed", "too_early", "unmeasurable")


class Verdict(Row, table=True):
    """One answer to one check-in. Of several rows for a check-in the highest `edition` counts."""

    __table_args__ = (
        UniqueConstraint("checkin_id", "edition"),
        one_of("verdict", *WORDS),
        one_of("follows", "", "scale", "hold", "iterate", "stop"),
    )

    checkin_id: int = Field(foreign_key="checkin.id", index=True)
    promise_id: int = Field(foreign_key="promise.id", index=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    outcome_version: int
    edition: int = 1
    verdict: str
    # True only with evidence: a fresh reading, a link, a message. Else it is claimed, and never counts as money.
    verified: bool = False
    # What was seen, in the metric's unit; None where it was not.
    before: float | None = None
    after: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    # Minor units of `currency`, since shipping; only a verified verdict may carry it.
    worth: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = ""
    learned: str = ""
    follows: str = ""
    why: str = ""
    who: str = ""
    at: datetime
