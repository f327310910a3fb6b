"""Close an outcome, pause it, or take either back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal, person
from bot.flows.caller import Caller
from bot.flows.outcomes.define import OutcomeGone
from storage import history, outcomes, teams
from storage.database import Database
from storage.outcomes import Outcome


class NotYoursToClose(Refusal):
    """That outcome is for someone else to close."""


STATES = ("open", "paused", "closed")


async def set_state(
    database: Database, caller: Caller, outcome_id: int, *, state: str, why: str, now: datetime
) -> Outcome:
    """Open, pause or close an outcome; what is closed or paused is not asked about.

    Raises:
        FieldErrors: no reason for closing or pausing it.
        OutcomeGone: there is no such outcome, or it is that already.
        NotYoursToClose: its team named others who close.
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
        old, outcome.state = outcome.state, state
        outcome.closed_at, outcome.closed_why = (now, why) if state == "closed" else (None, "")
        session.add(outcome)
        await history.record(
            session, "outcome", outcome.pk, who=caller.user_id, what="state", old=old, new=state, why=why, at=now
        )
    return outcome


async def must_be_a_closer(session: AsyncSession, caller: Caller, outcome: Outcome) -> None:
    """Hold to those whom a team named; where it named nobody, anyone closes.

    Raises:
        NotYoursToClose: and says whose it is.
    """
    team = await teams.get(session, outcome.team_id) if outcome.team_id is not None else None
    if team is not None and team.closers and caller.user_id not in team.closers:
        who = " or ".join(person(user_id) for user_id in team.closers)
        raise NotYoursToClose(f"You may not close {outcome.name}.", hint=f"Ask {who}.")
