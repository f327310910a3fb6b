"""Compose a subscription's digest at its moment, or when someone tries it; with nothing to tell, say nothing."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.flows.rhythm import Rhythm, after_failed_run, after_run, moment_of, rhythm_of, run_to_say, until_of, was_due
from bot.flows.subscriptions.digest import Digest, digest_of
from bot.slack import render
from bot.slack.render import Message
from storage import subscriptions, teams
from storage.posts import Post
from storage.subscriptions import Subscription


async def compose_digest(desk: Desk, post: Post) -> Message | None:
    """What happened since the last one; None when nothing did, or nobody waits for it."""
    wanted = await run_to_say(desk, post)
    if wanted is None:
        return None
    subscription, rhythm = wanted
    async with desk.database.reading(post.workspace_id) as session:
        digest = await digest_for(session, subscription, until_of(post), now=desk.now)
    return None if digest.is_empty else said(subscription, rhythm, digest, late=was_due(post, now=desk.now))


async def compose_test(desk: Desk, post: Post) -> Message | None:
    """What happened since the last one, as if it were due; with nothing to tell it says that."""
    async with desk.database.reading(post.workspace_id) as session:
        subscription = await subscriptions.get(session, post.subject_id)
        if subscription is None or subscription.state == "stopped":
            return None
        rhythm = await rhythm_of(session, subscription)
        digest = await digest_for(session, subscription, moment_of(post), now=desk.now)
    return said(subscription, rhythm, digest, test=True)


async def digest_for(session: AsyncSession, subscription: Subscription, until: datetime, *, now: datetime) -> Digest:
    """What a subscription has not told yet, up to a moment."""
    team = await teams.get(session, subscription.team_id) if subscription.team_id is not None else None
    return await digest_of(session, team, subscription.covered_until, until, now=now)


def said(
    subscription: Subscription, rhythm: Rhythm, digest: Digest, *, late: datetime | None = None, test: bool = False
) -> Message:
    """A digest in the size that was chosen for it."""
    template = "subscriptions/compact" if subscription.size == "compact" else "subscriptions/digest"
    return render.message(template, subscription=subscription, zone=rhythm.zone, digest=digest, was_due=late, test=test)


async def after_said(session: AsyncSession, post: Post, now: datetime) -> None:
    """The next one is owed."""
    await after_run(session, post, now, said=True)


async def after_silent(session: AsyncSession, post: Post, now: datetime) -> None:
    """The next one is owed, as if this had been said."""
    await after_run(session, post, now, said=False)


async def about_digest(session: AsyncSession, post: Post) -> About | None:
    """Whoever subscribed is told where it cannot be said, unless it was paused; it then would not be."""
    subscription = await subscriptions.get(session, post.subject_id)
    return about(subscription) if subscription is not None and subscription.state == "active" else None


async def about_test(session: AsyncSession, post: Post) -> About | None:
    """Whoever subscribed; one that is paused is tried out, too."""
    subscription = await subscriptions.get(session, post.subject_id)
    return about(subscription) if subscription is not None and subscription.state != "stopped" else None


def about(subscription: Subscription) -> About | None:
    """Whoever subscribed; in private there is nobody else to tell."""
    in_private = subscription.channel_id == subscription.user_id
    return None if in_private else About(people=(subscription.user_id,), name=subscription.rule)


DIGEST = Kind(
    name="value_digest",
    compose=compose_digest,
    about=about_digest,
    after_sent=after_said,
    after_dropped=after_silent,
    after_failed=after_failed_run,
)
TEST = Kind(name="value_digest_test", compose=compose_test, about=about_test)
