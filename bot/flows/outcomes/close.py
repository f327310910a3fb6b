"""Close an outcome, pause it, or take either back."""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal, person
from bot.flows.caller import Caller
from bot.flows.checkins.stop import stop_asking
from bot.flows.kinds import Desk, Kind
from bot.flows.metrics.alerts import needs_readings
from bot.flows.metrics.away import MetricArchived
from bot.flows.outcomes.define import OutcomeGone
from bot.flows.teams import calendar_in
from bot.value.calendar import DAY, WorkCalendar
from storage import forecasts, history, metrics, outcomes, posts, promises, teams
from storage.database import Database
from storage.outcomes import Outcome
from storage.posts import Post


class NotYoursToClose(Refusal):
    """That outcome is for someone else to close."""


STATES = ("open", "paused", "closed")


async def set_state(
    database: Database,
    caller: Caller,
    outcome_id: int,
    *,
    state: str,
    why: str,
    until: date | None = None,
    now: datetime,
) -> Outcome:
    """Open, pause or close an outcome; what is closed or paused is not asked about.

    Args:
        until: the last day of a pause that ends by itself.

    Raises:
        FieldErrors: no reason for closing or pausing it, or a pause that is over already.
        OutcomeGone: there is no such outcome, or it is that already.
        NotYoursToClose: its team named others who close.
        MetricArchived: it is closed, and what it wants to move is put away.
    """
    if state not in STATES:
        raise ValueError(f"{state} is no state of an outcome.")
    if state != "open" and not why.strip():
        raise FieldErrors({"why": "Say why: whoever asks later will read it."})
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        outcome = await outcomes.get(session, outcome_id)
        if outcome is None:
            raise OutcomeGone()
        if outcome.state == state:
            raise OutcomeGone(f"{outcome.name} is {state} already.")
        if state == "closed":
            await must_be_a_closer(session, caller, outcome)
        if outcome.state == "closed" and outcome.metric_id is not None:
            metric = await metrics.get(session, outcome.metric_id)
            if metric is not None and metric.archived_at is not None:
                raise MetricArchived(metric)
        calendar = await calendar_in(session, caller)
        if until is not None and until < calendar.local(now).date():
            raise FieldErrors({"until": "That day is over."})
        outcome.paused_until = until if state == "paused" else None
        await enter(session, outcome, state, who=caller.user_id, why=why, now=now)
        if outcome.paused_until is not None:
            await owe_resuming(session, outcome, calendar, outcome.paused_until)
    return outcome


async def unscored_of(session: AsyncSession, outcome: Outcome) -> int:
    """How many forecasts stay sealed, as the outcome is closed before its last look."""
    if outcome.state != "closed":
        return 0
    made = await promises.on_outcome(session, outcome.pk)
    return sum((await forecasts.count(session, [promise.pk for promise in made])).values()) if made else 0


async def enter(session: AsyncSession, outcome: Outcome, state: str, *, who: str, why: str, now: datetime) -> None:
    """Write a state down, and let what hangs on it stop or go on."""
    old, outcome.state = outcome.state, state
    outcome.closed_at, outcome.closed_why = (now, why) if state == "closed" else (None, "")
    session.add(outcome)
    new = f"paused until {outcome.paused_until}" if outcome.paused_until is not None else state
    await history.record(session, "outcome", outcome.pk, who=who, what="state", old=old, new=new, why=why, at=now)
    if state == "open":
        await needs_readings(session, outcome.metric_id, now=now)
    await session.flush()
    await stop_asking(session, outcome, who=who, now=now)


async def owe_resuming(session: AsyncSession, outcome: Outcome, calendar: WorkCalendar, until: date) -> None:
    """Owe the end of a pause: a post that says nothing, and opens the outcome when its time has come."""
    team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
    await posts.owe(
        session,
        key_text=f"resume:outcome:{outcome.pk}:{until}",
        kind="outcome_resume",
        subject_id=outcome.pk,
        channel_id=team.channel_id if team is not None else outcome.owner_id or outcome.created_by,
        due_at=calendar.moment(until + DAY, "00:00"),
        details={"until": until.isoformat()},
    )


async def say_nothing(desk: Desk, post: Post) -> None:
    """The end of a pause is no news: what was asked before is asked again, and that is seen."""


async def resume(session: AsyncSession, post: Post, now: datetime) -> None:
    """The pause is over, unless it was ended or changed since."""
    outcome = await outcomes.get(session, post.subject_id)
    if outcome is None or outcome.state != "paused" or str(outcome.paused_until) != post.details["until"]:
        return
    outcome.paused_until = None
    await enter(session, outcome, "open", who="", why="the pause ended", now=now)


RESUME = Kind(name="outcome_resume", compose=say_nothing, after_dropped=resume)


async def must_be_a_closer(session: AsyncSession, caller: Caller, outcome: Outcome) -> None:
    """Hold to those whom a team named; where it named nobody, anyone closes.

    Raises:
        NotYoursToClose: and says whose it is.
    """
    team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
    if team is not None and team.closers and caller.user_id not in team.closers:
        who = " or ".join(person(user_id) for user_id in team.closers)
        raise NotYoursToClose(f"You may not close {outcome.name}.", hint=f"Ask {who}.")
