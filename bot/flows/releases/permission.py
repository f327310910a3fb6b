"""Hold people to what they may do with a release."""

from collections.abc import Sequence

from bot.errors import Refusal, person
from bot.flows.caller import Caller
from bot.value.roles import may, who_may
from storage.releases import Release
from storage.teams import Team


class NotAllowed(Refusal):
    """That is for someone else to do."""


class NotYours(Refusal):
    """That is for the release's people to answer."""


VERBS = {"schedule": "schedule", "override": "pass the gate of", "close": "close or cancel", "ship": "ship"}


def must_be_allowed(action: str, caller: Caller, release: Release, team: Team) -> None:
    """Refuse what a person may not do.

    Raises:
        NotAllowed: and says who may.
    """
    if is_allowed(action, caller, release, team):
        return
    who = " or ".join(person(user_id) for user_id in who_may(people_of(release), listed_in(team, action)))
    raise NotAllowed(f"You may not {VERBS[action]} {release.name}.", hint=f"Ask {who}.")


def is_allowed(action: str, caller: Caller, release: Release, team: Team) -> bool:
    """Whether a person may do it."""
    return may(action, caller.user_id, people=people_of(release), listed=listed_in(team, action))


def people_of(release: Release) -> tuple[str, ...]:
    """Whose release it is, where the team names nobody."""
    return release.owner_id, release.deputy_id, release.created_by


def listed_in(team: Team, action: str) -> Sequence[str]:
    """Whom a team names for it."""
    listed = {"schedule": team.schedulers, "ship": team.schedulers, "override": team.overriders, "close": team.closers}
    return listed[action]


def must_answer_for(caller: Caller, release: Release, promised_by: str, team: Team) -> None:
    """Only those who own a promise answer for it; others bring evidence.

    Raises:
        NotYours: and says whose it is.
    """
    people = [release.owner_id, release.deputy_id, promised_by, release.created_by, *team.closers]
    if caller.user_id not in people:
        whose = " or ".join(person(user_id) for user_id in dict.fromkeys(people[:2]) if user_id)
        raise NotYours(
            f"Only {whose} can answer for {release.name}.",
            hint="What you saw counts as evidence: use “Attach to release” on a message.",
        )
