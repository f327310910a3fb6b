"""Keep evidence: the messages, links and readings that a release's verdict rests on."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of


class Evidence(Row, table=True):
    """One thing that speaks for or against a release."""

    __table_args__ = (
        UniqueConstraint("release_id", "source_key"),
        one_of("kind", "message", "link", "reading", "words"),
    )

    release_id: int = Field(foreign_key="release.id", index=True)
    verdict_id: int | None = Field(default=None, foreign_key="verdict.id")
    kind: str
    # What makes it the same evidence when it comes twice: "message:C1:1700000000.000100", "link:https://…".
    source_key: str
    quote: str = ""
    link: str = ""
    author_id: str = ""
    added_by: str = ""
    added_at: datetime
