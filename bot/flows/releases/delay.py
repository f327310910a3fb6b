"""Move a scheduled release to another window, with the reason."""

from datetime import date, datetime

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.changes import change
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.since import must_be_as_shown
from bot.flows.teams import today_of
from storage.database import Database
from storage.releases import Release

# Why a plan changes: the word that is kept, and the one that is read.
REASONS = {
    "value_data": "Value data",
    "feedback": "Feedback",
    "priority": "Priority",
    "risk": "Risk",
    "dependency": "Dependency",
    "deadline": "Deadline",
}


class NotScheduled(Refusal):
    """Only a release that is scheduled can be moved."""


def window_of(release: Release) -> tuple[object, ...]:
    """What the form shows."""
    return release.window_from, release.window_to, release.confidence


async def delay(
    database: Database,
    caller: Caller,
    release_id: int,
    *,
    first: date | None,
    last: date | None,
    confidence: str,
    reason: str,
    words: str = "",
    mark: str = "",
    now: datetime,
) -> Release:
    """Move a release's window, in one step; the old window stays in its history.

    Raises:
        FieldErrors: the window ends before it begins, lies in the past, or is the one it has; no reason.
        NotScheduled: it has no window to move, or has shipped.
        NotAllowed: the caller may not schedule it.
        ChangedSince: the form showed another window.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        if release.state != "scheduled":
            raise NotScheduled(f"Only a scheduled release can be moved; {release.name} is {release.state}.")
        must_be_allowed("schedule", caller, release, team)
        must_be_as_shown(mark, *window_of(release))
        if reason not in REASONS:
            raise FieldErrors({"reason": "Say why it moves: whoever follows it will ask."})
        if first is None or last is None:
            raise FieldErrors({"first": "Pick the day on which the window begins."})
        if last < first:
            raise FieldErrors({"last": "The window ends before it begins."})
        if last < today_of(team, now):
            raise FieldErrors({"first": "That window has passed. A release moves to a day that is still to come."})
        if (first, last, confidence) == (release.window_from, release.window_to, release.confidence):
            raise FieldErrors({"first": "That is the window it has."})
        why = REASONS[reason].lower() + (f": {words}" if words else "")
        await change(
            session,
            release,
            who=caller.user_id,
            now=now,
            why=why,
            window_from=first,
            window_to=last,
            confidence=confidence,
        )
    return release
