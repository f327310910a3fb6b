"""Owe a team its weekly prompt, at its hour on its day."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.teams import calendar_of
from storage import posts
from storage.posts import Post
from storage.teams import Team

WEEK = timedelta(days=7)


async def owe_review(session: AsyncSession, team: Team, *, now: datetime) -> Post:
    """Owe the next weekly prompt, at the team's hour of its day; on a day off it waits for the next working day."""
    calendar = calendar_of(team)
    today = calendar.local(now).date()
    day = today + timedelta(days=(team.review_weekday - today.isoweekday()) % 7)
    moment = calendar.moment(calendar.next_working(day), team.review_time)
    if moment <= now:
        day += WEEK
        moment = calendar.moment(calendar.next_working(day), team.review_time)
    return await posts.owe(
        session,
        key_text=f"review:team:{team.pk}:{day}",
        kind="review",
        subject_id=team.pk,
        channel_id=team.channel_id,
        due_at=moment,
    )
