"""Owe a team its weekly prompt, at its hour on its day."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.teams import calendar_of
from storage import posts
from storage.posts import Post
from storage.teams import Team

WEEK = timedelta(days=7)


async def owe_review(session: AsyncSession, team: Team, *, now: datetime) -> Post:
    """Owe the next weekly prompt, at the team's hour of its day; on a day off it waits for the next working day.

    Each week has one, whatever becomes of the day and the hour: while it waits it moves with them, and once it was
    said the next is next week's.
    """
    calendar = calendar_of(team)
    today = calendar.local(now).date()
    day = today + timedelta(days=(team.review_weekday - today.isoweekday()) % 7)
    while True:
        moment = calendar.moment(calendar.next_working(day), team.review_time)
        if moment > now:
            year, week, _ = day.isocalendar()
            post = await posts.owe(
                session,
                key_text=f"review:team:{team.pk}:{year}-W{week:02}",
                kind="review",
                subject_id=team.pk,
                channel_id=team.channel_id,
                due_at=moment,
            )
            if post.state in ("due", "sending"):
                break
        day += WEEK
    if post.state == "due" and post.due_at != moment:
        post.due_at = moment
        session.add(post)
    return post
