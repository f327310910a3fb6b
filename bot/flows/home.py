"""Gather what App Home shows someone: what waits for them, their releases, their outcomes, their teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.caller import Caller
from bot.flows.outcomes import Standing, key_of, metric_of, standing_of
from bot.flows.releases.sheet import Sheet, sheet_of
from bot.flows.value.waiting import Waiting, waiting_of
from storage import outcomes, releases, teams
from storage.metrics import Metric
from storage.outcomes import Outcome
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

    @property
    def waits(self) -> int:
        """How many things wait for this person."""
        waiting = self.waiting
        return len(waiting.unanswered) + len(waiting.unread) + len(waiting.claimed) + len(self.without_outcome)


async def home_of(session: AsyncSession, caller: Caller, *, now: datetime) -> Home:
    """What App Home shows the caller."""
    mine = [await sheet_of(session, release) for release in (await releases.of_person(session, caller.user_id))[:MOST]]
    wanted = []
    for outcome in (await outcomes.of_person(session, caller.user_id))[:MOST]:
        metric = await metric_of(session, outcome)
        wanted.append((key_of(outcome), outcome, metric, await standing_of(session, outcome, metric, now=now)))
    return Home(
        user_id=caller.user_id,
        waiting=await waiting_of(session, now=now, for_user=caller.user_id),
        without_outcome=[
            sheet
            for sheet in mine
            if not sheet.lines and not sheet.release.maintenance and sheet.release.shipped_at is None
        ],
        releases=mine,
        outcomes=wanted,
        teams=(await teams.every(session))[:MOST],
    )
