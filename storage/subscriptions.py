"""Keep what people have asked Payoff to say again and again: what, where, in which rhythm, and when next."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Index, or_
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import ANEW, Row, one_of

# A digest of value; the one status message of a team's releases.
SUBJECTS = ("value", "status")
STATES = ("active", "paused", "stopped")
SIZES = ("compact", "detailed")


class Subscription(Row, table=True):
    """Something that is said in a rhythm until someone stops it."""

    __table_args__ = (
        one_of("what", *SUBJECTS),
        one_of("state", *STATES),
        one_of("size", *SIZES),
        Index("ix_subscription_channel", "workspace_id", "channel_id"),
    )

    what: str
    # Who asked for it.
    user_id: str
    # A channel, or the person's own id for a direct message.
    channel_id: str
    # Whose releases it is about, and by whose working days it comes; None: everyone's, Monday to Friday.
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    # As it is typed: "weekly mon 09:00".
    rule: str
    # An IANA name; "" is the zone of the team.
    zone: str = ""
    # From which day every second week or month is counted.
    anchor: date
    size: str = "detailed"
    state: str = "active"
    # The moment at which it is said next: a post for any other moment is not said.
    next_at: datetime
    # Up to when it has been told what happened.
    covered_until: datetime
    created_at: datetime


LIVE = ("active", "paused")


async def get(session: AsyncSession, subscription_id: int) -> Subscription | None:
    """The subscription of this row number."""
    return (await session.exec(select(Subscription).where(Subscription.id == subscription_id))).first()


async def hold(session: AsyncSession, subscription_id: int) -> Subscription | None:
    """A subscription that nobody else changes before this transaction ends."""
    query = select(Subscription).where(Subscription.id == subscription_id).with_for_update()
    return (await session.exec(query, execution_options=ANEW)).first()


async def seen_by(session: AsyncSession, user_id: str, channel_id: str) -> Sequence[Subscription]:
    """What someone subscribed to, and what comes in the channel where they stand; stopped ones left out."""
    query = select(Subscription).where(
        or_(col(Subscription.user_id) == user_id, col(Subscription.channel_id) == channel_id),
        col(Subscription.state).in_(LIVE),
    )
    return (await session.exec(query.order_by(col(Subscription.id)))).all()


async def said_in(session: AsyncSession, channel_id: str) -> Sequence[Subscription]:
    """What comes in a channel, or to a person; stopped ones left out."""
    query = select(Subscription).where(Subscription.channel_id == channel_id, col(Subscription.state).in_(LIVE))
    return (await session.exec(query.order_by(col(Subscription.id)))).all()


async def of_team(session: AsyncSession, team_id: int) -> Sequence[Subscription]:
    """What waits for a team's next moment."""
    query = select(Subscription).where(Subscription.team_id == team_id, Subscription.state == "active")
    return (await session.exec(query.order_by(col(Subscription.id)))).all()
