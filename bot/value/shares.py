"""Split what a metric moved among the releases that claim it, so that together they never claim more than it moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from bot.value.digits import exact
from bot.value.span import Span

# Releases that ship this near to each other moved the metric together.
TOGETHER = timedelta(days=30)
WEEK = timedelta(days=7)

Rule = Literal["proposal", "weeks", "promise", "none"]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What one release is said to have changed, in the metric's unit, and from when to when it was watched.

    `step`: what one fit of all of them says it changed, where that can tell them apart.
    """

    key: int
    shipped_at: datetime
    seen_at: datetime
    change: float
    promised: float
    step: float | None = None


@dataclass(frozen=True, kw_only=True)
class Split:
    """What a metric moved, and how much of it each claim gets: exact sizes of 0 or more, in the direction it moved.

    `claimed` is the size of each claim in that direction: a claim against it has moved nothing of it.
    """

    moved: Span
    size: Fraction
    claimed: Mapping[int, Fraction]
    shares: Mapping[int, Fraction]

    @property
    def is_disputed(self) -> bool:
        """Whether the claims together exceed what there is."""
        return sum(self.claimed.values()) > self.size

    @property
    def unattributed(self) -> Fraction:
        """What nobody gets."""
        return self.size - sum(self.shares.values())

    def part(self, key: int) -> Fraction:
        """How much of its claim a release keeps, from 0 to 1; all of one that claims nothing of what moved."""
        claimed = self.claimed.get(key)
        return self.shares[key] / claimed if claimed else Fraction(1)

    def signed(self, size: Fraction) -> float:
        """A size as a change of the metric."""
        return float(size) if self.moved.likely >= 0 else -float(size) + 0.0


def together(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims on one metric, those that may be about the same movement together, by when they shipped.

    Two are if they shipped within 30 days, or one while the other was still watched; and so is what overlaps either.
    """
    groups: list[list[Claim]] = []
    until: datetime | None = None
    for claim in ordered(claims):
        end = max(claim.seen_at, claim.shipped_at + TOGETHER)
        if until is None or claim.shipped_at > until:
            groups.append([claim])
            until = end
        else:
            groups[-1].append(claim)
            until = max(until, end)
    return groups


def ordered(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by when they shipped."""
    return sorted(claims, key=lambda claim: (claim.shipped_at, claim.key))


def split(moved: Span, claims: Sequence[Claim], by: Rule = "proposal") -> Split:
    """Share out what the metric moved; nobody gets more than is claimed, nor all together more than there is.

    Where the claims exceed it, each gets a part in proportion to its weight: by "proposal" what a joint fit says, if it
    tells all of them apart, or else promise × weeks live; by "weeks" or "promise" that alone; by "none" each gets only
    what no other claims. What nobody gets stays unattributed. A claim of more than it moves, filled up, leaves the rest
    to the others. How far `moved` may be off is told, and gives nobody more.

    Raises:
        ValueError: there are no claims, or a number is nan or infinite.
    """
    size, caps = size_of(moved), claims_on(claims, moved)
    if by == "none":
        return Split(moved=moved, size=size, claimed=caps, shares=undisputed(size, caps))
    until = max(claim.seen_at for claim in claims)
    weights = {claim.key: weight_of(claim, until, by, joint=is_told_apart(claims)) for claim in claims}
    return Split(moved=moved, size=size, claimed=caps, shares=filled(size, caps, weights))


def split_as_agreed(moved: Span, claims: Sequence[Claim], parts: Mapping[int, float]) -> Split:
    """Share out what the metric moved as people agreed; where there is less by now, each gets less in proportion.

    Raises:
        ValueError: a part is less than 0, or a number is nan or infinite.
    """
    if any(exact(part) < 0 for part in parts.values()):
        raise ValueError("Nobody moved less than nothing.")
    size, caps = size_of(moved), claims_on(claims, moved)
    wanted = {key: min(cap, Fraction(exact(parts.get(key, 0.0)))) for key, cap in caps.items()}
    return Split(moved=moved, size=size, claimed=caps, shares=filled(size, wanted, wanted))


def size_of(moved: Span) -> Fraction:
    """How much there is to share."""
    return abs(Fraction(exact(moved.likely)))


def claims_on(claims: Iterable[Claim], moved: Span) -> dict[int, Fraction]:
    """The size of each claim in the direction of what was moved; one against it claims nothing of that."""
    sign = 1 if moved.likely >= 0 else -1
    return {claim.key: max(Fraction(0), sign * Fraction(exact(claim.change))) for claim in ordered(claims)}


def is_told_apart(claims: Iterable[Claim]) -> bool:
    """Whether a joint fit gave every claim its own step."""
    return all(claim.step is not None for claim in claims)


def weight_of(claim: Claim, until: datetime, by: Rule, *, joint: bool) -> Fraction:
    """What a claim's part is in proportion to."""
    if joint and by == "proposal" and claim.step is not None:
        return abs(Fraction(exact(claim.step)))
    weeks = max(Fraction(0), Fraction((until - claim.shipped_at) // timedelta(seconds=1), WEEK // timedelta(seconds=1)))
    promised = abs(Fraction(exact(claim.promised)))
    return {"weeks": weeks, "promise": promised}.get(by, weeks * promised)


def undisputed(total: Fraction, caps: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """What no other claims of it."""
    together = sum(caps.values(), Fraction(0))
    return {key: min(cap, max(Fraction(0), total - (together - cap))) for key, cap in caps.items()}


def filled(total: Fraction, caps: Mapping[int, Fraction], weights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Fill each up to its cap by its weight, until there is no more; what has no weight gets what the others leave."""
    left, shares = total, dict.fromkeys(caps, Fraction(0))
    for waiting in ({key for key in caps if weights[key]}, {key for key in caps if not weights[key]}):
        weight = {key: weights[key] or Fraction(1) for key in waiting}
        while waiting and left > 0:
            whole = sum((weight[key] for key in waiting), Fraction(0))
            full = {key for key in waiting if caps[key] * whole <= left * weight[key]}
            if not full:
                for key in waiting:
                    shares[key] = left * weight[key] / whole
                return shares
            for key in full:
                shares[key] = caps[key]
            left -= sum((caps[key] for key in full), Fraction(0))
            waiting = waiting - full
    return shares
