"""Cancel a release, and take that back."""

from datetime import datetime

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts import needs_readings
from bot.flows.releases.changes import change
from bot.flows.releases.find import ReleaseGone, release_and_team
from bot.flows.releases.permission import must_be_allowed
from storage import history, outcomes, promises
from storage.database import Database
from storage.releases import Release


class TooLate(Refusal):
    """This release has shipped: what shipped cannot be cancelled, only looked at."""


class NotCancelled(Refusal):
    """This release is not cancelled."""


async def cancel(database: Database, caller: Caller, release_id: int, *, why: str, now: datetime) -> Release:
    """Cancel a release that has not shipped.

    Raises:
        TooLate: it has shipped.
        NotAllowed: the caller may not close it.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        if release.shipped_at is not None:
            raise TooLate()
        if release.state == "cancelled":
            raise ReleaseGone(f"{release.name} is cancelled already.")
        must_be_allowed("close", caller, release, team)
        await change(session, release, who=caller.user_id, now=now, why=why, state="cancelled", cancelled_at=now)
    return release


async def restore(database: Database, caller: Caller, release_id: int, *, now: datetime) -> Release:
    """Take a cancellation back: the release is again what it was.

    Raises:
        NotCancelled: there is nothing to take back.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        if release.state != "cancelled":
            raise NotCancelled()
        must_be_allowed("close", caller, release, team)
        states = await history.changes_of(session, "release", release.pk, what="state", limit=1)
        before = states[0].old if states else "draft"
        if before == "planned" and not await promises.of_release(session, release.pk) and not release.maintenance:
            before = "draft"
        await change(session, release, who=caller.user_id, now=now, why="restored", state=before, cancelled_at=None)
        for promise in await promises.of_release(session, release.pk):
            outcome = await outcomes.get(session, promise.outcome_id)
            await needs_readings(session, outcome.metric_id if outcome is not None else None, now=now)
    return release
