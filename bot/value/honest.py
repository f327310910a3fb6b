"""Set what is claimed beside what past claims turned into: the honest number.

Each past promise gives one ratio: the change that was seen at its last verified look ÷ the change that was promised as
likely. What is claimed now, times the median of the ratios, is what it would come to if this promise is like the
others. The range lies between two of the ratios: of n that are put in order, the next one falls between the k-th from
below and the k-th from above with a chance of (n + 1 − 2k) ÷ (n + 1), whatever their distribution, if it is one of them
(Wilks, Determination of sample sizes for setting tolerance limits, 1941). k is the largest with which that is at least
80 %, or else 1: with nine, 8 times of 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.value.digits import exact

# Of fewer promises nothing is said.
ENOUGH = 5
WANTED = Fraction(4, 5)


@dataclass(frozen=True, kw_only=True)
class Honest:
    """What past promises came to, as shares of what they promised, and how often the next lies between low and high."""

    n: int
    median: Fraction
    low: Fraction
    high: Fraction
    chance: Fraction
    # Whose they are: the team's own, or everyone's, where the team has too few.
    of_team: bool

    @property
    def share(self) -> float:
        """The median, as it is shown."""
        return float(self.median)

    @property
    def least(self) -> float:
        """The lower end, as it is shown."""
        return float(self.low)

    @property
    def most(self) -> float:
        """The upper end, as it is shown."""
        return float(self.high)


def ratio(seen: float, promised: float) -> Fraction:
    """What was seen as a share of what was promised, exactly: 0.23 of 0.5 is 0.46; below 0 it went the wrong way.

    Raises:
        ValueError: nothing was promised, or one of them is nan or infinite.
    """
    if promised == 0:
        raise ValueError("A promise of nothing has no share.")
    return Fraction(exact(seen)) / Fraction(exact(promised))


def median(ratios: Sequence[Fraction]) -> Fraction:
    """The middle one, or the mean of the two in the middle.

    Raises:
        ValueError: there are none.
    """
    if not ratios:
        raise ValueError("Nothing has no middle.")
    ordered, half = sorted(ratios), len(ratios) // 2
    return ordered[half] if len(ratios) % 2 else (ordered[half - 1] + ordered[half]) / 2


def honest(team: Sequence[Fraction], everyone: Sequence[Fraction]) -> Honest | None:
    """What past promises came to: the team's own, or else everyone's; None where even they are too few."""
    of_team = len(team) >= ENOUGH
    ratios = team if of_team else everyone
    if len(ratios) < ENOUGH:
        return None
    n, ordered = len(ratios), sorted(ratios)
    rank = max(1, int((n + 1) * (1 - WANTED) / 2))
    return Honest(
        n=n,
        median=median(ratios),
        low=ordered[rank - 1],
        high=ordered[n - rank],
        chance=Fraction(n + 1 - 2 * rank, n + 1),
        of_team=of_team,
    )
