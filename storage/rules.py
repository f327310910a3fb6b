"""Keep the rules that teams wrote for themselves while promising, and whether they kept to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.releases import Release
from storage.rows import ANEW, Row, one_of

MEASURES = ("change", "number")
SIDES = ("below", "above")
# Before it is due; asked, and not answered; kept to; set aside, with a reason; its condition did not hold; let go.
STATES = ("waiting", "asked", "honoured", "overridden", "spared", "cancelled")


class Rule(Row, table=True):
    """If a number is beyond a line on a day after shipping, a team does what its promise says (`promise.otherwise`)."""

    __table_args__ = (
        UniqueConstraint("promise_id"),
        one_of("measure", *MEASURES),
        one_of("side", *SIDES),
        one_of("state", *STATES),
    )

    promise_id: int = Field(foreign_key="promise.id")
    release_id: int = Field(foreign_key="release.id", index=True)
    # What is held against the line: the change since shipping, with its sign, or the metric's number itself.
    measure: str
    side: str
    line: float
    # Days after shipping.
    day: int
    state: str = "waiting"
    # Once the release has shipped.
    due_at: datetime | None = None
    # The post that quoted it, what was seen then (None: nothing was read), and when.
    asked_in: int | None = Field(default=None, foreign_key="post.id")
    asked_at: datetime | None = None
    seen: float | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    why: str = ""


async def get(session: AsyncSession, rule_id: int) -> Rule | None:
    """The rule of this row number."""
    return (await session.exec(select(Rule).where(Rule.id == rule_id))).first()


async def hold(session: AsyncSession, rule_id: int) -> Rule | None:
    """A rule that nobody else changes before this transaction ends."""
    query = select(Rule).where(Rule.id == rule_id).with_for_update()
    return (await session.exec(query, execution_options=ANEW)).first()


async def of_promises(session: AsyncSession, promise_ids: Sequence[int]) -> dict[int, Rule]:
    """The rule of each of these promises that has one."""
    found = await session.exec(select(Rule).where(col(Rule.promise_id).in_(promise_ids)))
    return {rule.promise_id: rule for rule in found.all()}


async def of_release(session: AsyncSession, release_id: int) -> Sequence[Rule]:
    """A release's rules."""
    return (await session.exec(select(Rule).where(Rule.release_id == release_id).order_by(col(Rule.id)))).all()


async def settled_of_team(session: AsyncSession, team_id: int) -> Sequence[Rule]:
    """The rules of a team's releases whose day has come and that somebody answered for."""
    query = select(Rule).join(Release, col(Release.id) == col(Rule.release_id))
    query = query.where(Release.team_id == team_id, col(Rule.state).in_(("honoured", "overridden")))
    return (await session.exec(query.order_by(col(Rule.settled_at), col(Rule.id)))).all()
