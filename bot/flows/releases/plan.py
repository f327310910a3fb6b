"""Plan a release: name it, say who owns it and what makes it good enough to ship."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.card import owe_card
from bot.flows.releases.find import key_of
from bot.flows.weekly import owe_review
from bot.value.naming import clean, fold
from storage import history, releases
from storage.database import Database
from storage.releases import Criterion, Follower, Release
from storage.teams import Team

MAX_CRITERIA = 20


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A release as it is typed into the form."""

    name: str
    description: str = ""
    owner_id: str = ""
    deputy_id: str = ""
    feature_count: int | None = None
    criteria: Sequence[str] = ()


async def plan(database: Database, caller: Caller, team: Team, wanted: Plan, *, now: datetime) -> Release:
    """Write a new release down as a draft, and owe its card.

    Raises:
        FieldErrors: a name that is empty, too long or taken; too many criteria.
    """
    name, criteria = checked(wanted)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        for other in await releases.named(session):
            if other.folded == fold(name) and other.state not in ("closed", "cancelled"):
                raise FieldErrors({"name": f"{key_of(other)} is called that already. Give this one a name of its own."})
        release = Release(
            number=await releases.next_number(session),
            team_id=team.pk,
            name=name,
            folded=fold(name),
            description=wanted.description,
            owner_id=wanted.owner_id or caller.user_id,
            deputy_id=wanted.deputy_id,
            feature_count=wanted.feature_count,
            created_by=caller.user_id,
            created_at=now,
        )
        session.add(release)
        await session.flush()
        for position, text in enumerate(criteria):
            session.add(Criterion(release_id=release.pk, position=position, text=text, owner_id=release.owner_id))
        for user_id in {release.owner_id, release.deputy_id, caller.user_id} - {""}:
            session.add(Follower(release_id=release.pk, user_id=user_id, since=now))
        await history.record(
            session, "release", release.pk, who=caller.user_id, what="state", old="", new="draft", why="", at=now
        )
        await owe_card(session, release, now=now)
        # From its first release on, a team is asked once a week what its plan leaves open.
        await owe_review(session, team, now=now)
    return release


def checked(wanted: Plan) -> tuple[str, list[str]]:
    """The name and the criteria as they may be kept.

    Raises:
        FieldErrors: at the field that needs another look.
    """
    errors = {}
    name = ""
    try:
        name = clean(wanted.name)
    except Refusal as refusal:
        errors["name"] = refusal.message
    criteria = [text.strip() for text in wanted.criteria if text.strip()]
    if len(criteria) > MAX_CRITERIA:
        errors["criteria"] = (
            f"{len(criteria)} criteria are more than anyone checks. Keep the {MAX_CRITERIA} that matter."
        )
    if any(len(text) > 300 for text in criteria):
        errors["criteria"] = "One criterion is longer than 300 characters. One a line, each a thing to check."
    if errors:
        raise FieldErrors(errors)
    return name, criteria
