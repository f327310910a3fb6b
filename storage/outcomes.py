"""Keep outcomes, and every version of what they meant."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint, bindparam
from sqlmodel import Field, SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.names import begins
from storage.prepared import Prepared, numbered
from storage.rows import Permanent, Row, looks_back, one_of

# How an effect is expected to come, as bot.value.pace takes it.
CURVES = ("linear", "step", "saturating")
KINDS = ("customer_problem", "business_outcome", "hypothesis")
CATEGORIES = (
    "adoption", "engagement", "revenue", "productivity", "cost_saving", "satisfaction", "risk",
)  # fmt: skip


class Meaning(SQLModel):
    """What an outcome means: the fields that a new version may change."""

    name: str
    kind: str
    category: str
    statement: str = ""
    metric_id: int | None = Field(default=None, foreign_key="metric.id")
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    # How what moves it is expected to come up to that day.
    curve: str = "linear"
    # What it serves: "okr", "hypothesis", "journey", or "" for nothing yet, and the words or key of it.
    link_kind: str = ""
    link: str = ""
    # Where the problem was seen: links and quotes, one a line (R20).
    discovery: str = ""
    owner_id: str = ""
    # People who defined it together: [{"user": "U1", "role": "product"}]; roles in bot.value.roles.
    definers: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)


class Outcome(Row, Meaning, table=True):
    """A change someone wants, as it is meant today."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        one_of("kind", *KINDS),
        one_of("category", *CATEGORIES),
        one_of("curve", *CURVES),
        one_of("state", "open", "paused", "closed"),
    )

    # Counts up within a workspace: OUT-3.
    number: int
    folded: str = Field(index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    state: str = "open"
    version: int = 1
    created_by: str = ""
    created_at: datetime
    closed_at: datetime | None = None
    closed_why: str = ""
    # The last day of a pause that ends by itself.
    paused_until: date | None = None


class OutcomeVersion(Permanent, Meaning, table=True):
    """What an outcome meant in one version; never changed once written."""

    __tablename__ = "outcome_version"
    __table_args__ = (UniqueConstraint("outcome_id", "version"),)

    outcome_id: int = Field(foreign_key="outcome.id")
    version: int
    who: str = ""
    why: str = ""
    at: datetime


NAMED = select(Outcome).order_by(col(Outcome.state) == "closed", col(Outcome.number).desc())
# Asked by almost every command.
CALLED = Prepared[Outcome](NAMED.where(or_(col(Outcome.number) == bindparam("number"), begins(col(Outcome.folded)))))
# Asked every week of every team.
OPEN_OF = Prepared[Outcome](
    select(Outcome)
    .where(col(Outcome.team_id) == bindparam("team_id"), col(Outcome.state) == "open")
    .order_by(col(Outcome.due).is_(None), col(Outcome.due), col(Outcome.number))
)


async def get(session: AsyncSession, outcome_id: int) -> Outcome | None:
    """The outcome of this row number."""
    return await numbered(Outcome).first(session, its_id=outcome_id)


async def by_number(session: AsyncSession, number: int) -> Outcome | None:
    """The outcome of this key: 3 is OUT-3."""
    return (await session.exec(select(Outcome).where(Outcome.number == number))).first()


async def next_number(session: AsyncSession) -> int:
    """The number that the next outcome's key gets."""
    return ((await session.exec(select(func.max(Outcome.number)))).one() or 0) + 1


async def named(session: AsyncSession) -> Sequence[Outcome]:
    """All outcomes that a name may mean, newest first; closed ones last."""
    return (await session.exec(NAMED)).all()


async def called(session: AsyncSession, *, typed: str, inner: str, number: int) -> Sequence[Outcome]:
    """The outcomes with whose names one of two texts begins, and that of a number, in the same order.

    All of them where names are those of another day.
    """
    if looks_back(session):
        return await named(session)
    return await CALLED.all(session, typed=typed, inner=inner, number=number)


async def in_states(session: AsyncSession, *states: str) -> Sequence[Outcome]:
    """Outcomes in any of these states (in all, when none is named), by due date, those without one last."""
    query = select(Outcome).order_by(col(Outcome.due).is_(None), col(Outcome.due), col(Outcome.number))
    if states:
        query = query.where(col(Outcome.state).in_(states))
    return (await session.exec(query)).all()


async def open_of(session: AsyncSession, team_id: int) -> Sequence[Outcome]:
    """A team's open outcomes, by due date, those without one last."""
    return await OPEN_OF.all(session, team_id=team_id)


async def of_person(session: AsyncSession, user_id: str) -> Sequence[Outcome]:
    """Outcomes that someone owns and that are not closed."""
    query = select(Outcome).where(Outcome.owner_id == user_id, Outcome.state != "closed")
    return (await session.exec(query.order_by(col(Outcome.due).is_(None), col(Outcome.due)))).all()


async def linked_to(session: AsyncSession, link: str) -> Sequence[Outcome]:
    """Outcomes that serve one OKR, hypothesis or journey stage."""
    query = select(Outcome).order_by(col(Outcome.number))
    if looks_back(session):
        # What is linked today may have been linked elsewhere.
        return [outcome for outcome in (await session.exec(query)).all() if outcome.link == link]
    return (await session.exec(query.where(Outcome.link == link))).all()


async def was_linked_to(session: AsyncSession, link: str) -> bool:
    """Whether an outcome serves this, or has."""
    return (
        await session.exec(select(OutcomeVersion.id).where(OutcomeVersion.link == link).limit(1))
    ).first() is not None


async def version(session: AsyncSession, outcome_id: int, number: int) -> OutcomeVersion | None:
    """What an outcome meant in one version."""
    query = select(OutcomeVersion).where(OutcomeVersion.outcome_id == outcome_id, OutcomeVersion.version == number)
    return (await session.exec(query)).first()


async def versions_of(session: AsyncSession, outcome_id: int) -> Sequence[OutcomeVersion]:
    """All that an outcome has meant, newest first."""
    query = select(OutcomeVersion).where(OutcomeVersion.outcome_id == outcome_id)
    return (await session.exec(query.order_by(col(OutcomeVersion.version).desc()))).all()


async def was_on_metric(session: AsyncSession, metric_id: int) -> bool:
    """Whether an outcome wants to move a metric, or has wanted to."""
    query = select(OutcomeVersion.id).where(OutcomeVersion.metric_id == metric_id).limit(1)
    return (await session.exec(query)).first() is not None


async def on_metric(session: AsyncSession, metric_id: int) -> Sequence[Outcome]:
    """Outcomes that want to move a metric and are not closed."""
    if looks_back(session):
        every = (await session.exec(select(Outcome).order_by(col(Outcome.number)))).all()
        return [outcome for outcome in every if outcome.metric_id == metric_id and outcome.state != "closed"]
    query = select(Outcome).where(Outcome.metric_id == metric_id, Outcome.state != "closed")
    return (await session.exec(query.order_by(col(Outcome.number)))).all()
