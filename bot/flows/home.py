"""Gather what App Home shows someone: what waits for them, their releases, their outcomes, their teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.caller import Caller
from bot.flows.outcomes import Standing, key_of, metric_of, standing_of
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.value.waiting import Waiting, waiting_of
from storage import outcomes, promises, releases, teams
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release
from storage.teams import Team

MOST = 8


@dataclass(frozen=True, kw_only=True)
class Home:
    """One person's App Home."""

    user_id: str
    waiting: Waiting
    without_outcome: Sequence[Sheet]
    releases: Sequence[Sheet]
    outcomes: Sequence[tuple[str, Outcome, Metric | None, Standing]]
    teams: Sequence[Team]
    # How many more there are than a screen holds.
    more_without_outcome: int = 0
    more_releases: int = 0

    @property
    def waits(self) -> int:
        """How many things wait for this person."""
        waiting = self.waiting
        unsaid = len(self.without_outcome) + self.more_without_outcome
        return len(waiting.unanswered) + len(waiting.unread) + len(waiting.claimed) + unsaid


async def home_of(session: AsyncSession, caller: Caller, *, now: datetime) -> Home:
    """What App Home shows the caller."""
    mine = await releases.of_person(session, caller.user_id)
    unsaid = [release for release in mine if await is_unsaid(session, release)]
    wanted = []
    for outcome in (await outcomes.of_person(session, caller.user_id))[:MOST]:
        metric = await metric_of(session, outcome)
        wanted.append((key_of(outcome), outcome, metric, await standing_of(session, outcome, metric, now=now)))
    return Home(
        user_id=caller.user_id,
        waiting=await waiting_of(session, now=now, for_user=caller.user_id),
        without_outcome=[await sheet_of(session, release) for release in unsaid[:MOST]],
        releases=[await sheet_of(session, release) for release in mine[:MOST]],
        outcomes=wanted,
        teams=(await teams.every(session))[:MOST],
        more_without_outcome=len(unsaid[MOST:]),
        more_releases=len(mine[MOST:]),
    )


async def is_unsaid(session: AsyncSession, release: Release) -> bool:
    """Whether nobody has said yet what outcome a release will deliver, and it is time to."""
    if release.maintenance or release.shipped_at is not None:
        return False
    return not await promises.of_release(session, release.pk)
