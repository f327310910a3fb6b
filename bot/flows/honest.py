"""Say beside a claim what this team's past claims turned into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.digits import exact, shown
from bot.value.honest import Honest, honest, ratio
from bot.value.money import Money
from storage import verdicts
from storage.promises import Promise
from storage.verdicts import Verdict

# Promises that are looked back on: what was longer ago says little of how a team estimates now.
LAST = 20
RATED = ("hit", "partly", "missed")


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a claim would come to if it is like those before it: low, likely and high."""

    honest: Honest
    change: tuple[float, float, float]
    money: tuple[Money, Money, Money] | None


async def honest_for(session: AsyncSession, team_id: int, *, now: datetime, besides: int = 0) -> Honest | None:
    """What the last promises of a team came to, or else those of the whole workspace; None where they are too few.

    Args:
        besides: a release that is not counted, for it is the one in question.
    """
    shares = [(team, share) for team, release_id, share in await shares_of(session, now) if release_id != besides]
    team_shares = [share for team, share in shares if team == team_id]
    return honest(team_shares[:LAST], [share for _, share in shares][:LAST])


async def shares_of(session: AsyncSession, now: datetime) -> list[tuple[int, int, Fraction]]:
    """For each promise whose last look is verified: its team, its release, and what came of it as a share of likely."""
    last: dict[int, tuple[Verdict, Promise, int]] = {}
    for verdict, promise, release in await verdicts.of_shipped(session):
        if verdict.at <= now:
            last[promise.pk] = (verdict, promise, release.team_id)
    return [
        (team_id, promise.release_id, ratio(verdict.effect, promise.likely))
        for verdict, promise, team_id in last.values()
        if verdict.verified and verdict.verdict in RATED and verdict.effect is not None and promise.likely
    ]


def expected(found: Honest | None, promise: Promise, worth: Sequence[Money] | None) -> Expected | None:
    """What one promise would come to by that; None where nothing can be said."""
    if found is None:
        return None
    shares = (found.low, found.median, found.high)
    # More digits than two would say more than is known.
    low, likely, high = (float(shown(exact(float(Fraction(promise.likely) * share)), 2)) + 0.0 for share in shares)
    money = None
    if worth is not None:
        first, middle, last = (worth[1].times(share) for share in shares)
        money = (first, middle, last)
    return Expected(honest=found, change=(low, likely, high), money=money)
