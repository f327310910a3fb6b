"""Hand a release over, and follow it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors
from bot.flows.attention.nudges import move_to_their_hour
from bot.flows.caller import Caller
from bot.flows.releases.changes import change
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.since import must_be_as_shown
from storage import checkins, releases
from storage.database import Database
from storage.releases import Follower, Release


async def hand_over(
    database: Database,
    caller: Caller,
    release_id: int,
    *,
    owner_id: str,
    deputy_id: str,
    note: str = "",
    mark: str = "",
    now: datetime,
) -> Release:
    """Give a release another owner and deputy, with a note for whoever takes over.

    Raises:
        FieldErrors: it is theirs already.
        NotAllowed: only the owner, the deputy, whoever planned it, or the team's schedulers hand it over.
        ChangedSince: the form showed others.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        must_be_as_shown(mark, release.owner_id, release.deputy_id)
        if (owner_id, deputy_id) == (release.owner_id, release.deputy_id):
            raise FieldErrors({"owner": "It is theirs already. Pick who takes over, or another deputy."})
        for user_id in (owner_id, deputy_id):
            if user_id:
                await begin_following(session, release, user_id, now)
        await session.flush()
        await change(session, release, who=caller.user_id, now=now, why=note, owner_id=owner_id, deputy_id=deputy_id)
        await move_to_their_hour(session, await checkins.of_release(session, release.pk), now=now)
    return release


async def begin_following(session: AsyncSession, release: Release, user_id: str, now: datetime) -> bool:
    """Follow; false if they did already."""
    if await releases.follower(session, release.pk, user_id) is not None:
        return False
    session.add(Follower(release_id=release.pk, user_id=user_id, since=now))
    return True


async def follow(
    database: Database, caller: Caller, release_id: int, *, wish: bool | None = None, now: datetime
) -> tuple[Release, bool]:
    """Follow a release, or stop; without a `wish`, whichever one does not. True when following from now on."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, _ = await release_and_team(session, release_id)
        following = await releases.follower(session, release.pk, caller.user_id)
        wanted = following is None if wish is None else wish
        if wanted:
            await begin_following(session, release, caller.user_id, now)
        elif following is not None:
            await session.delete(following)
    return release, wanted
