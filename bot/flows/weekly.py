"""Owe a team its weekly prompt, at its hour on its day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

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
    for day, moment in review_moments(team, now):
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
    if post.state == "due" and post.due_at != moment:
        post.due_at = moment
        session.add(post)
    return post


def next_reviews(team: Team, *, now: datetime, count: int = 3) -> list[datetime]:
    """When a team will be asked next, if there is something to ask."""
    return [moment for _, moment in islice(review_moments(team, now), count)]


def review_moments(team: Team, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The team's day of each week to come, and the moment of its prompt: on a day off, of the next working day."""
    calendar = calendar_of(team)
    today = calendar.local(now).date()
    day = today + timedelta(days=(team.review_weekday - today.isoweekday()) % 7)
    while True:
        moment = calendar.moment(calendar.next_working(day), team.review_time)
        if moment > now:
            yield day, moment
        day += WEEK
