"""Say what a release costs, once and each month, with every change of it in its history."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.releases.changes import tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.sheet import cost_of
from bot.flows.since import must_be_as_shown
from bot.value.naming import clean
from bot.value.returns import Cost
from storage import history
from storage.database import Database
from storage.releases import Release


def shown_of(release: Release) -> tuple[object, ...]:
    """What the form shows."""
    return release.cost_once, release.cost_monthly, release.cost_currency


async def set_cost(
    database: Database,
    caller: Caller,
    release_id: int,
    cost: Cost | None,
    *,
    why: str = "",
    mark: str = "",
    now: datetime,
) -> Release:
    """Save what a release costs; None takes it back.

    Raises:
        NotAllowed: the caller may not schedule it.
        ChangedSince: the form showed another cost.
        ReleaseGone: there is no such release any more.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        must_be_as_shown(mark, *shown_of(release))
        old = cost_of(release)
        if cost == old:
            return release
        release.cost_once = cost.once.minor if cost is not None else None
        release.cost_monthly = cost.monthly.minor if cost is not None else None
        release.cost_currency = cost.currency if cost is not None else ""
        release.revision += 1
        session.add(release)
        written = await history.record(
            session,
            "release",
            release.pk,
            who=caller.user_id,
            what="cost",
            old=str(old or ""),
            new=str(cost or ""),
            why=clean(why, 300, what="a reason", needed=False),
            at=now,
        )
        await tell(session, release, [written], who=caller.user_id, now=now)
    return release
