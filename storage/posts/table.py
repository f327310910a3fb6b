"""Say what a post is: one message that Payoff owes Slack, when it is due, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint, bindparam
from sqlmodel import Field, col

from storage.rows import Row, one_of

STATES = ("due", "sending", "sent", "failed", "unknown", "dropped")


class LeaseLost(Exception):
    """Another process took this post up meanwhile, and decides what becomes of it."""


class Post(Row, table=True):
    """One message that Payoff owes Slack. A post that has a `ts` is updated in place, not sent again.

    `due`: to be sent once `due_at` has come. `sending`: about to be sent, or nobody knows whether it was. `sent`,
    `failed` (Slack will never take it), `unknown` (nobody can find out) and `dropped` (nothing was left to say) wait
    for nothing.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "key_text"),
        # A channel that is not known could not be held, and two would speak in it at once.
        ForeignKeyConstraint(["workspace_id", "channel_id"], ["channel.workspace_id", "channel.channel_id"]),
        one_of("state", *STATES),
    )

    # Kind, subject, moment and audience in one: "card:release:7", "ask:checkin:12".
    key_text: str
    # Which kind of bot.jobs.kinds composes it at the moment of sending.
    kind: str
    subject_id: int
    # A channel, or a person's id for a direct message.
    channel_id: str
    # The post in whose thread this one belongs.
    thread_id: int | None = Field(default=None, foreign_key="post.id")
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    due_at: datetime
    state: str = "due"
    # Counts how often it was owed: one that is owed again while it is being sent is sent again.
    owed: int = 1
    # Who sends it, and until when nobody else takes it up.
    lease: str = ""
    leased_until: datetime | None = None
    attempts: int = 0
    # How often Slack was asked to say it, and when first: said more than once, it may stand there more than once.
    calls: int = 0
    called_at: datetime | None = None
    # The channel Slack answered with (a direct message has one of its own) and the message's timestamp.
    sent_channel: str = ""
    ts: str = ""
    # When Slack was last called to say it, whatever came of that.
    sent_at: datetime | None = None
    # When it was sent, given up or dropped.
    settled_at: datetime | None = None
    # When to look for a twin of it.
    look_at: datetime | None = None
    error: str = ""


# Written out in the statement, not bound: only so a database sees that the partial index serves the query.
PENDING = col(Post.state).in_(bindparam("pending", ("due", "sending"), expanding=True, literal_execute=True))
LOST = col(Post.state).in_(bindparam("lost", ("failed", "unknown"), expanding=True, literal_execute=True))
SENT = col(Post.state).in_(bindparam("sent", ("sent",), expanding=True, literal_execute=True))
SUSPECT = col(Post.look_at).is_not(None)

Index("ix_post_pending", col(Post.due_at), sqlite_where=PENDING, postgresql_where=PENDING)
# What nobody has to look after is in neither of these, however much of it there is.
Index("ix_post_lost", col(Post.workspace_id), col(Post.due_at), sqlite_where=LOST, postgresql_where=LOST)
# How much was said lately.
Index("ix_post_sent", col(Post.workspace_id), col(Post.settled_at), sqlite_where=SENT, postgresql_where=SENT)
Index("ix_post_suspect", col(Post.look_at), sqlite_where=SUSPECT, postgresql_where=SUSPECT)

# Nothing that the session remembers is brought up to date: the rows are read anew, or not at all.
UNSEEN = {"synchronize_session": False}
