"""Gather what App Home shows someone: what waits for them, their releases, their outcomes, their teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.settings import Standing as Spoken
from bot.flows.attention.settings import standing_of as spoken_to
from bot.flows.caller import Caller
from bot.flows.checkins.standing import standing_of as timeliness_of
from bot.flows.delivery import Delivery, delivery_of
from bot.flows.outcomes import Standing, key_of, metric_of, standing_of
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.value.waiting import Waiting, waiting_of
from bot.value.timeliness import Timeliness
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
    attention: Spoken
    # Of the looks that wait, whether each is late, by its number.
    timeliness: Mapping[int, Timeliness | None]
    # How many more there are than a screen holds.
    more_without_outcome: int = 0
    more_releases: int = 0
    # For who administers the workspace, and nobody else.
    delivery: Delivery | None = None

    @property
    def waits(self) -> int:
        """How many things wait for this person."""
        waiting = self.waiting
        unsaid = len(self.without_outcome) + self.more_without_outcome
        return len(waiting.unanswered) + len(waiting.unread) + len(waiting.claimed) + unsaid


async def home_of(session: AsyncSession, caller: Caller, *, administers: bool, now: datetime) -> Home:
    """What App Home shows the caller."""
    mine = await releases.of_person(session, caller.user_id)
    unsaid = [release for release in mine if await is_unsaid(session, release)]
    wanted = []
    for outcome in (await outcomes.of_person(session, caller.user_id))[:MOST]:
        metric = await metric_of(session, outcome)
        wanted.append((key_of(outcome), outcome, metric, await standing_of(session, outcome, metric, now=now)))
    waiting = await waiting_of(session, now=now, for_user=caller.user_id)
    every_team = await teams.every(session)
    by_number = {team.pk: team for team in every_team}
    return Home(
        user_id=caller.user_id,
        waiting=waiting,
        attention=await spoken_to(session, caller.user_id, now=now),
        timeliness={
            look.pk: await timeliness_of(session, look, by_number[look.team_id], now=now)
            for look, _ in waiting.unanswered[:MOST]
        },
        without_outcome=[await sheet_of(session, release) for release in unsaid[:MOST]],
        releases=[await sheet_of(session, release) for release in mine[:MOST]],
        outcomes=wanted,
        teams=every_team[:MOST],
        more_without_outcome=len(unsaid[MOST:]),
        more_releases=len(mine[MOST:]),
        delivery=await delivery_of(session, now=now) if administers else None,
    )


async def is_unsaid(session: AsyncSession, release: Release) -> bool:
    """Whether nobody has said yet what outcome a release will deliver, and it is time to."""
    if release.maintenance or release.shipped_at is not None:
        return False
    return not await promises.of_release(session, release.pk)
