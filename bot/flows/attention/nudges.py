"""Choose the hour of a nudge: that at which whoever it calls answers as a rule."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.habit import habit_of
from bot.flows.attention.known import addressee
from bot.flows.teams import calendar_of
from storage import checkins, posts, releases, teams
from storage.checkins import CheckIn
from storage.posts import Post
from storage.teams import Team

# So many go to whoever was asked; one more to the deputy.
MAX_REMINDERS = 2
TO_DEPUTY = MAX_REMINDERS + 1


async def moment_on(session: AsyncSession, ask_id: int, team: Team, day: date, *, number: int) -> datetime:
    """When to nudge on a day: at the hour at which the one who is called answers as a rule, or else at the team's."""
    calendar = calendar_of(team)
    moment = calendar.moment(day, team.checkin_time)
    called = set()
    for look in await waiting_in(session, ask_id):
        release = await releases.get(session, look.release_id)
        if release is not None:
            to = await addressee(session, release.owner_id, release.deputy_id, moment)
            called.add(release.deputy_id if number == TO_DEPUTY else to)
    habit = await habit_of(session, called.pop(), calendar) if len(called) == 1 else None
    return moment if habit is None else calendar.moment(day, habit)


async def move_to_their_hour(session: AsyncSession, waiting: Iterable[CheckIn], *, now: datetime) -> None:
    """Move the nudges that wait to the hour of those whom they call now, on the same day or, if it is over, the next.

    An owner's or deputy's time off, or another owner, changes who that is.
    """
    asked = {look.asked_in: look.team_id for look in waiting if look.state == "asked" and look.asked_in is not None}
    for ask_id, team_id in asked.items():
        team = await teams.get(session, team_id)
        if team is None:
            continue
        calendar = calendar_of(team)
        for post in await posts.due_after(session, now, "checkin_remind", ask_id):
            await move_to(session, post, team, calendar.local(post.due_at).date(), now=now)


async def move_to(session: AsyncSession, post: Post, team: Team, day: date, *, now: datetime) -> None:
    """Move a nudge to a day, or to the next on which the team works where its hour is over."""
    calendar, ask_id, number = calendar_of(team), post.subject_id, post.details["number"]
    moment = await moment_on(session, ask_id, team, day, number=number)
    if moment <= now:
        tomorrow = calendar.add_working_days(calendar.local(now).date(), 1)
        moment = await moment_on(session, ask_id, team, tomorrow, number=number)
    post.due_at = moment
    session.add(post)


async def waiting_in(session: AsyncSession, ask_id: int) -> list[CheckIn]:
    """What one message asked and nobody has answered."""
    return [look for look in await checkins.asked_in(session, ask_id) if look.state == "asked"]
