"""Ask a team's due check-ins in one message, and ask again in its thread what somebody put off."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.answer import looked_through
from bot.flows.checkins.picture import picture_of
from bot.flows.checkins.question import Asked, questions_of
from bot.flows.checkins.remind import after_reminder, after_unsaid_reminder, compose_reminder, is_put_off, owe_reminder
from bot.flows.checkins.select import Selection, put_aside, select
from bot.flows.kinds import About, Desk, Kind, Thing
from bot.flows.releases.changes import change
from bot.flows.releases.find import key_of
from bot.flows.rhythm import made_up_at
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.pictures import Picture
from bot.slack.render import Message
from storage import checkins, history, posts, releases, teams
from storage.checkins import CheckIn
from storage.posts import Post
from storage.releases import Release
from storage.teams import Team


async def owe_ask(session: AsyncSession, team: Team, *, due_at: datetime, at_once: Release | None = None) -> Post:
    """Owe one message for all of a team's check-ins of a moment, however many there are, or `at_once` for a release."""
    of = f"team:{team.pk}:{due_at:%Y-%m-%dT%H:%M}" if at_once is None else f"release:{at_once.pk}:{due_at.isoformat()}"
    return await posts.owe(
        session,
        key_text=f"ask:{of}",
        kind="checkin_ask",
        subject_id=team.pk,
        channel_id=team.channel_id,
        details={"at_once": True} if at_once is not None else {},
        due_at=due_at,
    )


async def owe_ask_of(session: AsyncSession, team: Team, release: Release, *, due_at: datetime, now: datetime) -> Post:
    """Owe the ask for a release's check-in: in its time or, where somebody brings about that it is over, at once."""
    return await owe_ask(session, team, due_at=max(due_at, now), at_once=release if due_at < now else None)


async def compose_ask(desk: Desk, post: Post) -> Message | None:
    """The question, filled in; once sent, the same message with the answers that came."""
    async with desk.database.reading(post.workspace_id) as session:
        team = await teams.get(session, post.subject_id)
        if team is None:
            return None
        if post.ts:
            chosen = list(await checkins.asked_in(session, post.pk))
        elif asked_instead_at(team, post, desk.now) is not None:
            return None
        else:
            chosen = list((await select(session, team.pk, desk.now)).ask)
        if not chosen:
            return None
        asked = await questions_of(session, chosen, team, now=desk.now)
    return await message_of(desk, post, asked, team)


async def message_of(desk: Desk, post: Post, asked: list[Asked], team: Team) -> Message:
    """One check-in with its picture, or several in short."""
    today = calendar_of(team).local(desk.now).date()
    if len(asked) == 1:
        picture = await picture_for(desk, post, asked[0], team)
        return render.message("checkins/ask", asked=asked[0], team=team, today=today, now=desk.now, picture=picture)
    return render.message("checkins/ask_several", all_asked=asked, team=team, today=today, now=desk.now)


async def picture_for(desk: Desk, post: Post, asked: Asked, team: Team) -> Picture | None:
    """The picture that the message has already, or a new one; an answer does not change what was seen."""
    if "picture" in post.details:
        return Picture(post.details["picture"], post.details["alt"])
    drawn = await picture_of(desk.client, asked, zone=team.zone, now=desk.now)
    if drawn is not None:
        # Kept with the post when it is settled.
        post.details = {**post.details, "picture": drawn.file_id, "alt": drawn.alt}
    return drawn


async def after_ask(session: AsyncSession, post: Post, now: datetime) -> None:
    """They are asked: the releases are under review, and the first reminder is owed."""
    if post.details.get("asked"):
        return
    selection = await put_the_rest_aside(session, post, now)
    team = await teams.get(session, post.subject_id)
    for checkin in selection.ask:
        checkin.state, checkin.asked_at, checkin.asked_in = "asked", now, post.pk
        session.add(checkin)
        await give_up_earlier(session, checkin, now)
        release = await releases.get(session, checkin.release_id)
        if release is not None and release.state == "shipped":
            await change(session, release, who="", now=now, note=False, state="reviewing")
    post.details = {**post.details, "asked": True}
    session.add(post)
    if team is not None:
        await owe_reminder(session, post, team, number=1, after=now)


async def put_the_rest_aside(session: AsyncSession, post: Post, now: datetime) -> Selection:
    """Write down what needs no asking; a release whose last look is among it has been looked at for the last time."""
    selection = await select(session, post.subject_id, now)
    await put_aside(session, selection, now)
    await session.flush()
    for checkin, _, _ in selection.aside:
        release = await releases.get(session, checkin.release_id)
        if release is not None:
            await looked_through(session, checkin, release, now=now)
    return selection


async def give_up_earlier(session: AsyncSession, checkin: CheckIn, now: datetime) -> None:
    """Looks at the same promise that still waited are missed: this one asks for all of them. An answer still counts."""
    for earlier in await checkins.of_promise(session, checkin.promise_id):
        if earlier.state == "asked" and earlier.due_at < checkin.due_at:
            earlier.state = "missed"
            session.add(earlier)
            await history.record(
                session,
                "checkin",
                earlier.pk,
                who="",
                what="state",
                old="asked",
                new="missed",
                why="the next look was asked",
                at=now,
            )


async def after_unasked(session: AsyncSession, post: Post, now: datetime) -> None:
    """Nothing was left to ask: write down why. What was missed and meets a day off is asked on the next working day."""
    selection = await put_the_rest_aside(session, post, now)
    team = await teams.get(session, post.subject_id)
    instead = asked_instead_at(team, post, now) if team is not None else None
    if team is not None and instead is not None and selection.ask:
        await owe_ask(session, team, due_at=instead)


def asked_instead_at(team: Team, post: Post, now: datetime) -> datetime | None:
    """When to ask what is due, if not now.

    A moment at which the team does not ask any more is left over from other days, another hour or another zone: what
    was missed waits for one at which it does.
    """
    calendar = calendar_of(team)
    day, today = calendar.local(post.due_at).date(), calendar.local(now).date()
    asks = calendar.is_working(day) and calendar.moment(day, team.checkin_time) == post.due_at
    if asks or post.details.get("at_once"):
        return made_up_at(calendar, post.due_at, team.checkin_time, now=now)
    instead = calendar.moment(calendar.next_working(today), team.checkin_time)
    return instead if instead > now else calendar.moment(calendar.add_working_days(today, 1), team.checkin_time)


async def compose_again(desk: Desk, post: Post) -> Message | None:
    """A check-in that was put off, asked again in the thread where it was asked first."""
    async with desk.database.reading(post.workspace_id) as session:
        checkin = await checkins.get(session, post.subject_id)
        if checkin is None or checkin.state not in checkins.OPEN or checkin.due_at > desk.now:
            return None
        if checkin.snoozed_until is not None and checkin.snoozed_until > desk.now:
            # Put off once more since: the later post asks.
            return None
        team = await teams.get(session, checkin.team_id)
        if team is None:
            return None
        asked = await questions_of(session, [checkin], team, now=desk.now)
    return await message_of(desk, post, asked, team)


async def about_ask(session: AsyncSession, post: Post) -> About | None:
    """The releases that were to be looked at, and whoever owns them."""
    chosen = await checkins.asked_in(session, post.pk) or await checkins.due_in(session, post.subject_id, post.due_at)
    return await about_checkins(session, chosen)


async def about_reminder(session: AsyncSession, post: Post) -> About | None:
    """The releases that still wait, and whoever owns them."""
    return await about_checkins(session, await checkins.asked_in(session, post.subject_id))


async def about_again(session: AsyncSession, post: Post) -> About | None:
    """The release that was put off, and whoever owns it."""
    checkin = await checkins.get(session, post.subject_id)
    return await about_checkins(session, [checkin] if checkin is not None else [])


async def about_checkins(session: AsyncSession, chosen: Sequence[CheckIn]) -> About | None:
    """The releases of check-ins that nobody answered, and whoever owns them."""
    waiting = {look.release_id for look in chosen if look.state in checkins.OPEN}
    found = [release for number in sorted(waiting) if (release := await releases.get(session, number)) is not None]
    people = dict.fromkeys(release.owner_id or release.created_by for release in found)
    return About(people=tuple(people), name=", ".join(release.name for release in found)) if found else None


async def things_asked(session: AsyncSession, post: Post, user_id: str, now: datetime) -> list[Thing]:
    """What a message asked of one person, and nobody has answered or put off."""
    asked_in = post.subject_id if post.kind == "checkin_remind" else post.pk
    if post.kind == "checkin_again":
        look = await checkins.get(session, post.subject_id)
        chosen: Sequence[CheckIn] = [look] if look is not None else []
    else:
        chosen = await checkins.asked_in(session, asked_in)
    things = []
    for look in chosen:
        release = await releases.get(session, look.release_id)
        if release is None or look.state not in checkins.OPEN or is_put_off(look, now):
            continue
        if user_id in (release.owner_id, release.deputy_id):
            things.append(Thing(about="checkin", name=release.name, key=key_of(release), value=look.pk))
    return things


ASK = Kind(
    name="checkin_ask",
    compose=compose_ask,
    about=about_ask,
    after_sent=after_ask,
    after_dropped=after_unasked,
    things=things_asked,
)
REMIND = Kind(
    name="checkin_remind",
    compose=compose_reminder,
    about=about_reminder,
    after_sent=after_reminder,
    after_dropped=after_unsaid_reminder,
    is_nudge=True,
    things=things_asked,
)
AGAIN = Kind(name="checkin_again", compose=compose_again, about=about_again, things=things_asked)
