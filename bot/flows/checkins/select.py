"""Choose which check-ins to ask, and put aside those that need no asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import checkins, history, outcomes, promises, teams, verdicts
from storage.checkins import CheckIn


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What to ask now, and what not, each with the reason."""

    ask: Sequence[CheckIn]
    aside: Sequence[tuple[CheckIn, str, str]]


async def select(session: AsyncSession, team_id: int, now: datetime) -> Selection:
    """Of a team's check-ins whose time has come and that were not asked yet: ask, or put aside."""
    ask, aside = [], []
    team = await teams.get(session, team_id)
    # Answered within so many days, a promise is not asked about again.
    fresh = timedelta(days=team.fresh_days if team is not None else 0)
    due = [checkin for checkin in await checkins.due_in(session, team_id, now) if is_to_ask(checkin, now)]
    latest = {checkin.promise_id: checkin for checkin in due}
    for checkin in due:
        if latest[checkin.promise_id] is not checkin:
            # Of a promise that shipped long ago all looks are due at once; the last one says all there is to say.
            aside.append((checkin, "skipped", "a later look was due as well"))
            continue
        reason = await reason_not_to_ask(session, checkin, fresh, now)
        if reason is None:
            ask.append(checkin)
        else:
            aside.append((checkin, *reason))
    return Selection(ask=ask, aside=aside)


def is_to_ask(checkin: CheckIn, now: datetime) -> bool:
    """Whether it was not asked yet, and nobody put it off."""
    return checkin.state == "planned" and (checkin.snoozed_until is None or checkin.snoozed_until <= now)


async def reason_not_to_ask(
    session: AsyncSession, checkin: CheckIn, fresh: timedelta, now: datetime
) -> tuple[str, str] | None:
    """The state a check-in takes without being asked, and why; None: ask it."""
    promise = await promises.get(session, checkin.promise_id)
    outcome = await outcomes.get(session, promise.outcome_id) if promise is not None else None
    if promise is None or promise.state == "withdrawn":
        return "cancelled", "the promise was withdrawn"
    if outcome is None or outcome.state == "closed":
        return "cancelled", "the outcome is closed"
    if outcome.state == "paused":
        return "skipped", "the outcome is paused"
    verdict = await verdicts.latest_of_promise(session, promise.pk)
    if verdict is not None and verdict.at > now - fresh:
        return "skipped", f"its answer is fresh: of {verdict.at:%Y-%m-%d}"
    return None


async def put_aside(session: AsyncSession, selection: Selection, now: datetime) -> None:
    """Write down what was not asked, and why."""
    for checkin, state, why in selection.aside:
        checkin.state, checkin.skipped_why = state, why
        session.add(checkin)
        await history.record(
            session, "checkin", checkin.pk, who="", what="state", old="planned", new=state, why=why, at=now
        )
