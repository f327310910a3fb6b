"""Close an outcome, pause it, or take either back."""

from datetime import datetime

from bot.errors import FieldErrors
from bot.flows.caller import Caller
from bot.flows.outcomes.define import OutcomeGone
from storage import history, outcomes
from storage.database import Database
from storage.outcomes import Outcome

STATES = ("open", "paused", "closed")


async def set_state(
    database: Database, caller: Caller, outcome_id: int, *, state: str, why: str, now: datetime
) -> Outcome:
    """Open, pause or close an outcome; what is closed or paused is not asked about.

    Raises:
        FieldErrors: no reason for closing or pausing it.
        OutcomeGone: there is no such outcome, or it is that already.
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
        old, outcome.state = outcome.state, state
        outcome.closed_at, outcome.closed_why = (now, why) if state == "closed" else (None, "")
        session.add(outcome)
        await history.record(
            session, "outcome", outcome.pk, who=caller.user_id, what="state", old=old, new=state, why=why, at=now
        )
    return outcome
