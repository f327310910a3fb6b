"""Say of each kind of post how it is composed when it is sent, and what follows once it was."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.slack.render import Message
from storage.database import Database
from storage.posts import Post


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What composing a post may use: the database, the moment, and Slack (for a picture it shows)."""

    database: Database
    client: AsyncWebClient
    now: datetime
    # It was tried, and found not to have been said: what was decided for it, whom it calls and when, is decided anew.
    is_unsaid: bool = False


# What answers a person's own act: the card of what they plan, the news of what they change, their import. And what
# nobody but them sees to: what a channel does not take, and what is theirs since someone left.
ANSWERS = frozenset(
    {
        "criterion_discuss",
        "handed_over",
        "metric_import",
        "release_card",
        "release_note",
        "review_test",
        "status",
        "status_news",
        "undelivered",
        "value_digest",
        "value_digest_test",
        "welcome",
    }
)

# None: there is nothing left to say, and the post is dropped.
Compose = Callable[[Desk, Post], Awaitable[Message | None]]
# Runs in the transaction that settles the post.
AfterSent = Callable[[AsyncSession, Post, datetime], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class About:
    """What a post is about, and who is told when it cannot be said."""

    people: tuple[str, ...]
    name: str = ""


# None: what it was about is gone, and so is whoever would want to know.
Find = Callable[[AsyncSession, Post], Awaitable[About | None]]


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that someone is to do, as their digest lists it beside the button that does it."""

    # Which words of the digest it takes: "checkin", "outcome", "metric".
    about: str
    name: str
    key: str
    # The number of the row that the button is about.
    value: int
    # Whether it needs them no more, since it was told.
    is_done: bool = False


# What a message in a channel asks of one person.
Things = Callable[[AsyncSession, Post, str, datetime], Awaitable[Sequence[Thing]]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of post. A dropped post may have something following it too (`after_dropped`), and so may one that failed
    for a reason that passes by no event (`after_failed`): what comes again and again does not end there.

    Without `about`, nobody is told when it cannot be delivered: a direct message has no channel to mend.

    What Payoff says of its own accord (`unasked`) costs attention: each direct message, and each mention. Beyond
    someone's budget a direct message is kept for their digest, and a mention is a name, with the `things` it asks kept.
    """

    name: str
    compose: Compose
    about: Find | None = None
    after_sent: AfterSent | None = None
    after_dropped: AfterSent | None = None
    after_failed: AfterSent | None = None
    # There is no point in it where nobody can be mentioned.
    is_nudge: bool = False
    # Said at once also to those who want a digest only: how to change that.
    at_once: bool = False
    things: Things | None = None
    # One message says how things stand: where somebody deleted it, the next change is said in a new one.
    anew: bool = False
    # How late it may still be said for the first time; after that it is dropped. None: whenever.
    keeps: timedelta | None = None

    @property
    def unasked(self) -> bool:
        """Whether Payoff says it of its own accord."""
        return self.name not in ANSWERS
