"""Hold people to what they may do with a release."""

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
    listed = {"schedule": team.schedulers, "ship": team.schedulers, "override": team.overriders, "close": team.closers}
    people = (release.owner_id, release.deputy_id, release.created_by)
    if may(action, caller.user_id, people=people, listed=listed[action]):
        return
    who = " or ".join(person(user_id) for user_id in who_may(people, listed[action]))
    raise NotAllowed(f"You may not {VERBS[action]} {release.name}.", hint=f"Ask {who}.")


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
