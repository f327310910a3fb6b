"""Fill a workspace with one row of every table."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, cast

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import workspaces
from storage.alerts import Alert
from storage.arrivals import Arrival
from storage.channels import Channel
from storage.checkins import CheckIn
from storage.closures import Closure, key_of
from storage.database import Database
from storage.decisions import Decision
from storage.evidence import Evidence
from storage.experiments import ArmCount
from storage.forecasts import Forecast
from storage.history import Change
from storage.leavers import Leaver
from storage.metrics import Metric
from storage.milestones import Milestone
from storage.outcomes import Outcome, OutcomeVersion
from storage.people import Notice, Person
from storage.posts import Post
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Criterion, Follower, Release
from storage.rows import Row
from storage.rules import Rule
from storage.shares import Share
from storage.subscriptions import Subscription
from storage.teams import Team
from storage.verdicts import Verdict
from storage.workspaces import Workspace

# Tuesday, 10:00 in Berlin.
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

R = TypeVar("R", bound=SQLModel)


@dataclass
class Full:
    """A workspace, and the row it has of each table."""

    workspace: Workspace
    rows: dict[type[SQLModel], SQLModel]

    @property
    def id(self) -> int:
        """The workspace's row number."""
        assert self.workspace.id is not None
        return self.workspace.id

    def number_of(self, table: type[SQLModel]) -> int:
        """The number of its row of a table."""
        return cast(int, cast(Any, self.rows[table]).id)

    def of(self, table: type[R]) -> R:
        """Its row of a table."""
        return cast(R, self.rows[table])


async def new_workspace(database: Database, name: str = "a") -> Full:
    """A workspace without a row of its own."""
    async with database.everywhere() as session:
        workspace = await workspaces.ensure(session, f"T-{name}", name=f"Name {name}", bot_id=f"B-{name}", now=NOW)
    return Full(workspace, {Workspace: workspace})


async def full_workspace(database: Database, name: str = "a", number: int = 1) -> Full:
    """A workspace with one row of every table; its words end in its name, and this number is in every key."""
    full = await new_workspace(database, name)
    async with database.writing(full.id) as session:
        await fill(session, full, name, number)
    async with database.reading(full.id) as session:
        # That all of this was written has been counted there.
        session.add(full.workspace)
        await session.refresh(full.workspace)
    return full


async def fill(session: AsyncSession, full: Full, name: str, number: int) -> None:
    """Add the rows, in the order in which they need each other."""

    async def add(row: Row) -> int:
        session.add(row)
        await session.flush()
        full.rows[type(row)] = row
        return row.pk

    user, moment = f"U-{name}", NOW - WEEK
    team = await add(Team(channel_id=f"C-{name}", channel_name=f"team-{name}", created_by=user, created_at=moment))
    gauge = {"kind": "csat", "channel_id": f"C-{name}"}
    metric = await add(Metric(name=f"Metric {name}", folded=f"thing {name}", owner_id=user, created_at=moment, **gauge))
    # Learned in the very instant in which all is asked.
    await add(Reading(metric_id=metric, value=float(number), at=moment, known_at=NOW, who=user))
    meaning: dict[str, Any] = {
        "name": f"Outcome {name}",
        "kind": "business_outcome",
        "category": "revenue",
        "metric_id": metric,
        "link_kind": "okr",
        "link": f"Objective {name}",
        "owner_id": user,
        "definers": [{"user": user, "role": "product"}],
    }
    outcome = await add(
        Outcome(
            **meaning,
            number=number,
            version=number,
            folded=f"thing {name}",
            team_id=team,
            created_by=user,
            created_at=moment,
        )
    )
    await add(OutcomeVersion(**meaning, outcome_id=outcome, version=number, who=user, at=moment))
    release = await add(
        Release(
            number=number,
            team_id=team,
            name=f"Release {name}",
            folded=f"thing {name}",
            state="reviewing",
            window_from=date(2026, 2, 24),
            window_to=date(2026, 2, 26),
            owner_id=user,
            created_by=user,
            created_at=moment,
            # After the reading: nobody has read the number since.
            shipped_at=moment + timedelta(minutes=1),
        )
    )
    await add(Criterion(release_id=release, text=f"Criterion {name}", owner_id=user))
    await add(Follower(release_id=release, user_id=user, since=moment))
    await add(
        Subscription(
            what="value",
            user_id=user,
            channel_id=f"C-{name}",
            team_id=team,
            rule="weekly mon 09:00",
            anchor=date(2026, 2, 23),
            next_at=NOW + WEEK,
            covered_until=moment,
            created_at=moment,
        )
    )
    promise = await add(
        Promise(
            release_id=release,
            outcome_id=outcome,
            outcome_version=number,
            low=1,
            likely=2,
            high=3,
            state="frozen",
            promised_by=user,
            promised_at=moment,
            frozen_at=moment,
        )
    )
    await add(Share(among=f"among {name}", promise_id=promise, rule="weeks", size=1.0, who=user, at=NOW))
    await add(ArmCount(outcome_id=outcome, arm="control", hits=number, n=9999, known_at=moment, who=user))
    await add(Milestone(outcome_id=outcome, value=float(number), who=user, created_at=moment))
    forecast = {"made_at": moment, "changed_at": moment, "opened_at": NOW}
    await add(Forecast(promise_id=promise, user_id=user, chance=80, **forecast))
    await add(
        Rule(
            promise_id=promise,
            release_id=release,
            measure="change",
            side="below",
            line=1.0,
            day=30,
            state="overridden",
            due_at=NOW,
            settled_by=user,
            settled_at=NOW,
            why=f"Why {name}",
        )
    )
    await add(Channel(channel_id=f"C-{name}"))
    post = await add(
        Post(
            key_text=f"card:{name}",
            kind="release_card",
            subject_id=release,
            channel_id=f"C-{name}",
            details={"words": name},
            due_at=moment,
        )
    )
    await add(Alert(metric_id=metric, kind="below", channel_id=f"C-{name}", threshold=3.0, set_by=user, set_at=moment))
    # In a thread of its own: nothing else here could be told apart from it.
    full.of(Post).thread_id = post
    await add(Person(user_id=user, name=f"Name {name}", away_from=date(2026, 3, 2), away_until=date(2026, 3, 4)))
    await add(Notice(post_id=post, user_id=user, week=date(2026, 3, 2), form="kept", at=moment))
    checkin = await add(
        CheckIn(
            promise_id=promise,
            release_id=release,
            team_id=team,
            day=7,
            due_at=NOW - timedelta(hours=1),
            state="asked",
            asked_in=post,
        )
    )
    verdict = await add(
        Verdict(
            checkin_id=checkin,
            promise_id=promise,
            release_id=release,
            outcome_version=number,
            verdict="hit",
            learned=f"Learned {name}",
            who=user,
            at=NOW,
        )
    )
    await add(
        Decision(
            release_id=release,
            promise_id=promise,
            verdict_id=verdict,
            word="scale",
            why=f"Why {name}",
            who=user,
            at=NOW,
        )
    )
    await add(
        Evidence(
            release_id=release, verdict_id=verdict, kind="link", source_key=f"link:{name}", added_by=user, added_at=NOW
        )
    )
    await add(Change(subject="release", subject_id=release, who=user, what="state", new=f"State {name}", at=NOW))
    await add(Closure(channel_id=f"C-{name}", code="is_archived", since=moment))
    await add(Leaver(user_id=user, left_at=moment))
    await add(Arrival(key_text=f"event:{name}", at=moment))


async def lose_a_post(database: Database, full: Full, name: str) -> None:
    """A second post for its channel, which Slack never took."""
    async with database.writing(full.id) as session:
        session.add(
            Post(
                key_text=f"{key_of(full.of(Closure))}{name}",
                kind="release_card",
                subject_id=full.number_of(Release),
                channel_id=f"C-{name}",
                due_at=NOW - WEEK,
                state="failed",
                error="channel_not_found",
            )
        )


async def speak_to_someone(database: Database, full: Full, name: str) -> None:
    """A message someone was sent alone, one they are to get, one a digest told; a look answered, a sealed forecast."""
    user, release = f"U-{name}", full.number_of(Release)
    async with database.writing(full.id) as session:
        session.add(Channel(channel_id=user))
        await session.flush()
        about = {"kind": "release_card", "subject_id": release, "channel_id": user, "due_at": NOW - WEEK}
        sent = Post(key_text=f"said:{name}", state="sent", ts=f"{NOW.timestamp():.6f}", settled_at=NOW - WEEK, **about)
        session.add_all([sent, Post(key_text=f"to say:{name}", **about)])
        await session.flush()
        look = full.of(CheckIn)
        about_it = {"promise_id": look.promise_id, "release_id": release, "team_id": look.team_id}
        session.add(CheckIn(day=30, due_at=NOW - WEEK, state="answered", answered_at=NOW, **about_it))
        session.add(Forecast(promise_id=look.promise_id, user_id="U-z", chance=80, made_at=NOW, changed_at=NOW))
        notice = {"user_id": user, "week": date(2026, 3, 2), "at": NOW - WEEK}
        session.add(Notice(post_id=sent.pk, form="direct", **notice))
        kept = Post(key_text=f"kept:{name}", state="dropped", **about)
        session.add(kept)
        await session.flush()
        session.add(Notice(post_id=kept.pk, form="kept", told_in=full.number_of(Post), **notice))
