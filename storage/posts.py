"""Keep posts: each message that Payoff owes Slack, when it is due, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, one_of

STATES = ("due", "sending", "sent", "failed", "unknown", "dropped")


class Post(Row, table=True):
    """One message that Payoff owes Slack. A post that has a `ts` is updated in place, not sent again."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "key_text"),
        one_of("state", *STATES),
        Index("ix_post_state_due", "state", "due_at"),
    )

    # Kind, subject, moment and audience in one: "card:release:7", "ask:checkin:12".
    key_text: str
    # Which function of bot.jobs.posts composes it at the moment of sending.
    kind: str
    subject_id: int
    # A channel, or a person's id for a direct message.
    channel_id: str
    # The post in whose thread this one belongs.
    thread_id: int | None = Field(default=None, foreign_key="post.id")
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    due_at: datetime
    state: str = "due"
    lease: str = ""
    leased_until: datetime | None = None
    attempts: int = 0
    # The channel Slack answered with (a direct message has one of its own) and the message's timestamp.
    sent_channel: str = ""
    ts: str = ""
    sent_at: datetime | None = None
    error: str = ""
