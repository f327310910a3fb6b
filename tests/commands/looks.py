"""Bring readings as a feed does, and find the messages that ask."""

from datetime import timedelta

from bot.flows.caller import Caller
from bot.flows.metrics import record
from storage import metrics as stored_metrics


async def read_daily(payoff, values, *, until=None, name="checkout conversion", day_by_day=False):
    """A reading a day, the last one today: what a feed would have brought, in one go or on each of the days."""
    caller = Caller(workspace_id=payoff.workspace_id, user_id="U0ANA")
    until = until or payoff.clock.now
    async with payoff.database.writing(payoff.workspace_id) as session:
        metric = await stored_metrics.by_folded(session, name)
        for back, value in enumerate(reversed(values)):
            at = until - timedelta(days=back, minutes=1)
            await record(session, caller, metric, value=value, at=at, now=at if day_by_day else until)


def asks(person):
    """The messages that ask, without their reminders."""
    return [m for m in person.messages("#checkout") if not m.ephemeral and "pay off?" in m.words.splitlines()[0]]
