"""Learn at which hour someone answers."""

from datetime import time

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.attention import usual_time
from bot.value.calendar import WorkCalendar
from storage import verdicts

# Habits change: only so many of the newest answers count.
NEWEST = 12


async def habit_of(session: AsyncSession, user_id: str, calendar: WorkCalendar) -> time | None:
    """When in the day someone answers, on the clock of a team; None without a habit."""
    answered = await verdicts.last_answered(session, user_id, NEWEST)
    return usual_time([calendar.local(moment).time() for moment in answered])
