"""Say beside a claim what this team's past claims turned into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.value.digits import exact, shown
from bot.value.honest import Honest, honest, ratio
from bot.value.money import Money
from bot.value.verdict import LABELS
from storage import verdicts
from storage.promises import Promise
from storage.releases import Release
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


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A promise that was looked at, and what came of it."""

    release: Release
    promise: Promise
    verdict: Verdict

    @property
    def why_not(self) -> str:
        """Why it says nothing of how promises turn out; "" where it does."""
        if self.verdict.verdict not in RATED:
            return LABELS[self.verdict.verdict]
        if not self.verdict.verified:
            return "claimed, nobody brought evidence"
        if self.verdict.effect is None:
            return "no change was measured"
        return "" if self.promise.likely else "it promised no change"

    @property
    def share(self) -> Fraction | None:
        """What came of it as a share of what was promised as likely; None where it does not count."""
        if self.why_not or self.verdict.effect is None:
            return None
        return ratio(self.verdict.effect, self.promise.likely)


async def honest_for(session: AsyncSession, team_id: int, *, now: datetime, besides: int = 0) -> Honest | None:
    """What the last promises of a team came to, or else those of the whole workspace; None where they are too few.

    Args:
        besides: a release that is not counted, for it is the one in question.
    """
    return found_in([claim for claim in await claims_of(session, now) if claim.release.pk != besides], team_id)


def found_in(claims: Sequence[Claim], team_id: int) -> Honest | None:
    """What these came to: the newest of the team's own, or else of all."""
    own, everyone = pools_of(claims, team_id)
    return honest(*([claim.share for claim in pool if claim.share is not None] for pool in (own, everyone)))


def pools_of(claims: Sequence[Claim], team_id: int) -> tuple[list[Claim], list[Claim]]:
    """The newest that count, of the team's own and of all."""
    counting = [claim for claim in claims if not claim.why_not]
    return [claim for claim in counting if claim.release.team_id == team_id][:LAST], counting[:LAST]


async def shares_of(session: AsyncSession, now: datetime) -> list[tuple[int, int, Fraction]]:
    """For each promise whose last look is verified: its team, its release, and what came of it as a share of likely."""
    return [
        (claim.release.team_id, claim.release.pk, claim.share)
        for claim in await claims_of(session, now)
        if claim.share is not None
    ]


async def claims_of(session: AsyncSession, now: datetime) -> list[Claim]:
    """Each promise that was looked at, with the answer that counted then: the newest shipped first."""
    last: dict[int, Claim] = {}
    for verdict, promise, release in await verdicts.of_shipped(session):
        if verdict.at <= now:
            last[promise.pk] = Claim(release=release, promise=promise, verdict=verdict)
    # Where a session looks back, a release may have shipped on another day than it says now.
    return sorted(last.values(), key=lambda claim: claim.release.shipped_at or now, reverse=True)


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
