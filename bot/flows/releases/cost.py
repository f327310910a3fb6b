"""Say what a release costs, in money and in effort, with every change of it in its history."""

from datetime import datetime

from bot.flows.caller import Caller
from bot.flows.releases.changes import tell
from bot.flows.releases.effort import Effort, write_effort
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
    return (
        release.cost_once,
        release.cost_monthly,
        release.cost_currency,
        release.effort_estimated,
        release.effort_spent,
        release.shipped_at is None,
    )


async def set_cost(
    database: Database,
    caller: Caller,
    release_id: int,
    cost: Cost | None,
    *,
    effort: Effort | None = None,
    why: str = "",
    mark: str = "",
    now: datetime,
) -> Release:
    """Save what a release costs; None takes it back.

    Args:
        effort: as `set_effort`; without, it stays as it is.

    Raises:
        NotAllowed: the caller may not schedule it.
        ChangedSince: the form showed another cost.
        ReleaseGone: there is no such release any more.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        must_be_as_shown(mark, *shown_of(release))
        why = clean(why, 300, what="a reason", needed=False)
        written = []
        old = cost_of(release)
        if cost != old:
            release.cost_once = cost.once.minor if cost is not None else None
            release.cost_monthly = cost.monthly.minor if cost is not None else None
            release.cost_currency = cost.currency if cost is not None else ""
            session.add(release)
            about = {"who": caller.user_id, "what": "cost", "old": str(old or ""), "new": str(cost or "")}
            written.append(await history.record(session, "release", release.pk, **about, why=why, at=now))
        if effort is not None:
            written += await write_effort(session, release, effort, who=caller.user_id, why=why, now=now)
        if written:
            release.revision += 1
            await tell(session, release, written, who=caller.user_id, now=now)
    return release
