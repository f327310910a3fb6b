"""Keep the channels that Payoff speaks in: one message at a time, and none before its moment."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.adding import add_once
from storage.prepared import Prepared
from storage.rows import Row

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Channel(Row, table=True):
    """A channel, or a person, that messages are owed to.

    Whoever sends a message holds its channel under the same lease. So no two processes speak there at once, and no one
    before `next_at`: a moment after the last message, or when Slack said to come back.
    """

    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    channel_id: str
    next_at: datetime = LONG_AGO
    lease: str = ""


# Asked for every message, twice.
HOLD = Prepared[Any](
    update(Channel)
    .where(col(Channel.channel_id) == bindparam("its_channel"), col(Channel.lease) == bindparam("its_lease"))
    .values(next_at=bindparam("until"))
)


async def ensure(session: AsyncSession, channel_id: str) -> None:
    """Know a channel: messages can be owed to it from now on."""
    await add_once(session, Channel(channel_id=channel_id))


async def get(session: AsyncSession, channel_id: str) -> Channel | None:
    """What is known of a channel."""
    return (await session.exec(select(Channel).where(Channel.channel_id == channel_id))).first()


async def hold(session: AsyncSession, channel_id: str, lease: str, *, until: datetime) -> None:
    """Keep others from speaking there until then, if it is still ours; at the latest then it is free again."""
    await HOLD.run(session, its_channel=channel_id, its_lease=lease, until=until)
