"""Spend people's attention: decide, before a message is sent, whom it calls, and keep the rest for their digest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.always import is_always_wanted
from bot.flows.attention.known import away_among, calendar_of_person, learn, names_of
from bot.flows.kinds import Desk, Kind
from bot.slack.mentions import mentioned, named
from bot.slack.posting import PEOPLE
from bot.slack.render import Message
from bot.value import attention
from bot.value.calendar import WorkCalendar
from storage import people, posts
from storage.people import Notice, Person
from storage.posts import Post

DIGEST = "personal_digest"
# What a message was to someone whom it does not call.
SILENT = ("kept", "named")


def attentive(kind: Kind) -> Kind:
    """The same kind, but it calls nobody beyond their budget, nor in their time off."""

    async def compose(desk: Desk, post: Post) -> Message | None:
        message = await kind.compose(desk, post)
        return message if message is None else await spend(desk, post, kind, message)

    return replace(kind, compose=compose)


async def spend(desk: Desk, post: Post, kind: Kind, message: Message) -> Message | None:
    """The message as it may be sent now; None when it is kept, or there would be no point in it."""
    is_direct = post.channel_id.startswith(PEOPLE)
    if post.ts:
        # Slack calls nobody when a message changes: it goes on naming them as it did.
        return message if is_direct or not kind.unasked else await as_before(desk, post, message)
    if not kind.unasked:
        return message if is_direct else await without_those_away(desk, post, message)
    called = {post.channel_id} if is_direct else mentioned(message)
    if not called:
        return message
    await learn(desk, post.workspace_id, called)
    async with desk.database.writing(post.workspace_id) as session:
        # In one order, so that two processes never wait for each other.
        forms = {user_id: await decide(session, desk, post, kind, user_id) for user_id in sorted(called)}
        silent = [user_id for user_id, form in forms.items() if form in SILENT]
        names = await names_of(session, silent)
    if silent and (is_direct or (kind.is_nudge and len(silent) == len(called))):
        return None
    return named(message, names) if silent else message


async def decide(session: AsyncSession, desk: Desk, post: Post, kind: Kind, user_id: str) -> str:
    """What a message is to someone, written down in the transaction that decides it.

    Their row is held meanwhile, so that two processes cannot both spend the last of a week's budget.
    """
    now = desk.now
    person = await people.hold(session, user_id)
    notice = await people.notice_of(session, post.pk, user_id)
    if notice is not None and (notice.form in SILENT or (post.state == "sending" and not desk.is_unsaid)):
        # It was decided, or it may have been said already.
        return notice.form
    calendar = await calendar_of_person(session, person)
    form = "direct" if post.channel_id == user_id else "mention"
    is_free = is_always_wanted(person, kind)
    if not await may_call(session, person, calendar, post, at_once=kind.at_once, is_free=is_free, now=now):
        form = "kept" if form == "direct" or kind.things is not None else "named"
    notice = notice or Notice(post_id=post.pk, user_id=user_id, week=now.date(), form=form, at=now)
    notice.form, notice.is_free, notice.at = form, is_free, now
    notice.week = attention.monday_of(calendar.local(now).date())
    session.add(notice)
    if form == "kept":
        await owe_digest(session, person, calendar, now=now)
    await session.flush()
    return form


async def may_call(
    session: AsyncSession,
    person: Person,
    calendar: WorkCalendar,
    post: Post,
    *,
    at_once: bool,
    is_free: bool = False,
    now: datetime,
) -> bool:
    """Whether someone may be called now: not in their time off, and within their week's budget, unless it is free."""
    today = calendar.local(now).date()
    if attention.is_away(today, person.away_from, person.away_until):
        return False
    if is_free:
        return True
    if person.mode == "digest" and not at_once:
        return False
    week = attention.monday_of(today)
    end = calendar.moment(week + attention.WEEK, "00:00")
    is_digest = post.kind == DIGEST
    reserved = not is_digest and await people.awaited(session, person.user_id, DIGEST, end) is not None
    spent = await people.spent(session, person.user_id, week, post_id=post.pk)
    return not attention.keeps_back(spent=spent, budget=person.budget, reserved=reserved)


async def owe_digest(
    session: AsyncSession, person: Person, calendar: WorkCalendar, *, now: datetime, at: datetime | None = None
) -> Post:
    """Owe someone what is kept for them, at the moment at which it is to come next."""
    due_at = at or attention.next_digest(calendar, now, person.away_from, person.away_until)
    return await posts.owe(
        session,
        key_text=f"digest:{person.user_id}:{due_at:%Y-%m-%dT%H:%M}",
        kind=DIGEST,
        subject_id=person.pk,
        channel_id=person.user_id,
        due_at=due_at,
    )


async def as_before(desk: Desk, post: Post, message: Message) -> Message:
    """The message, with those by name whom it named when it was sent."""
    async with desk.database.reading(post.workspace_id) as session:
        notices: Sequence[Notice] = await people.notices_of_post(session, post.pk)
        names = await names_of(session, [notice.user_id for notice in notices if notice.form in SILENT])
    return named(message, names)


async def without_those_away(desk: Desk, post: Post, message: Message) -> Message:
    """The message, with those by name whose time off it is."""
    called = mentioned(message)
    if not called:
        return message
    async with desk.database.reading(post.workspace_id) as session:
        names = await names_of(session, await away_among(session, sorted(called), desk.now))
    return named(message, names)
