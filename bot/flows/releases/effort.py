"""Say what effort a release is estimated at, and once it has shipped what it took, with every change of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.caller import Caller
from bot.flows.releases.changes import tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import is_allowed, must_be_allowed
from bot.value.effort import in_history
from storage import history
from storage.database import Database
from storage.history import Change
from storage.releases import Release
from storage.teams import Team

# What a history calls them.
ESTIMATED, SPENT = "effort estimated", "effort spent"


@dataclass(frozen=True)
class Effort:
    """Person-days that someone said; None takes them back."""

    days: float | None


async def set_effort(database: Database, caller: Caller, release_id: int, effort: Effort, *, now: datetime) -> Release:
    """Save what a release is estimated at; after it has shipped, what it took.

    Raises:
        NotAllowed: the caller may not schedule it.
        ReleaseGone: there is no such release any more.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        written = await write_effort(session, release, effort, who=caller.user_id, now=now)
        if written:
            release.revision += 1
            await tell(session, release, written, who=caller.user_id, now=now)
    return release


async def write_effort(
    session: AsyncSession, release: Release, effort: Effort, *, who: str, why: str = "", now: datetime
) -> list[Change]:
    """Write it down in the caller's transaction; nothing where it is as it was. Nobody is told of it yet."""
    what = ESTIMATED if release.shipped_at is None else SPENT
    old = release.effort_estimated if what == ESTIMATED else release.effort_spent
    if effort.days == old:
        return []
    if what == ESTIMATED:
        release.effort_estimated = effort.days
    else:
        release.effort_spent = effort.days
    session.add(release)
    return [
        await history.record(
            session,
            "release",
            release.pk,
            who=who,
            what=what,
            old=in_history(old),
            new=in_history(effort.days),
            why=why,
            at=now,
        )
    ]


def is_owed(caller: Caller, release: Release, team: Team) -> bool:
    """Whether someone could say what a release took that was estimated, and nobody has."""
    is_open = release.effort_estimated is not None and release.effort_spent is None
    return is_open and is_allowed("schedule", caller, release, team)
