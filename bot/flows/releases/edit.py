"""Change what a release is called and what is in it."""

from datetime import datetime

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.changes import change
from bot.flows.releases.find import key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.since import must_be_as_shown
from bot.value.naming import clean, fold
from storage import releases
from storage.database import Database
from storage.releases import Release


def words_of(release: Release) -> tuple[object, ...]:
    """What the form shows."""
    return release.name, release.description, release.feature_count


async def edit(
    database: Database,
    caller: Caller,
    release_id: int,
    *,
    name: str,
    description: str,
    feature_count: int | None,
    why: str,
    mark: str = "",
    now: datetime,
) -> Release:
    """Save new words for a release.

    Raises:
        FieldErrors: a name that is empty, too long or taken.
        NotAllowed: the caller may not.
        ChangedSince: the form showed other words.
    """
    try:
        name = clean(name)
    except Refusal as refusal:
        raise FieldErrors({"name": refusal.message}) from refusal
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        must_be_as_shown(mark, *words_of(release))
        for other in await releases.named(session):
            if other.pk != release_id and other.folded == fold(name) and other.state not in ("closed", "cancelled"):
                raise FieldErrors({"name": f"{key_of(other)} is called that already."})
        release.folded = fold(name)
        await change(
            session,
            release,
            who=caller.user_id,
            now=now,
            why=why,
            name=name,
            description=description,
            feature_count=feature_count,
        )
    return release
