"""Tell someone at once what was kept for them: one message on Monday, or on their first day back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.known import calendar_of_person
from bot.flows.attention.spend import DIGEST, may_call, owe_digest
from bot.flows.kinds import Desk, Kind, Thing
from bot.slack import render
from bot.slack.render import Message
from bot.value import attention
from storage import people, posts
from storage.people import Notice
from storage.posts import Post

# More is no digest; what is over comes in the next.
MOST_THINGS = 12
MOST_MESSAGES = 6


def digest_kind(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of post that holds others, which are of these kinds."""

    async def compose(desk: Desk, post: Post) -> Message | None:
        """What was kept, as it stands today; None when nothing of it is left, or it may not be said now."""
        if post.ts:
            return await as_it_stands(desk, post, kinds)
        if not await reserve(desk, post):
            # What it would have told when it was tried before is not told.
            post.details = {}
            return None
        async with desk.database.reading(post.workspace_id) as session:
            kept = await people.kept(session, post.channel_id)
            held = [(notice, await posts.get(session, notice.post_id)) for notice in kept]
        things: dict[tuple[str, int], Thing] = {}
        messages: list[tuple[Notice, Message]] = []
        told = []
        for notice, of in held:
            kind = kinds.get(of.kind) if of is not None else None
            if of is None or kind is None:
                told.append(notice.pk)
            elif of.channel_id == post.channel_id:
                message = await kind.compose(desk, of) if len(messages) < MOST_MESSAGES else None
                if message is not None:
                    messages.append((notice, message))
                elif len(messages) < MOST_MESSAGES:
                    told.append(notice.pk)
            elif kind.things is not None:
                if len(things) >= MOST_THINGS:
                    continue
                async with desk.database.reading(post.workspace_id) as session:
                    for thing in await kind.things(session, of, post.channel_id, desk.now):
                        things[thing.about, thing.value] = thing
                told.append(notice.pk)
        whole, told = put_together(list(things.values()), messages, told)
        said = [
            of.pk for notice, of in held if of is not None and of.channel_id == post.channel_id and notice.pk in told
        ]
        # Kept with the post once it is sent: what it has told stays in it, and says when it is done.
        listed = [vars(thing) for thing in things.values()]
        post.details = {**post.details, "told": told, "things": listed, "messages": said}
        return whole

    return Kind(
        name=DIGEST, compose=compose, after_sent=after_digest, after_dropped=after_digest, after_failed=after_failed
    )


async def as_it_stands(desk: Desk, post: Post, kinds: Mapping[str, Kind]) -> Message | None:
    """What a digest told, with what of it is done; None for one that did not keep what it told."""
    if "things" not in post.details:
        return None
    messages: list[tuple[Notice, Message]] = []
    still: set[tuple[str, int]] = set()
    async with desk.database.reading(post.workspace_id) as session:
        told = [(notice, await posts.get(session, notice.post_id)) for notice in await people.told_in(session, post.pk)]
        for _, of in told:
            kind = kinds.get(of.kind) if of is not None else None
            if of is not None and kind is not None and kind.things is not None:
                open_now = await kind.things(session, of, post.channel_id, desk.now)
                still |= {(thing.about, thing.value) for thing in open_now}
    for notice, of in told:
        if of is not None and of.pk in post.details["messages"] and of.kind in kinds:
            message = await kinds[of.kind].compose(desk, of)
            messages += [(notice, message)] if message is not None else []
    listed = [Thing(**thing) for thing in post.details["things"]]
    done = [replace(thing, is_done=(thing.about, thing.value) not in still) for thing in listed]
    return put_together(done, messages, [])[0]


def put_together(
    things: list[Thing], messages: list[tuple[Notice, Message]], told: list[int]
) -> tuple[Message | None, list[int]]:
    """As much as one message holds, and the numbers of what it tells; None when there is nothing to tell."""
    for count in range(len(messages), -1, -1):
        if not things and not count:
            break
        total = len(things) + count
        whole: Message | None = render.message(
            "attention/digest", things=things, count=total, minutes=attention.minutes_for(total)
        )
        for _, message in messages[:count]:
            whole = whole.followed_by(message) if whole is not None else None
        if whole is not None:
            return whole, [*told, *(notice.pk for notice, _ in messages[:count])]
    # What fits into no message stays in nobody's way.
    return None, [*told, *(notice.pk for notice, _ in messages[:1])]


async def reserve(desk: Desk, post: Post) -> bool:
    """Whether it may be said now; it is put off to the next digest otherwise."""
    async with desk.database.writing(post.workspace_id) as session:
        person = await people.hold(session, post.channel_id)
        calendar = await calendar_of_person(session, person)
        notice = await people.notice_of(session, post.pk, person.user_id)
        if notice is not None and post.state == "sending" and not desk.is_unsaid:
            return True
        if not await people.kept(session, person.user_id):
            return False
        if not await may_call(session, person, calendar, post, at_once=True, now=desk.now):
            await owe_digest(session, person, calendar, now=desk.now)
            return False
        week = attention.monday_of(calendar.local(desk.now).date())
        notice = notice or Notice(post_id=post.pk, user_id=person.user_id, week=week, form="direct", at=desk.now)
        notice.week, notice.at = week, desk.now
        session.add(notice)
    return True


async def after_digest(session: AsyncSession, post: Post, now: datetime) -> None:
    """What was told is kept no longer; what did not fit comes in the next."""
    if "told" not in post.details:
        return
    session.add(post)
    told = set(post.details["told"])
    left = 0
    for notice in await people.kept(session, post.channel_id):
        if notice.pk in told:
            notice.told_in = post.pk
            session.add(notice)
        else:
            left += 1
    if left:
        person = await people.hold(session, post.channel_id)
        await owe_digest(session, person, await calendar_of_person(session, person), now=now)


async def after_failed(session: AsyncSession, post: Post, now: datetime) -> None:
    """What was kept is kept for the next one."""
    person = await people.hold(session, post.channel_id)
    if await people.kept(session, person.user_id):
        await owe_digest(session, person, await calendar_of_person(session, person), now=now)
