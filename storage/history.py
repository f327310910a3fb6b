"""Keep who changed what, from what to what, and why; nothing here is ever changed or removed."""

from datetime import datetime

from sqlalchemy import Index

from storage.rows import Row, one_of

SUBJECTS = ("metric", "outcome", "release", "promise", "checkin", "team", "workspace")


class Change(Row, table=True):
    """One change of one field of one thing."""

    __table_args__ = (
        Index("ix_change_subject", "workspace_id", "subject", "subject_id"),
        one_of("subject", *SUBJECTS),
    )

    subject: str
    subject_id: int
    # Slack user id; "" is Payoff itself (the clock).
    who: str = ""
    # What changed, as a person would say it: "window", "state", "owner".
    what: str
    old: str = ""
    new: str = ""
    why: str = ""
    at: datetime
