"""Ask the channel how releases share what a metric moved, once they claim more than that; and say what was agreed."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.flows.shares.groups import Group, group_with
from bot.slack import render
from bot.slack.render import Message
from storage import outcomes, posts, promises, releases, teams
from storage.posts import Post
from storage.promises import Promise
from storage.teams import Team


async def ask_to_share(
    session: AsyncSession, promise: Promise, metric_id: int | None, team: Team, *, thread_id: int | None, now: datetime
) -> None:
    """Owe the question in the thread of a check-in, where its release and others claim more than the metric moved."""
    group = await group_with(session, metric_id, promise.pk) if metric_id is not None else None
    if group is None or len(group.members) < 2 or not group.is_worth_asking:
        return
    await posts.owe(
        session,
        key_text=key_of(group),
        kind="share_ask",
        subject_id=promise.pk,
        channel_id=team.channel_id,
        thread_id=thread_id,
        due_at=now,
        living=True,
    )


def key_of(group: Group) -> str:
    """The key of the one message about a group."""
    return f"share:{group.among}"


async def group_about(session: AsyncSession, promise_id: int) -> Group | None:
    """The group of a promise, by what it meant when it shipped."""
    promise = await promises.get(session, promise_id)
    if promise is None:
        return None
    meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
    if meaning is None or meaning.metric_id is None:
        return None
    return await group_with(session, meaning.metric_id, promise_id)


async def compose(desk: Desk, post: Post) -> Message | None:
    """The question with what is proposed, or what was agreed; None where nothing is left to ask."""
    async with desk.database.reading(post.workspace_id) as session:
        group = await group_about(session, post.subject_id)
        team = await teams.by_channel(session, post.channel_id)
        if group is None or key_of(group) != post.key_text:
            # Another release came to claim it, too: that has a question of its own.
            return None
        if not group.agreed and not group.is_worth_asking and not post.ts:
            return None
    return render.message("shares/ask", group=group, zone=team.zone if team is not None else "UTC", at=desk.now)


async def about(session: AsyncSession, post: Post) -> About | None:
    """The release whose check-in was answered, and whoever owns it."""
    promise = await promises.get(session, post.subject_id)
    release = await releases.get(session, promise.release_id) if promise is not None else None
    return About(people=(release.owner_id or release.created_by,), name=release.name) if release is not None else None


SHARE_ASK = Kind(name="share_ask", compose=compose, about=about)
