"""Keep how each person wants to be spoken to, and what each message that was sent unasked was to them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, Index, UniqueConstraint, or_
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.adding import add_once
from storage.posts import Post
from storage.posts.table import PENDING
from storage.releases import Release
from storage.rows import ANEW, Row, one_of
from storage.teams import Team

MODES = ("as_it_happens", "digest")
# A message to them alone; a mention in a channel; kept for their digest; called by name, without a mention.
FORMS = ("direct", "mention", "kept", "named")
# What someone may want at once, whatever their budget.
ALWAYS = ("checkins", "rules", "alerts", "follow")


class Person(Row, table=True):
    """Someone whom Payoff may speak to: how often a week, in which way, and when not."""

    __table_args__ = (UniqueConstraint("workspace_id", "user_id"), one_of("mode", *MODES))

    user_id: str
    # As Slack says; "" where it has not been asked, or did not say.
    name: str = ""
    zone: str = ""
    looked_up_at: datetime | None = None
    # How many direct messages and mentions a week are not too many.
    budget: int = 5
    # What comes at once besides, and does not count: words of ALWAYS.
    always: list[str] = Field(default_factory=list, sa_type=JSON)
    mode: str = "as_it_happens"
    # How many asks in a row were left unanswered.
    ignored: int = 0
    # When Payoff changed the mode to "digest" by itself; None when the person chose it.
    backed_off_at: datetime | None = None
    # Time off: first and last day, both included.
    away_from: date | None = None
    away_until: date | None = None


class Notice(Row, table=True):
    """What one message was to one person."""

    __table_args__ = (
        UniqueConstraint("post_id", "user_id"),
        one_of("form", *FORMS),
        Index("ix_notice_week", "workspace_id", "user_id", "week"),
    )

    post_id: int = Field(foreign_key="post.id")
    user_id: str
    # The Monday of the week in which it counts, by the person's own clock.
    week: date
    form: str
    # Whether it counts in no budget: the person wants its kind at once, whatever else comes.
    is_free: bool = False
    at: datetime
    # The digest that told what was kept.
    told_in: int | None = Field(default=None, foreign_key="post.id")


async def get(session: AsyncSession, user_id: str) -> Person | None:
    """What is known of someone."""
    return (await session.exec(select(Person).where(Person.user_id == user_id))).first()


async def of(session: AsyncSession, user_ids: Sequence[str]) -> dict[str, Person]:
    """What is known of several, by their ids."""
    found = await session.exec(select(Person).where(col(Person.user_id).in_(user_ids)))
    return {person.user_id: person for person in found.all()}


async def hold(session: AsyncSession, user_id: str) -> Person:
    """Someone whose row nobody else changes, nor counts by, before this transaction ends; a new one if need be."""
    await add_once(session, Person(user_id=user_id))
    held = select(Person).where(Person.user_id == user_id).with_for_update()
    return (await session.exec(held, execution_options=ANEW)).one()


async def notice_of(session: AsyncSession, post_id: int, user_id: str) -> Notice | None:
    """What a message was to someone."""
    query = select(Notice).where(Notice.post_id == post_id, Notice.user_id == user_id)
    return (await session.exec(query)).first()


async def notices_of_post(session: AsyncSession, post_id: int) -> Sequence[Notice]:
    """What a message was to everyone it was for."""
    return (await session.exec(select(Notice).where(Notice.post_id == post_id).order_by(col(Notice.id)))).all()


async def spent(session: AsyncSession, user_id: str, week: date, *, post_id: int | None = None) -> int:
    """How many messages and mentions of a week someone got or is about to get, besides one post."""
    query = (
        select(func.count(col(Notice.id)))
        .join(Post, col(Post.id) == col(Notice.post_id))
        .where(
            Notice.user_id == user_id,
            Notice.week == week,
            col(Notice.form).in_(("direct", "mention")),
            col(Notice.is_free).is_(False),
            # What was given up or dropped before it was said cost nothing.
            or_(col(Post.ts) != "", col(Post.state).not_in(("failed", "dropped"))),
        )
    )
    if post_id is not None:
        query = query.where(Notice.post_id != post_id)
    return (await session.exec(query)).one()


async def kept(session: AsyncSession, user_id: str) -> Sequence[Notice]:
    """What waits for someone's digest, the oldest first."""
    query = select(Notice).where(Notice.user_id == user_id, Notice.form == "kept", col(Notice.told_in).is_(None))
    return (await session.exec(query.order_by(col(Notice.id)))).all()


async def told_in(session: AsyncSession, post_id: int) -> Sequence[Notice]:
    """What one digest told, the oldest first."""
    return (await session.exec(select(Notice).where(Notice.told_in == post_id).order_by(col(Notice.id)))).all()


async def digests_since(session: AsyncSession, user_ids: Sequence[str], week: date) -> Sequence[int]:
    """The digests that told these people what was kept since a week, that week included."""
    query = select(Notice.told_in).where(
        col(Notice.user_id).in_(user_ids), col(Notice.week) >= week, col(Notice.told_in).is_not(None)
    )
    return [number for number in (await session.exec(query.distinct())).all() if number is not None]


async def awaited(session: AsyncSession, user_id: str, kind: str, before: datetime) -> Post | None:
    """A direct message of a kind that someone is to get before a moment."""
    query = select(Post).where(
        PENDING,
        Post.channel_id == user_id,
        Post.kind == kind,
        col(Post.ts) == "",
        col(Post.due_at) < before,
    )
    return (await session.exec(query.order_by(col(Post.due_at)))).first()


async def team_of(session: AsyncSession, user_id: str) -> Team | None:
    """The team of the newest release that someone owns, or else the workspace's first."""
    owned = select(Team).join(Release, col(Release.team_id) == col(Team.id)).where(Release.owner_id == user_id)
    found = (await session.exec(owned.order_by(col(Release.id).desc()).limit(1))).first()
    return found or (await session.exec(select(Team).order_by(col(Team.id)).limit(1))).first()
