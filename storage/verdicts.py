"""Keep verdicts: what came of a promise, as answered; an edit is a new row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint, bindparam
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.checkins import CheckIn
from storage.promises import Promise
from storage.releases import Release
from storage.rows import Permanent, one_of

WORDS = ("hit", "partly", "missed", "too_early", "unmeasurable")


class Verdict(Permanent, table=True):
    """One answer to one check-in. Of several rows for a check-in the highest `edition` counts."""

    __table_args__ = (
        UniqueConstraint("checkin_id", "edition"),
        one_of("verdict", *WORDS),
        one_of("proposed", "", *WORDS),
    )

    checkin_id: int = Field(foreign_key="checkin.id", index=True)
    promise_id: int = Field(foreign_key="promise.id", index=True)
    release_id: int = Field(foreign_key="release.id", index=True)
    outcome_version: int
    edition: int = 1
    verdict: str
    # What the check-in proposed at the moment of the answer; "" where nothing was proposed.
    proposed: str = ""
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
    # How far that may be off; None where only one number is known.
    worth_low: int | None = Field(default=None, sa_type=BigInteger)
    worth_high: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = ""
    learned: str = ""
    why: str = ""
    who: str = ""
    at: datetime

    @property
    def is_against(self) -> bool:
        """Whether it says otherwise than was proposed."""
        return self.proposed not in ("", self.verdict)


# Asked for every ledger, so it is built once.
OF_PROMISES = (
    select(Verdict)
    .join(CheckIn, col(CheckIn.id) == col(Verdict.checkin_id))
    .where(col(Verdict.promise_id).in_(bindparam("promise_ids", expanding=True)))
    .order_by(col(CheckIn.day), col(Verdict.edition))
)


async def of_checkin(session: AsyncSession, checkin_id: int) -> Sequence[Verdict]:
    """All answers to a check-in, the one that counts first."""
    query = select(Verdict).where(Verdict.checkin_id == checkin_id)
    return (await session.exec(query.order_by(col(Verdict.edition).desc()))).all()


async def latest_of_checkin(session: AsyncSession, checkin_id: int) -> Verdict | None:
    """The answer to a check-in that counts."""
    return next(iter(await of_checkin(session, checkin_id)), None)


async def latest_of_promise(session: AsyncSession, promise_id: int) -> Verdict | None:
    """The newest answer to any of a promise's check-ins: an edit of an early one does not hide a later look."""
    query = (
        select(Verdict)
        .join(CheckIn, col(CheckIn.id) == col(Verdict.checkin_id))
        .where(Verdict.promise_id == promise_id)
        .order_by(col(CheckIn.day).desc(), col(Verdict.edition).desc())
    )
    return (await session.exec(query)).first()


async def of_promises(session: AsyncSession, promise_ids: Sequence[int]) -> dict[int, Verdict]:
    """The newest answer for each of these promises that has one."""
    found = await session.exec(OF_PROMISES, params={"promise_ids": promise_ids})
    return {verdict.promise_id: verdict for verdict in found.all()}


async def of_shipped(session: AsyncSession) -> Sequence[tuple[Verdict, Promise, Release]]:
    """All answers about what has shipped, with the promise and its release: the newest shipped first, and of one
    promise the answer that counts last."""
    query = (
        select(Verdict, Promise, Release)
        .join(CheckIn, col(CheckIn.id) == col(Verdict.checkin_id))
        .join(Promise, col(Promise.id) == col(Verdict.promise_id))
        .join(Release, col(Release.id) == col(Promise.release_id))
        .where(Promise.state == "frozen")
    )
    in_order = query.order_by(col(Release.shipped_at).desc(), col(Promise.id), col(CheckIn.day), col(Verdict.edition))
    return (await session.exec(in_order)).all()


async def of_team(session: AsyncSession, team_id: int) -> Sequence[tuple[Verdict, CheckIn, Release]]:
    """All answers about a team's releases, with the look and the release: by promise, look and edition."""
    query = (
        select(Verdict, CheckIn, Release)
        .join(CheckIn, col(CheckIn.id) == col(Verdict.checkin_id))
        .join(Release, col(Release.id) == col(Verdict.release_id))
        .where(Release.team_id == team_id)
    )
    return (await session.exec(query.order_by(col(Verdict.promise_id), col(CheckIn.day), col(Verdict.edition)))).all()


async def given_between(session: AsyncSession, start: datetime, end: datetime) -> Sequence[Verdict]:
    """Answers from `start` up to, not including, `end`, the oldest first."""
    query = select(Verdict).where(col(Verdict.at) >= start, col(Verdict.at) < end)
    return (await session.exec(query.order_by(col(Verdict.at), col(Verdict.id)))).all()


async def last_answered(session: AsyncSession, user_id: str, limit: int) -> Sequence[datetime]:
    """When someone gave their newest answers; an edit of one is none."""
    query = select(Verdict.at).where(Verdict.who == user_id, Verdict.edition == 1)
    return (await session.exec(query.order_by(col(Verdict.at).desc(), col(Verdict.id).desc()).limit(limit))).all()
