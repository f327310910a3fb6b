"""Say of a check-in whether its answer is on time, in grace, late or missed."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.teams import calendar_of
from bot.value.timeliness import Timeliness, timeliness
from storage import checkins, verdicts
from storage.checkins import CheckIn
from storage.teams import Team


async def standing_of(session: AsyncSession, checkin: CheckIn, team: Team, *, now: datetime) -> Timeliness | None:
    """How a check-in's first answer came, or how long it is owed; None before it is asked, and for one put aside.

    It counts from the day on which it was asked, where that was later than it was due: nobody answers what Payoff has
    not asked. A later change of an answer makes it no later.
    """
    calendar = calendar_of(team)
    answers = await verdicts.of_checkin(session, checkin.pk)
    if not answers and checkin.state not in ("asked", "missed"):
        return None
    begins = max(checkin.due_at, checkin.asked_at or checkin.due_at)
    later = [
        other.asked_at
        for other in await checkins.of_promise(session, checkin.promise_id)
        if other.asked_at is not None and other.due_at > checkin.due_at
    ]
    return timeliness(
        calendar.local(begins).date(),
        calendar,
        today=calendar.local(now).date(),
        answered=calendar.local(answers[-1].at).date() if answers else None,
        replaced=calendar.local(min(later)).date() if later else None,
    )
