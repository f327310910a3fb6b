"""Remind of a check-in in its own thread, at most twice, then ask the deputy, then leave it to the weekly review."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.backoff import ignored
from bot.flows.attention.known import addressee, away_among, first_day_back
from bot.flows.attention.nudges import MAX_REMINDERS, TO_DEPUTY, moment_on, move_to, waiting_in
from bot.flows.checkins.question import Asked, questions_of
from bot.flows.kinds import Desk
from bot.flows.rhythm import made_up_at
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.render import Message
from storage import people, posts, releases, teams
from storage.checkins import CheckIn
from storage.posts import Post
from storage.teams import Team

# Working days between an ask and each of its reminders.
REMIND_AFTER = 2


async def owe_reminder(
    session: AsyncSession, ask: Post, team: Team, *, number: int, after: datetime, again: bool = False
) -> None:
    """Owe the next nudge, a few working days after a moment; the same one `again` where it could not be said."""
    calendar = calendar_of(team)
    day = calendar.add_working_days(calendar.local(after).date(), REMIND_AFTER)
    await owe_on(session, ask, team, day, number=number, again=again)


async def owe_on(session: AsyncSession, ask: Post, team: Team, day: date, *, number: int, again: bool) -> None:
    """Owe a nudge on a day."""
    await posts.owe(
        session,
        key_text=f"remind:{ask.pk}:{number}{f':{day}' if again else ''}",
        kind="checkin_remind",
        subject_id=ask.pk,
        channel_id=ask.channel_id,
        thread_id=ask.pk,
        details={"number": number, "team": team.pk, **({"day": day.isoformat()} if again else {})},
        due_at=await moment_on(session, ask.pk, team, day, number=number),
    )


def reminded_instead_at(team: Team, post: Post, now: datetime) -> datetime | None:
    """When to say a nudge that was missed, if not now: nobody is reminded on a day off."""
    return made_up_at(calendar_of(team), post.due_at, team.checkin_time, now=now)


async def redate_reminder(session: AsyncSession, ask_id: int, team: Team, *, since: datetime, now: datetime) -> None:
    """Move the nudge that waits to the days and the hour at which the team works now.

    It is counted `since` a moment; one that is owed again, after somebody's time off, has a day of its own.
    """
    calendar = calendar_of(team)
    counted = calendar.add_working_days(calendar.local(since).date(), REMIND_AFTER)
    for post in await posts.due_after(session, now, "checkin_remind", ask_id):
        again = post.details.get("day")
        day = calendar.next_working(date.fromisoformat(again)) if again is not None else counted
        await move_to(session, post, team, day, now=now)


async def compose_reminder(desk: Desk, post: Post) -> Message | None:
    """A nudge in the thread, for what nobody has answered and nobody has put off."""
    number = post.details["number"]
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.details["team"])
        is_first = post.state == "due" or desk.is_unsaid
        if team is None or (is_first and reminded_instead_at(team, post, desk.now) is not None):
            return None
        asked = await questions_of(session, await unanswered(session, post, team, desk.now), team, now=desk.now)
    if number == TO_DEPUTY:
        asked = [one for one in asked if has_deputy_to_ask(one)]
    if not asked:
        return None
    last = number == TO_DEPUTY
    return render.message("checkins/remind", all_asked=asked, number=number, last=last, team=team, now=desk.now)


def has_deputy_to_ask(asked: Asked) -> bool:
    """Whether there is a deputy who was not the one who was asked all along."""
    deputy_id = asked.release.deputy_id
    return bool(deputy_id) and deputy_id not in (asked.to, asked.release.owner_id)


async def unanswered(session: AsyncSession, post: Post, team: Team, now: datetime) -> list[CheckIn]:
    """What the message above still waits for, and nobody has put off until today or longer."""
    return [look for look in await waiting_in(session, post.subject_id) if not is_asked_for(look, team, now)]


def is_put_off(look: CheckIn, now: datetime) -> bool:
    """Whether somebody put it off, and it is not back yet."""
    return look.snoozed_until is not None and look.snoozed_until > now


def is_asked_for(look: CheckIn, team: Team, now: datetime) -> bool:
    """Whether somebody put it off: it is not back yet, or comes back on this very day, which asks for it once."""
    if look.snoozed_until is None:
        return False
    calendar = calendar_of(team)
    return calendar.local(look.snoozed_until).date() >= calendar.local(now).date()


async def after_reminder(session: AsyncSession, post: Post, now: datetime) -> None:
    """Count it, and go on to the next."""
    number, team = post.details["number"], await teams.get(session, post.details["team"])
    for look in await unanswered(session, post, team, now) if team is not None else ():
        look.reminders, look.reminded_at = number, now
        session.add(look)
    await go_on(session, post, number + 1, now=now)


async def after_unsaid_reminder(session: AsyncSession, post: Post, now: datetime) -> None:
    """It was not said: once more after what all of it rests for, or on to the next."""
    waiting = await waiting_in(session, post.subject_id)
    ask, team = await posts.get(session, post.subject_id), await teams.get(session, post.details["team"])
    if not waiting or ask is None or team is None:
        return
    if (instead := reminded_instead_at(team, post, now)) is not None:
        day = calendar_of(team).local(instead).date()
        await owe_on(session, ask, team, day, number=post.details["number"], again=True)
        return
    rest = [await rests_until(session, look, team, now) for look in waiting]
    until = [moment for moment in rest if moment is not None]
    # Whose time off it is does not matter to the deputy; that it was put off does.
    may_rest = post.details["number"] <= MAX_REMINDERS or all(is_asked_for(look, team, now) for look in waiting)
    if len(until) == len(waiting) and may_rest:
        await owe_reminder(session, ask, team, number=post.details["number"], after=min(until), again=True)
    else:
        await go_on(session, post, post.details["number"] + 1, now=now)


async def rests_until(session: AsyncSession, look: CheckIn, team: Team, now: datetime) -> datetime | None:
    """Until when nobody may be reminded of it: it was put off, or it is the time off of whoever is asked."""
    if is_asked_for(look, team, now):
        return look.snoozed_until
    release = await releases.get(session, look.release_id)
    if release is None:
        return None
    to = await addressee(session, release.owner_id, release.deputy_id, now)
    if to not in await away_among(session, [to], now):
        return None
    return calendar_of(team).moment(await first_day_back(session, to, now), team.checkin_time)


async def go_on(session: AsyncSession, post: Post, number: int, *, now: datetime) -> None:
    """Owe the next nudge, as long as there is one; after the last one all falls silent."""
    waiting = await waiting_in(session, post.subject_id)
    ask, team = await posts.get(session, post.subject_id), await teams.get(session, post.details["team"])
    if not waiting or ask is None or team is None:
        return
    if number <= TO_DEPUTY:
        await owe_reminder(session, ask, team, number=number, after=now)
    else:
        await fall_silent(session, ask, waiting, now=now)


async def fall_silent(session: AsyncSession, ask: Post, waiting: Sequence[CheckIn], *, now: datetime) -> None:
    """Nobody is asked about it any more; whoever was called and did not answer has ignored it."""
    silent = set()
    for look in waiting:
        look.asked_out_at = now
        session.add(look)
        release = await releases.get(session, look.release_id)
        if release is not None and not is_put_off(look, now):
            silent.add(await addressee(session, release.owner_id, release.deputy_id, now))
    away = await away_among(session, sorted(silent), now)
    for user_id in sorted(silent - away):
        notice = await people.notice_of(session, ask.pk, user_id)
        if notice is not None and notice.form == "mention":
            await ignored(session, user_id, now=now)
