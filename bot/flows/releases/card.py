"""Keep one card per release in its team's channel, updated in place, with the details in its thread."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import sheet_of, with_expected, with_seeable
from bot.flows.releases.wait import waits_of
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.render import Message
from storage import history, posts, releases, teams
from storage.posts import Post
from storage.releases import Release


async def owe_card(session: AsyncSession, release: Release, *, now: datetime) -> Post:
    """Owe the release's card: a first one, or an update of the one that is there."""
    team = await teams.get(session, release.team_id)
    if team is None:
        raise LookupError(f"{key_of(release)} belongs to a team that is gone.")
    return await posts.owe(
        session,
        key_text=f"card:release:{release.pk}",
        kind="release_card",
        subject_id=release.pk,
        channel_id=team.channel_id,
        due_at=now,
        living=True,
    )


async def compose_card(desk: Desk, post: Post) -> Message | None:
    """The card, as the release stands now."""
    async with desk.database.reading(post.workspace_id) as session:
        release = await releases.get(session, post.subject_id)
        if release is None:
            return None
        sheet = await with_expected(session, await sheet_of(session, release), now=desk.now)
        sheet = await with_seeable(session, sheet, now=desk.now)
    today = calendar_of(sheet.team).local(desk.now).date()
    return render.message("releases/card", sheet=sheet, today=today, at=desk.now)


async def compose_note(desk: Desk, post: Post) -> Message | None:
    """What changed: for the card's thread, and for whoever follows the release."""
    async with desk.database.reading(post.workspace_id) as session:
        release = await releases.get(session, post.subject_id)
        changes = [await history.get(session, change_id) for change_id in post.details.get("changes", ())]
        followed = post.kind == "release_follow"
        # Someone who stopped following is not told of what changed before.
        gone = followed and await releases.follower(session, post.subject_id, post.channel_id) is None
        waits = await waits_of(session, release, changes) if release is not None else {}
    if release is None or not changes or gone:
        return None
    return render.message(
        "releases/changed", release=release, key=key_of(release), changes=changes, followed=followed, waits=waits
    )


async def about_release(session: AsyncSession, post: Post) -> About | None:
    """The release, and whoever owns it."""
    release = await releases.get(session, post.subject_id)
    return About(people=(release.owner_id or release.created_by,), name=release.name) if release is not None else None


# By then the card has said it for long, and the history keeps it.
OLD_NEWS = timedelta(days=7)
CARD = Kind(name="release_card", compose=compose_card, about=about_release, anew=True)
NOTE = Kind(name="release_note", compose=compose_note, about=about_release, keeps=OLD_NEWS)
FOLLOW = Kind(name="release_follow", compose=compose_note, keeps=OLD_NEWS)
